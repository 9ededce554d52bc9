"""The pages of the elder door."""
