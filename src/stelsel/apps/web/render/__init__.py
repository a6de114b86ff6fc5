"""Turning values into what a browser shows: forms, charts, the frame around a page."""
