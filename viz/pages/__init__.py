"""One page a file: the library, the replay, and running a meeting."""
