"""Some years of a market of programs: each holds its own meetings, and remembers."""
