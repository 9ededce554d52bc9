"""Rights: which account is what, over which area, units or persons, for which purposes, until when; and who looked.

Nouns: grant, named person, look. It refuses to know why a person matters to an account; others tell it.
"""
