"""Regio, gemeenten, aanbieders and domeinen."""
