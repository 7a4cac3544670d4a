"""Outputs: deposit, files and their words, moderation, versions, citation, tombstones."""
