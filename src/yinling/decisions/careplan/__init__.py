"""What is proposed for a person, and what a human decided about it.

Nouns: proposal, plan, reason. A proposal follows from a tag through a measure of the rulebook, stands on a rule and on
facts and says so in plain sentences. It refuses to know how a service is ordered or delivered: an approval is
announced, orders stand above.
"""
