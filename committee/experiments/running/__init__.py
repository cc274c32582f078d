"""Many runs, held and kept: in what order, by whom, and when it ends."""
