"""Composition root: settings, urls, wsgi."""
