"""Measurements: run by hand with `./yinling bench NAME`, never as timed tests."""
