"""The search engine beside others, on the same corpus, in the same run: ``python -m bench.search``."""
