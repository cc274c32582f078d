"""What an experiment is: its file, its points, its outcomes."""
