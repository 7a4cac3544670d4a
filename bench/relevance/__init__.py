"""Whether the right texts come first: our engine beside a plain BM25, on real public French texts."""
