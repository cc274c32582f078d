"""Who hires: the program, and its crude composite score."""
