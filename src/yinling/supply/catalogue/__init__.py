"""Catalogue: the services that can be ordered: ten categories, their items, prices by region, packages.

Nouns: item, package, colour, contact line. It refuses to know who asked for a service and who carries it out; what is
not known about an item stays empty and is shown as not set.
"""
