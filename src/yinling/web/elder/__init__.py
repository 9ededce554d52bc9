"""The elder door: the retired cadre's own page, and the proxy's.

Big, calm, one thing a page, nothing timed; at most three taps to any service. It refuses jargon.
"""
