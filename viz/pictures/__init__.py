"""Pictures for the README, and the scripts that make them."""
