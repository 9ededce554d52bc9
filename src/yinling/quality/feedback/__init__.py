"""Feedback: what people say about a service they received, and what the office makes of it.

Nouns: rating, concern. It knows visits and orders; it refuses to judge workers, which is the work of standing.
"""
