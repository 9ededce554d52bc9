"""What `./yinling` does once Python is there: PostgreSQL, keys, processes, and clear sentences.

Nouns: a cluster (our own PostgreSQL), a seat (where it may live), an installation (one data folder), a crew
(the processes of one installation). It refuses to know persons, rules and orders, and it never needs Django
to say what is wrong.
"""
