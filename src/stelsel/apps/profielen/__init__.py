"""The catalogue of support profiles and the products that carry them in messages."""
