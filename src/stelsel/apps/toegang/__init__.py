"""From a resident's question to a beschikking and a toewijzing; start and stop of its delivery."""
