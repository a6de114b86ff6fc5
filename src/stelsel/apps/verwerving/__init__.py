"""Tenders, lots and contracts."""
