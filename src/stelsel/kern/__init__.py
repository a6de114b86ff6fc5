"""Values that every storey speaks: Periode, money rounding, identification numbers, Bevinding. Standard library only."""
