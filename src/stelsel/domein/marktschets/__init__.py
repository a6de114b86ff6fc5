"""The sums of the market picture on plain lists: the reference that the large-scale versions must equal."""
