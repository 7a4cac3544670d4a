"""One reader for each format: ``read(text)`` gives records, and what could not be one."""
