"""Start page, Mijn werk and search, on top of all contexts."""
