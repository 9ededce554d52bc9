"""Wires everything and is known by nothing: settings, addresses, processes, the command line."""
