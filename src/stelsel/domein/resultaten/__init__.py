"""What support achieved: goal attainment, coverage of the measurements, and how certain a share is."""
