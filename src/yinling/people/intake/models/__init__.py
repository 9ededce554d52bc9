"""Roster, roster file, sheet, row, candidate, verdict, remembered heading, match key."""

from yinling.people.intake.models.matching import Candidate, MatchedVersion, MatchKey, Verdict
from yinling.people.intake.models.rosters import RememberedHeading, Roster, RosterFile, RosterRow, RosterSheet

__all__ = [
    "Candidate", "MatchKey", "MatchedVersion", "RememberedHeading", "Roster", "RosterFile", "RosterRow", "RosterSheet",
    "Verdict",
]  # fmt: skip
