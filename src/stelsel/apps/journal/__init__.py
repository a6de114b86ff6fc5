"""What happened, who did it and who looked. Lowest room: everyone writes to it, it refers to nothing."""
