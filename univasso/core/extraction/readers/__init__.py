"""One reader for each format: ``read(path)`` gives what is known of the file, and its pages.

They run in the child process, and import nothing of the application.
"""
