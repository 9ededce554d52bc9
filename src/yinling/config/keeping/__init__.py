"""Keeping an installation: backups that were tried before they count, their way back, and the change of data keys.

Nouns: a backup (one file: a dump and its manifest), a manifest (what was in the database at one moment, and which keys
belong to it), a scratch cluster (thrown away again), a place (a column that holds ciphertexts), a ring (the data keys,
the current one first). It refuses to know persons, rules and orders, and it writes no key into any backup.
"""
