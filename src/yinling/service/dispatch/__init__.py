"""Dispatch: an order finds its hands: offered to those who fit, taken by one, declined with a reason, or nobody's.

Nouns: offer, wish. It knows orders and workers; it refuses to know what happens at the door.
"""
