"""Pages of the market sketch; reads only the lake."""
