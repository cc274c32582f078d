"""What is learned from many meetings: one change at a time, on the same draws."""
