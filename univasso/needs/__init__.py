"""The knowledge needs and the regional axes: vocabularies, and one page for each need."""
