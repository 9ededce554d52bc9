"""Workforce: who can be sent: staff and providers' workers, with their skills and languages, and when they are away.

Nouns: worker. Where one works are the areas of his worker grants (base.access). It refuses to know orders and how much
anybody has in hand: dispatch counts that.
"""
