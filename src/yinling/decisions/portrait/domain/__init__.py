"""The pure half of portraits."""
