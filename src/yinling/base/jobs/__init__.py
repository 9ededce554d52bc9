"""Background jobs: stored in the transaction of the fact that wants them, run at least once, rescued when killed.

Nouns: job. Arguments are ids only, for the machinery sees the queue. It refuses to know what a job does.
"""
