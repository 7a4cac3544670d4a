"""Notices that come from elsewhere: BibTeX, RIS, CSL-JSON, HAL and Crossref."""
