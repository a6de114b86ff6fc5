"""Pure rules and sums of the field, one package per context. No Django, no I/O."""
