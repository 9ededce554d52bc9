"""The rulebook: what follows from the facts of a person, as dated data that cites its document.

Nouns: rule, parameter, decision. A rule says in the office's words whom it concerns, what it proposes and by
when; a parameter is a value that rules rest on. Both hold in an area for a period; the most specific area
wins. It refuses to know where facts come from and what becomes of a proposal: vocabulary and facts are given.
"""
