"""Units: the offices, institutions and enterprises that keep retired cadres, each in an area, some under others.

Nouns: unit, nature. It refuses to know whom a unit keeps and who works for it.
"""
