"""Who hires: the programme, and its crude composite score."""
