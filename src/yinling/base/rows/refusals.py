"""How an action says no. One small exception per reason, next to what raises it, all below these."""


class Refused(Exception):
    """An action did not happen, for a reason that the caller can be told."""


class Forbidden(Refused):
    """This viewer may not do this, or the thing is absent: on purpose, nobody can tell which from outside."""


class Stale(Refused):
    """Somebody else changed the thing in the meantime; the answer shows the difference."""
