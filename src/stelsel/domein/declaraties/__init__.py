"""Claims: adjudication of lines against allocation, contract and volume."""
