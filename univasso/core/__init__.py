"""The cellar: utilities that know nothing about research or associations."""
