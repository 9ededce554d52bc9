"""Orders: one service for one person, from the approval until it is fulfilled, given back or cancelled.

Nouns: order. It refuses to know who carries it out and how; delivery stands above and tells it what happened.
"""
