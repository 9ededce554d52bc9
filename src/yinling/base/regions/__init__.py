"""Regions: which administrative areas there are, what they are called, where they lie, since and until when.

Nouns: area, level, seat. Areas that the state does not number, such as development zones, stand among the
others. It refuses to know who works or lives in an area.
"""
