"""Tests: a mirror of the package, rules about the code (house), stories (journeys), a real browser."""
