"""Cases of the message standard: what was on file, what came in, and the answer that must come out."""
