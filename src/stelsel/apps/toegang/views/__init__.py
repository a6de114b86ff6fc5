"""Pages of access, by subject."""
