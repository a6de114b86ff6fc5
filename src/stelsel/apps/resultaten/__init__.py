"""Goal attainment at T1, T2 and T3."""
