"""Who is perhaps entitled to what, and what evidence is still missing.

Nouns: candidate, requirement, evidence. A candidate is a person for whom a rule of kind entitlement holds; the list
says why and what papers are still to be gathered. It refuses to grant or pay anything.
"""
