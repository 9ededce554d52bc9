"""The worked examples of proxies and feedback: entered into the same table as those of the other rooms."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from tests.architecture.examples import Call, World, example
from tests.quality.feedback.visits import visit
from yinling.people.proxies import actions as proxies
from yinling.people.proxies.terms import ActingScope
from yinling.quality.feedback import actions as feedback
from yinling.quality.feedback.terms import Way


@example(proxies.record_right)
def _record_right(world: World) -> Call:
    said = {
        "kind": "family", "basis": "spoken", "name": "李芳", "relation": "女儿", "phone": "", "account": None,
        "scopes": ActingScope.values, "valid_from": date(2026, 11, 1), "valid_to": None,
    }  # fmt: skip
    return world.clerk, {"right": uuid.uuid4(), "person": world.person().public_id, **said}


def _right(world: World) -> UUID:
    by, arguments = _record_right(world)
    return proxies.record_right(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example


@example(proxies.revoke_right)
def _revoke_right(world: World) -> Call:
    return world.clerk, {"right": _right(world), "because": "本人不再委托"}


@example(proxies.restore_right)
def _restore_right(world: World) -> Call:
    by, arguments = _revoke_right(world)
    proxies.revoke_right(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return world.clerk, {"right": arguments["right"]}


# --- feedback


def _visit(world: World) -> UUID:
    world.rules()
    return visit(world.person(), at=world.at).public_id


@example(feedback.rate)
def _rate(world: World) -> Call:
    return world.clerk, {"task": _visit(world), "stars": 2, "remark": "来得很晚", "way": Way.PHONE}


@example(feedback.complain)
def _complain(world: World) -> Call:
    said = {"text": "没有来", "way": Way.PHONE, "request": uuid.uuid4()}
    return world.clerk, {"task": _visit(world), **said}


def _concern(world: World) -> UUID:
    by, arguments = _complain(world)
    return feedback.complain(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example


@example(feedback.answer)
def _answer(world: World) -> Call:
    return world.clerk, {"concern": _concern(world), "answer": "已致歉"}


@example(feedback.dismiss)
def _dismiss(world: World) -> Call:
    return _answer(world)


@example(feedback.redo)
def _redo(world: World) -> Call:
    by, arguments = _answer(world)
    return by, {**arguments, "due_date": world.at.date()}


@example(feedback.reopen)
def _reopen_concern(world: World) -> Call:
    by, arguments = _answer(world)
    feedback.answer(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return by, {"concern": arguments["concern"]}


@example(feedback.export_ratings)
def _export_ratings(world: World) -> Call:
    return world.clerk, {}


@example(feedback.export_concerns)
def _export_concerns(world: World) -> Call:
    return world.clerk, {}
