"""Claims: adjudicated, approved or rejected, proposed for payment."""
