"""Whether two records are of one person: evidence field by field, two thresholds, keys that find candidates, groups.

Nouns: likeness (what of a record is compared), grade, evidence, verdict, key, grouping. It refuses to know where
records come from, what is done with a verdict, and what a human decided earlier.
"""
