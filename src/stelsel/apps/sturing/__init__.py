"""Budget exhaustion and steering figures; holds no persons."""
