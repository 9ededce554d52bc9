"""The door that everyone may touch: signing in and out, second factor, language, errors, trust policy.

Nouns: sign-in, second factor, language, report. It refuses to know what lies behind the other doors.
"""
