"""Workforce: the hands: staff and providers' workers, what they can do, which languages they speak, how much at once.

Nouns: worker. Where a worker is offered work is said by the grants of the account; it refuses to know about orders.
"""
