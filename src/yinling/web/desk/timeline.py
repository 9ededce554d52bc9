"""One timeline of everything about a person, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.decisions.careplan.queries import ProposalLine
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.portrait.queries import ContestLine, Move
from yinling.people.registry.queries import Dossier, Entry
from yinling.people.registry.terms import Source
from yinling.service.delivery.queries import VisitLine
from yinling.service.orders.queries import OrderLine
from yinling.service.orders.terms import OrderState
from yinling.web.desk.doubts import say_doubt


class Event(NamedTuple):
    """Something that happened: when, what, more about it, and the task whose receipt proves it."""

    at: datetime
    what: str
    more: str = ""
    receipt: UUID | None = None


def timeline(
    dossier: Dossier,
    proposals: Sequence[ProposalLine],
    orders: Sequence[OrderLine],
    visits: Sequence[VisitLine],
    *,
    moves: Sequence[Move] = (),
    contests: Sequence[ContestLine] = (),
) -> list[Event]:
    """All that is known to have happened, newest first; at one moment the later step of the work comes first."""
    events = [
        *_facts(dossier),
        *_doubts(dossier),
        *_twins(dossier),
        *(_move(move) for move in moves),
        *(event for line in contests for event in _contest(line)),
        *(event for line in proposals for event in _proposal(line)),
        *(event for line in orders for event in _order(line)),
        *(event for line in visits for event in _visit(line)),
    ]
    return sorted(events, key=lambda event: event.at)[::-1]


def _facts(dossier: Dossier) -> Iterator[Event]:
    """What was recorded, moment by moment; the first is the registration, whatever brought it."""
    ordered = sorted(dossier.entries, key=lambda entry: entry.at)
    first = ordered[0].at if ordered else None
    for at, same in groupby(ordered, key=lambda entry: entry.at):
        entries = list(same)
        terms = _("、").join(label for entry in entries for label in entry.labels)
        yield Event(at, _what(entries, is_first=at == first), terms)


def _what(entries: Sequence[Entry], *, is_first: bool) -> str:
    sources = {entry.source for entry in entries}
    if Source.MERGE in sources:
        return _("合并记录")
    if Source.ROSTER in sources:
        return _("名册导入")
    if is_first:
        return _("登记信息")
    return _("改正") if any(entry.is_correction for entry in entries) else _("补充登记")


def _doubts(dossier: Dossier) -> Iterator[Event]:
    open_ones = [doubt for section in dossier.sections for line in section.lines for doubt in line.doubts]
    for doubt in (*open_ones, *dossier.settled):
        yield Event(doubt.asked_at, _("提出疑问：{term}").format(term=doubt.label), say_doubt(doubt.code))
        if doubt.settled_at is not None:
            yield Event(doubt.settled_at, _("疑问处理：{term}").format(term=doubt.label), doubt.outcome)


def _twins(dossier: Dossier) -> Iterator[Event]:
    for twin in dossier.twins:
        yield Event(twin.merged_at, _("并入另一份档案"), twin.reason)


def _move(move: Move) -> Event:
    """What the rules made of new facts, or new rules of the old ones."""
    words = ((_("新增标签：{titles}"), move.began), (_("不再有：{titles}"), move.ended))
    told = [text.format(titles=_("、").join(titles)) for text, titles in words if titles]
    return Event(move.at, _("画像变化"), _("；").join(told))


def _contest(line: ContestLine) -> Iterator[Event]:
    said = _("{voice}：{claim}，{reason}").format(voice=line.voice.label, claim=line.claim.label, reason=line.reason)
    yield Event(line.contested_at, _("提出异议：{rule}").format(rule=line.rule_title), said)
    if line.decided_at is not None:
        words = _("异议处理：{rule}").format(rule=line.rule_title)
        yield Event(line.decided_at, words, _("{outcome} {note}").format(outcome=line.state.label, note=line.note))


def _proposal(line: ProposalLine) -> Iterator[Event]:
    yield Event(line.proposed_at, _("系统建议：{item}").format(item=line.item), line.need)
    if line.decided_at is not None:
        words = {
            ProposalState.APPROVED: _("批准：{item}"),
            ProposalState.POSTPONED: _("延后：{item}"),
            ProposalState.LAPSED: _("情况已变化，不再建议：{item}"),
        }.get(line.state, _("不批准：{item}"))
        yield Event(line.decided_at, words.format(item=line.item), line.note)


def _order(line: OrderLine) -> Iterator[Event]:
    yield Event(line.placed_at, _("派单：{item}").format(item=line.item), line.because)
    if line.state is OrderState.RETURNED:
        yield Event(line.changed_at, _("退回：{item}").format(item=line.item), line.returned_because)
    if line.state is OrderState.CANCELLED:
        yield Event(line.changed_at, _("取消：{item}").format(item=line.item))


def _visit(line: VisitLine) -> Iterator[Event]:
    yield Event(line.offered_at, _("向服务人员发出：{item}").format(item=line.item))
    if line.withdrawn_at is not None:
        yield Event(line.withdrawn_at, _("任务收回：{item}").format(item=line.item), line.withdrawn_because)
    if line.no_show_at is not None:
        yield Event(line.no_show_at, _("未能见面：{item}").format(item=line.item), line.no_show_because)
    steps = (
        (line.taken_at, _("接单：{worker}")),
        (line.checked_in_at, _("到达：{worker}")),
        (line.done_at, _("服务完成：{worker}")),
    )
    for at, words in steps:
        if at is not None:
            yield Event(at, words.format(worker=line.worker_name))
    if line.confirmed_at is not None:
        receipt = line.task if line.has_receipt else None
        yield Event(line.confirmed_at, _("已确认：{item}").format(item=line.item), receipt=receipt)
