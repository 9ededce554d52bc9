"""Delivery: an order finds hands, the visit happens and is proven.

Nouns: task, offer, receipt. It knows orders and moves them on; it refuses to know why a service was ordered.
"""
