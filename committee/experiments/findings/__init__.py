"""From runs to numbers: effects with their intervals, indices, and the pairs that are worth watching."""
