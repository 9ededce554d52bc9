"""Background jobs: stored in the transaction of the fact that wants them, run at least once, rescued when a worker dies.

Nouns: job. Arguments are ids only, for the queue's tables are seen by the machinery. It refuses to know what a job does.
"""
