"""Filters for the frames."""
