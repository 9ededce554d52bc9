"""Reactions: when this fact, do that. The only place where rooms meet sideways.

A reaction is inline (same transaction: life safety and money) or later (a job stored in the same transaction, run at
least once, therefore safe to run twice). It refuses to decide anything itself: it calls one action.
"""
