"""From columns to terms: what each heading probably means, how sure that is, and what must be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from yinling.people.intake.domain.headings.folding import bracketed, fold, loose
from yinling.people.intake.domain.headings.groups import fold_heading, subject_of, subject_over
from yinling.people.intake.domain.headings.table import IGNORED, NEUTRAL, OWN, SERIAL, Meaning, known_headings

_ALIKE = 75  # of 100, rapidfuzz ratio: 身份证号马 for 身份证号码 is 80
_SHORTEST = 3  # characters; shorter headings are alike by accident


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its index from 0, the names of the groups over it joined by "/", its own heading."""

    index: int
    group: str
    label: str


@dataclass(frozen=True)
class Proposal:
    """What a column probably holds: a term, SERIAL, IGNORED or None; unless `sure` it is asked. `why` is shown."""

    column: Column
    term: str | None
    sure: bool
    why: str


class _Grade(IntEnum):
    """How well a heading is known; the better one keeps a term that two columns claim."""

    NOTHING = 0
    ALIKE = 1
    ASKED = 2
    OPENED = 3  # without the words in brackets
    KNOWN = 4
    REMEMBERED = 5


@dataclass(frozen=True)
class _Reading:
    """One way to read a heading: as which term, how well known, and the known heading it was read by."""

    term: str | None
    grade: _Grade
    heading: str
    score: float = 0.0


def propose(columns: Sequence[Column], *, known: Mapping[str, str]) -> tuple[Proposal, ...]:
    """A proposal for every column, in their order. `known` holds remembered decisions by folded heading; they win.

    No term but SERIAL and IGNORED is proposed twice: the better reading keeps it, the other column is asked.
    """
    readings = [_remembered(column, known) or read_heading(column.group, column.label) for column in columns]
    order = sorted(range(len(columns)), key=lambda at: (-readings[at].grade, -readings[at].score, columns[at].index))
    holders: dict[str, Column] = {}
    found: dict[int, Proposal] = {}
    for at in order:
        found[at] = _proposal(columns[at], readings[at], holders)
    return tuple(found[at] for at in range(len(columns)))


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Whether a cell's text is a heading of the table, however spaced or bracketed; likeness does not count."""
    readings = _exact(fold(text), loose(text))
    return next(readings, None) is not None


@lru_cache(maxsize=4096)
def read_heading(group: str, label: str) -> _Reading:
    """The best reading of a heading without anything remembered."""
    return next(_readings(group, label), _Reading(None, _Grade.NOTHING, ""))


def _remembered(column: Column, known: Mapping[str, str]) -> _Reading | None:
    key = fold_heading(column.group, column.label)
    return _Reading(known[key], _Grade.REMEMBERED, column.label) if key and key in known else None


def _readings(group: str, label: str) -> Iterator[_Reading]:
    """The readings of a heading, the best first."""
    words, aside = fold(label), bracketed(label)
    if not words:
        return
    subject = subject_over(group)
    if subject == OWN and aside and subject_of(aside) not in (None, NEUTRAL):
        subject, words = subject_of(aside), loose(label)  # 姓名（配偶）
        if subject and (opened := _look_up(subject, words)):
            yield opened
    if subject is None:
        yield from _under_unknown_group(words)
    elif subject == OWN:
        yield from _own(words, loose(label))
    else:
        yield from _of_subject(subject, words)


def _own(words: str, opened: str) -> Iterator[_Reading]:
    yield from _exact(words, opened)
    if _prefix(words) is None:
        yield from _alike(words)


def _exact(words: str, opened: str) -> Iterator[_Reading]:
    """The readings of a heading without a telling group over it that rest on no mere likeness."""
    if not words:
        return
    if exact := _look_up(OWN, words):
        yield exact
    if prefix := _prefix(words):
        # 联系人手机: the words of a subject before a heading of that subject; nothing else may be guessed.
        found = _look_up(prefix[1], words.removeprefix(prefix[0]).removeprefix("的"))
        if found:
            yield found
    elif opened != words and (found := _look_up(OWN, opened)):
        yield _Reading(found.term, min(found.grade, _Grade.OPENED), found.heading)


def _prefix(words: str) -> tuple[str, str] | None:
    """The name of another person's group that a heading begins with, and whose that is."""
    return next((group for group in known_headings().groups if words.startswith(group[0])), None)


def _of_subject(subject: str, words: str) -> Iterator[_Reading]:
    """Columns of another person: only what is known of that person, or says itself whose it is, may be proposed."""
    if exact := _look_up(subject, words):
        yield exact
    own = _look_up(OWN, words)
    if own and own.term in {
        meaning.term for (who, _words), meaning in known_headings().meanings.items() if who == subject
    }:
        yield own
    if own and own.term in ("remarks", SERIAL):
        yield own


def _under_unknown_group(words: str) -> Iterator[_Reading]:
    """A group that is not known may hold another person's columns: what could be theirs is asked."""
    own = _look_up(OWN, words)
    if own:
        shared = any(who != OWN and word == words for who, word in known_headings().meanings)
        yield _Reading(own.term, _Grade.ASKED if shared else own.grade, own.heading)
    else:
        yield from _alike(words)


def _look_up(subject: str, words: str) -> _Reading | None:
    meaning: Meaning | None = known_headings().meanings.get((subject, words))
    if meaning is None:
        return None
    return _Reading(meaning.term, _Grade.KNOWN if meaning.sure else _Grade.ASKED, words)


def _alike(words: str) -> Iterator[_Reading]:
    """Known headings much like this one, or inside it."""
    if len(words) < _SHORTEST:
        return
    own = known_headings().own
    found = process.extractOne(words, own, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    inside = max((word for word in own if len(word) >= _SHORTEST and word in words), key=len, default="")
    for word, score in ([(found[0], float(found[1]))] if found else []) + (
        [(inside, float(_ALIKE - 1))] if inside else []
    ):
        reading = _look_up(OWN, word)
        if reading:
            yield _Reading(reading.term, _Grade.ALIKE, word, score)


def _proposal(column: Column, reading: _Reading, holders: dict[str, Column]) -> Proposal:
    if reading.term is None:
        why = _("没有相近的表头，请选择") if fold(column.label) else _("这一列没有表头，但有内容，请选择")
        return Proposal(column, None, False, why)
    if reading.term in holders:
        heading = holders[reading.term].label
        return Proposal(column, None, False, _("意思与“{heading}”列重复，请选择").format(heading=heading))
    if reading.term not in (SERIAL, IGNORED):
        holders[reading.term] = column
    return Proposal(column, reading.term, reading.grade >= _Grade.KNOWN, _why(reading))


def _why(reading: _Reading) -> str:
    if reading.grade == _Grade.REMEMBERED:
        return _("按以前的决定")
    if reading.grade == _Grade.KNOWN:
        return _("表头一致")
    if reading.grade == _Grade.ALIKE:
        return _("表头与“{heading}”相近，请确认").format(heading=reading.heading)
    return _("表头可能有别的意思，请确认")
