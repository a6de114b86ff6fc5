"""Sums behind steering: how far a budget has been used."""
