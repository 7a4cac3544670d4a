"""Univ'Asso: the web application of a regional research programme on associations."""
