"""Changes of the registry: persons, their facts and the doubts about them, relatives, twins, whole rosters."""

from yinling.people.registry.actions.break_glass import open_sought
from yinling.people.registry.actions.cards import reissue_card, revoke_card
from yinling.people.registry.actions.clashes import HELD_PER_DAY, AlreadyKept, TooManyHeld
from yinling.people.registry.actions.corrections import FactMoved, NotNewest, correct, mark, take_back
from yinling.people.registry.actions.exports import EXPORT_LIMIT, Exported, TooManyPersons, export_persons
from yinling.people.registry.actions.merging import AlreadyMerged, merge_persons, move_belongings, undo_merge
from yinling.people.registry.actions.now import rebuild, rebuild_now
from yinling.people.registry.actions.persons import open_dossier, register, reveal
from yinling.people.registry.actions.questions import (
    REPORTED,
    QuestionMoved,
    ask,
    read_question,
    reopen,
    report_error,
    settle,
)
from yinling.people.registry.actions.relatives import (
    RelativeMoved,
    add_relative,
    end_relative,
    link_relative,
    restore_relative,
)
from yinling.people.registry.actions.sending_back import SentBack, export_questions
from yinling.people.registry.actions.tallies import recount

__all__ = [
    "EXPORT_LIMIT", "HELD_PER_DAY", "REPORTED", "AlreadyKept", "AlreadyMerged", "Exported", "FactMoved", "NotNewest",
    "QuestionMoved", "RelativeMoved", "SentBack", "TooManyHeld", "TooManyPersons", "add_relative", "ask", "correct",
    "end_relative", "export_persons", "export_questions", "link_relative", "mark", "merge_persons", "move_belongings",
    "open_dossier", "open_sought", "read_question", "rebuild", "rebuild_now", "recount", "register", "reissue_card",
    "reopen", "report_error", "restore_relative", "reveal", "revoke_card", "settle", "take_back", "undo_merge",
]  # fmt: skip
