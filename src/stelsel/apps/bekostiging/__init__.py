"""Tariffs and budgets."""
