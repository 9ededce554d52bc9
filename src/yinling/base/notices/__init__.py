"""Notices: what is said to people outside a page: messages to phones, announcements to all users of an area.

Nouns: message, announcement. It refuses to know why something is said; who says it names the kind and the key.
"""
