"""One meeting made again with one change, and the address from which anybody makes it again."""
