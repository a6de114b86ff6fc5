"""Profiles: how many tell clients apart, which may merge, what a cell may hold. No persons, no storage."""
