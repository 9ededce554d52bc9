"""Accounts: who can sign in, with which proofs, and how guessing is stopped.

Nouns: account, second factor, try (a sign-in attempt), lock. It refuses to know what an account may do or
see: that is access, which stands above it. No account needs an e-mail address.
"""
