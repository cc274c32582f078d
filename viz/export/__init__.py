"""What leaves the window as a file."""
