"""Deadlines on which life or money hangs: each is a row and fires once, in the transaction of its effect.

Nouns: deadline, handler, engine. A deadline has a kind, a subject and a moment; whoever knows the kind
registers its handler. It refuses to know what follows from any kind. Nothing waits in memory: an engine may
be killed at any moment and started twice.
"""
