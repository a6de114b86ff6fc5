"""Values that every storey speaks: Periode, rounding, numbers, Bevinding. Standard library only."""
