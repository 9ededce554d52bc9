"""Decide with reasons: rules, what follows from them for each person, and what is proposed."""
