"""Proxies: who may act for a person, for what and until when; and the keys with which the person or a proxy comes in.

Nouns: proxy right, key. It refuses to know what is done with a right: who acts asks here first and records the answer.
"""
