"""Changes of the registry: persons, their facts and the doubts about them, relatives, twins, whole rosters."""

from yinling.people.registry.actions.persons import (
    HELD_PER_DAY,
    AlreadyKept,
    TooManyHeld,
    open_dossier,
    register,
    reissue_card,
    reveal,
)

__all__ = ["HELD_PER_DAY", "AlreadyKept", "TooManyHeld", "open_dossier", "register", "reissue_card", "reveal"]
