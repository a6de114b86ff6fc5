"""Access: life domains, goals, decisions; the words and the rules."""
