"""Analyses of what care costs and of the ways to pay for it."""
