"""Forms of the field door."""
