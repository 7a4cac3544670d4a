"""The knowledge needs."""
