"""Stelsel: buying, allocating, paying for and steering professional support on results."""
