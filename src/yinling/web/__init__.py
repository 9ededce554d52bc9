"""People's doors: one folder per audience, and the frames they share.

Nouns: frame, page, form, door. It refuses to know rules and tables: a screen makes one call into an app and
translates the answer or the refusal. Audiences do not know each other.
"""
