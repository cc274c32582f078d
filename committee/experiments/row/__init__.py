"""One row held aside as often as one likes: what decided it, and what would have turned it."""
