"""Rows and who may see them: privacy classes, protected fields, the stated viewer, the wall in the database.

Nouns: row, privacy class, purpose, viewer, seal, wall. It refuses to know what any row is about.
"""
