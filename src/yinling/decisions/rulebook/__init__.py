"""The rulebook: what follows from the facts of a person, as dated data that cites its document.

Nouns: rule, parameter, measure, draft, decision. A rule says in the office's words whom it concerns and what that makes
of them; a measure says what service follows and by when; a parameter is a value that both rest on. All hold in an area
for a period; the most specific area wins. A draft is written by one officer, approved by another, published by a job.
It refuses to know where facts come from and what becomes of a proposal: vocabulary, purposes and facts are given.
"""
