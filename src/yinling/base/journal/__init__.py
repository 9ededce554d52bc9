"""The journal: one append-only book that is audit trail, outbox and tamper-evident service ledger.

Nouns: entry (one fact's header), body (what the fact says, with its salt, erasable), leaf (an entry's place in the
Merkle tree), tile (256 hashes of the tree), head (size and root), checkpoint (a signed head). It refuses to know
what any fact means.
"""
