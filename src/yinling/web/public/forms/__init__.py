"""Forms of the public door."""
