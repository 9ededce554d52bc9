"""What people said, on the desk of 城关区: a visit, its rating and concern, and a proxy."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from tests.people.registry.people import ALL_PURPOSES
from tests.quality.feedback.visits import visit
from yinling.kernel.viewer import Role, Viewer
from yinling.people.proxies.actions import record_right
from yinling.people.proxies.terms import ActingScope
from yinling.people.registry.models import Person
from yinling.quality.feedback.actions import complain, rate
from yinling.quality.feedback.terms import Way
from yinling.service.delivery.models import Task

# Every address of proxies and feedback: test_door knows them by these, the tests beside try them.
LISTS = ("feedback", "concerns")
ENTRY = ("slip_enter",)
EXPORTS = ("feedback_export", "concerns_export")
OF_PERSON = ("proxies",)
OF_RIGHT = ("proxy_revoke", "proxy_restore")
OF_VISIT = ("rate", "complain", "slip")
OF_CONCERN = ("concern", "concern_reopen")
ADDRESSES = {*LISTS, *ENTRY, *EXPORTS, *OF_PERSON, *OF_RIGHT, *OF_VISIT, *OF_CONCERN}


@dataclass(frozen=True)
class Spoken:
    """One person, her visit, who may act for her, and her complaint."""

    person: Person
    task: Task
    right: UUID
    concern: UUID

    def address(self, name: str) -> str:
        """The address of a page about them."""
        keys = {
            **dict.fromkeys(OF_PERSON, self.person.public_id), **dict.fromkeys(OF_RIGHT, self.right),
            **dict.fromkeys(OF_VISIT, self.task.public_id), **dict.fromkeys(OF_CONCERN, self.concern),
        }  # fmt: skip
        return reverse(f"desk:{name}", args=[keys[name]])


def clerk(area: str) -> Viewer:
    """An officer of an area, as the owner's side acts for one."""
    return Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area=area, purposes=ALL_PURPOSES, name="王敏")


def right_of(person: Person, at, **more) -> UUID:
    """A daughter who may do everything for the person."""
    plain = {
        "kind": "family", "basis": "spoken", "name": "李芳", "relation": "女儿", "phone": "13900008888",
        "account": None, "scopes": ActingScope.values, "valid_from": date(2026, 1, 1), "valid_to": None,
    }  # fmt: skip
    by = clerk(person.area_code)
    return record_right(right=uuid.uuid4(), person=person.public_id, by=by, at=at, **(plain | more))


def rated(task: Task, at, stars=5, remark="聊得很开心", **more) -> UUID:
    """A rating that staff wrote down."""
    said = {"way": Way.PHONE, "by": clerk(task.area_code), "at": at}
    return rate(task=task.public_id, stars=stars, remark=remark, **(said | more))


def complained(task: Task, at, text="说好三点来，五点才到") -> UUID:
    """A complaint that staff wrote down."""
    by = clerk(task.area_code)
    return complain(task=task.public_id, text=text, way=Way.PHONE, request=uuid.uuid4(), by=by, at=at)


def spoken(person: Person, at) -> Spoken:
    """As the owner; the rules must be there."""
    task = visit(person, at=at - timedelta(hours=1))
    return Spoken(person, task, right_of(person, at), complained(task, at))
