"""The catalogue on the desk of 城关区, and drafts that are written for it."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.test import Client

from tests import factories as make
from yinling.base.accounts.models import Account
from yinling.kernel.viewer import Role
from yinling.supply.catalogue import actions
from yinling.supply.catalogue.terms import EntryKind

# Every address of the catalogue and the menu: test_door knows them by these, test_catalogue_door tries them.
LISTS = ("catalogue", "catalogue_xlsx", "catalogue_packages", "catalogue_contacts", "catalogue_drafts")
OF_CODE = ("catalogue_item",)
WRITING = ("catalogue_new",)
OF_DRAFT = ("catalogue_draft", "catalogue_edit", "catalogue_progress")
ACTS = ("catalogue_submit", "catalogue_approve", "catalogue_refuse", "catalogue_take_back", "catalogue_discard")
OF_PERSON = ("menu", "menu_item")
ADDRESSES = {*LISTS, *OF_CODE, *WRITING, *OF_DRAFT, *ACTS, *OF_PERSON}


def load(at: datetime) -> None:
    """The catalogue that ships, beside the rulebook that ships."""
    make.rules(at)
    actions.load_catalogue(path=actions.SHIPPED, by=make.SYSTEM, at=at)


def officer(area: str, at: datetime, name: str) -> tuple[Account, Client]:
    """An officer of an area and his browser."""
    holder = make.account(Role.OFFICER, area, at=at, name=name)
    return holder, make.signed_in(holder)


def content(**more: object) -> dict[str, object]:
    """What 城关区 writes about 上门助浴: a price of its own."""
    return {
        "code": "0214", "name": "上门助浴", "unit": "次", "price": "80.00", "valid_from": "2026-12-01",
        "source": "城关区养老服务价格（测试）", "confidence": "plain", **more,
    }  # fmt: skip


def typed(**more: object) -> dict[str, object]:
    """The same as a form sends it."""
    return {
        **content(), "draft": str(uuid.uuid4()), "seen": "", "stops": "False", "area": make.CHENGGUAN, "colour": "blue",
        "subsidy": "", "minutes": "40", "qualification": "", "course": "", "checklist": "核对身份\n试水温",
        "evidence": ["place", "photo"], "risk": "", "consent_needed": "yes", "remote": "no", "eligible": "", "note": "",
        **more,
    }  # fmt: skip


def submitted(holder: Account, at: datetime, **more: object) -> UUID:
    """A draft of the officer's that waits for approval."""
    key, by = uuid.uuid4(), make.viewer_for(holder, at=at)
    said = content(**more)
    actions.write_draft(draft=key, kind=EntryKind.ITEM, area_code=make.CHENGGUAN, content=said, seen=None, by=by, at=at)
    actions.submit(draft=key, reason="按区里通知", by=by, at=at)
    return key


def published(key: UUID, at: datetime) -> None:
    """Another approves and the job publishes, as owner."""
    gansu = make.viewer_for(make.account(Role.OFFICER, "62", at=at, name="赵立新"), at=at)
    actions.approve_draft(draft=key, seen=1, note="", by=gansu, at=at)
    actions.publish(draft=key, by=make.SYSTEM, at=at)
