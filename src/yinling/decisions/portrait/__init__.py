"""Who needs what, and why, for everyone at once: the portrait that rules draw of each person.

Nouns: portrait, tag, contest, cell, run. A tag is one rule that holds for one person since a day, on facts that it
names; tier and focus follow from tags. Portraits are computed from the registry and the rulebook and can be computed
again at any time; only a contest is a human's word. It refuses to know what is done about a tag.
"""
