"""The command `stelsel`: one module per command; Django only where a database is needed."""
