"""What people write for us in TOML: read without trust, and refused in sentences."""
