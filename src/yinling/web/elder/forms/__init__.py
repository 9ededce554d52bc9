"""The forms of the elder door."""
