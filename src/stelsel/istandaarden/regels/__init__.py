"""The rules of level 2, by theme: inside one message, each under its official code."""
