"""Analyses on which a set of profiles is decided."""
