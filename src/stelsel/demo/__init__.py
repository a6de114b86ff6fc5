"""A synthetic region: one generator, two ways out (the lake, and the product's own actions)."""
