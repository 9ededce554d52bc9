"""The door that everyone may touch: signing in and out, the second factor, the language, errors, the trust policy.

Nouns: sign-in, second factor, language, report. It refuses to know what lies behind the other doors.
"""
