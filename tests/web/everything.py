"""One of everything about one person of 城关区, and who has no business with it; made as the owner.

`test_every_door` walks all addresses with it: a new table about persons needs a row here, a new kind of key a line in
`keys`.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, models
from django.test import Client

from tests import factories as make
from yinling.base.access.models import BreakGlass, Grant, Look, NamedPerson
from yinling.base.accounts.models import Account, Recovery, SavedFilter
from yinling.base.accounts.terms import AccountKind
from yinling.base.approvals.models import Approval
from yinling.base.journal.models import Entry
from yinling.base.notices.models import Announcement
from yinling.base.units.models import Unit
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.entitlements.models import Evidence
from yinling.decisions.portrait import actions as portrait
from yinling.decisions.portrait.models import Contest
from yinling.decisions.rulebook.models import Draft as RuleDraft
from yinling.kernel.viewer import Purpose, Role
from yinling.people.intake.models import Candidate, RememberedHeading, Roster, RosterRow, RosterSheet
from yinling.people.proxies.models import Key, ProxyRight
from yinling.people.registry.models import Fact, Merge, Person, Question, Relative, Tally
from yinling.quality.feedback.models import Concern, Rating
from yinling.service.delivery.models import PhoneCode, Photo, Receipt, Task
from yinling.service.dispatch.models import Wish
from yinling.service.orders.models import Order
from yinling.supply.catalogue.actions import SHIPPED as SHIPPED_CATALOGUE
from yinling.supply.catalogue.actions import load_catalogue
from yinling.supply.catalogue.models import Draft as CatalogueDraft

NAME, PHONE, DOOR = "甄密语", "13877771234", "密语巷 77 号"
PROXY, REMARK = "甄代办", "密语评语"
SECRETS = (NAME, PHONE, DOOR, PROXY, REMARK, "zhenmiyu")
_SINCE = date(2026, 1, 1)


@dataclass
class Everything:
    """The person and all that hangs on it, by the words of the addresses."""

    person: Person
    keys: dict[str, list[object]] = field(default_factory=dict)


def reference(at: datetime) -> None:
    """The shipped rules and catalogue, which everybody reads."""
    make.rules(at)
    load_catalogue(path=SHIPPED_CATALOGUE, by=make.SYSTEM, at=at)


def everything(unit: Unit, worker: Account, officer: Account, *, at: datetime) -> Everything:
    """Make it all."""
    person = make.person(unit=unit, at=at, name=NAME, phone=PHONE, address=DOOR)
    portrait.judge(person=person.public_id, by=make.SYSTEM, at=at)
    made = Everything(person)
    for part in (_record, _service, _voice, _drafts, _roster, _accounts):
        part(made, worker, officer, at)
    return made


def _record(made: Everything, worker: Account, officer: Account, at: datetime) -> None:
    person, scope = made.person, made.person.scope()
    relative = Relative.objects.create(**scope, name=PROXY, kin="1", added_at=at, added_by="x")
    twin = Person.objects.create(area_code=person.area_code, unit=person.unit, created_at=at, merged_into=person)
    merge = Merge.objects.create(**scope, other=twin, reason="证号相同", merged_at=at, merged_by="x")
    question = Question.objects.create(**scope, term="phone", code="reported", asked_at=at, asked_by="x")
    evidence = Evidence.objects.create(
        **scope, rule_code="nursing_allowance", evidence="x", seen_at=at, seen_by="x", seen_by_name="王敏"
    )
    contest = Contest.objects.create(
        **scope, rule_code="aged", rule_version=1, claim="should_not", voice="person", reason=REMARK, contested_at=at,
        contested_by="x", contested_by_name="王敏",
    )  # fmt: skip
    Look.objects.create(
        person_id=person.id, area_code=person.area_code, unit_id=person.unit_id, account="x", account_name="王敏",
        role="officer", part="dossier", at=at,
    )  # fmt: skip
    Tally.objects.create(area_code=person.area_code, number=1, counted_at=at)
    made.keys |= {
        "person": [person.public_id], "fact": [Fact.objects.filter(person=person)[0].public_id],
        "relative": [relative.public_id], "merge": [merge.public_id], "question": [question.public_id],
        "evidence": [evidence.public_id], "contest": [contest.public_id], "unit": [person.unit.public_id],
        "token": [make.token_of(person)], "term": ["phone"],
    }  # fmt: skip


def _service(made: Everything, worker: Account, officer: Account, at: datetime) -> None:
    person, scope = made.person, made.person.scope()
    on_offer = make.offered(person, at=at, to=worker)
    taken = make.taken(person, worker, at=at)
    done = Task.objects.get(public_id=make.taken(person, worker, at=at))
    Task.objects.filter(pk=done.pk).update(
        state="confirmed", checked_in_at=at, done_at=at, notes=REMARK, confirmed_at=at, confirmed_by="person"
    )
    Receipt.objects.create(**scope, task=done, sequence=Entry.objects.latest("pk").pk, body="{}", salt=b"x", made_at=at)
    photo = Photo.objects.create(**scope, task=done, image=b"\xff\xd8", digest="x", width=1, height=1, added_at=at)
    PhoneCode.objects.create(**scope, task=done, code=b"x", sent_at=at, valid_until=at + timedelta(minutes=10))
    Wish.objects.create(**scope, said_by=NAME, said_at=at)
    orders = list(Order.objects.filter(person=person).order_by("id").values_list("public_id", flat=True))
    proposal = Proposal.objects.create(
        **scope, rule_code="every-door", rule_version=1, rule_title="探访", item="上门关怀", need=REMARK,
        facts_digest="0" * 64, due_date=at.date(), proposed_at=at,
    )  # fmt: skip
    made.keys |= {
        "offer": [on_offer], "order": orders, "task": [taken, done.public_id], "photo": [photo.public_id],
        "proposal": [proposal.public_id],
    }  # fmt: skip


def _voice(made: Everything, worker: Account, officer: Account, at: datetime) -> None:
    scope, task = made.person.scope(), Task.objects.get(public_id=made.keys["task"][1])
    right = ProxyRight.objects.create(
        **scope, kind="family", basis="spoken", name=PROXY, relation="女儿", scopes=["order", "rate"],
        valid_from=_SINCE, recorded_by="x", recorded_at=at,
    )  # fmt: skip
    holder = Account.objects.create(
        username=f"k-{uuid.uuid4().hex[:12]}", display_name=NAME, password="!", kind="person", created_at=at
    )
    make.give_grant(
        grant=uuid.uuid4(), account=holder.public_id, role=Role.PERSON, area_code="", units=(),
        purposes=frozenset(Purpose), valid_from=_SINCE, valid_to=None, by=make.SYSTEM, at=at,
    )  # fmt: skip
    key = Key.objects.create(**scope, account=holder.public_id, kind="person", issued_by="x", issued_at=at)
    rating = Rating.objects.create(
        **scope, task=task, stars=1, remark=REMARK, way="page", said_by="本人", entered_by="x", rated_at=at
    )
    concern = Concern.objects.create(
        **scope, task=task, rating=rating, kind="low_rating", text=REMARK, way="page", said_by="本人",
        request=uuid.uuid4(), raised_at=at, answer_by=at.date(),
    )  # fmt: skip
    made.keys |= {
        "right": [right.public_id], "key": [key.public_id], "rating": [rating.public_id],
        "concern": [concern.public_id],
    }  # fmt: skip


def _drafts(made: Everything, worker: Account, officer: Account, at: datetime) -> None:
    mine = {"area_code": made.person.area_code, "author": str(officer.public_id), "author_name": "王敏"}
    rule = RuleDraft.objects.create(**mine, kind="parameter", code="接单时限", created_at=at, updated_at=at)
    item = CatalogueDraft.objects.create(**mine, kind="item", code="0216", created_at=at, updated_at=at)
    approval = Approval.objects.create(
        area_code=made.person.area_code, kind="rulebook.draft", subject=rule.public_id, title="接单时限", reason="x",
        asked_by=str(officer.public_id), asked_by_name="王敏", asked_at=at,
    )  # fmt: skip
    saved = SavedFilter.objects.create(account=officer, page="people", name=REMARK, query="q=1", saved_at=at)
    notice = Announcement.objects.create(  # for users elsewhere: who knocks would rightly read one of his own county
        area_code="530102", title="停电", text=REMARK, shown_from=at, written_by="x",
        written_by_name="王敏", written_at=at,
    )  # fmt: skip
    made.keys |= {
        "draft": [rule.public_id, item.public_id], "approval": [approval.public_id], "saved": [saved.public_id],
        "announcement": [notice.public_id], "notice": [notice.public_id], "page": ["people"],
    }  # fmt: skip


def _roster(made: Everything, worker: Account, officer: Account, at: datetime) -> None:
    mine = {"area_code": made.person.area_code, "unit": made.person.unit}
    roster = Roster.objects.create(
        **mine, file_name="密语评语.xlsx", digest="x", size=1, received_by=str(officer.public_id), received_at=at
    )
    sheet = RosterSheet.objects.create(**mine, roster=roster, place=0, name="一", rows_total=1)
    row = RosterRow.objects.create(
        **mine, roster=roster, sheet=sheet, number=2, kind="person", status="held", cells="[]"
    )
    Candidate.objects.create(**mine, row=row, person=made.person, score=1.0)
    RememberedHeading.objects.create(**mine, heading="姓名", term="name", said_by="x", said_at=at)
    made.keys |= {"roster": [roster.public_id], "row": [row.public_id]}


def _accounts(made: Everything, worker: Account, officer: Account, at: datetime) -> None:
    recovery = Recovery.objects.create(
        account=officer, reason="丢了手机", asked_by="x", asked_by_name="某某", asked_at=at
    )
    ask = BreakGlass.objects.create(
        account=officer, account_name="王敏", sought=PHONE, sought_by="id_number", reason=REMARK, asked_at=at
    )
    made.keys |= {
        "account": [officer.public_id, worker.public_id], "grant": [Grant.objects.get(account=officer).public_id],
        "recovery": [recovery.public_id], "ask": [ask.public_id], "worker": [worker.public_id],
    }  # fmt: skip


def elder(unit: Unit, kind: AccountKind, *, at: datetime) -> Client:
    """The browser of a person of the same county, or of who acts for that person."""
    person = make.person(unit=unit, at=at, name="邻居某", phone="13866660000")
    role = Role.PERSON if kind is AccountKind.PERSON else Role.PROXY
    account = Account.objects.create(
        username=f"k-{uuid.uuid4().hex[:12]}", display_name="邻居某", password="!", kind=kind.value, created_at=at
    )
    right = None
    if kind is AccountKind.PROXY:
        right = ProxyRight.objects.create(
            **person.scope(), kind="family", basis="spoken", name="邻居女儿", relation="女儿",
            scopes=["order", "confirm", "rate", "record"], valid_from=_SINCE, recorded_by="x", recorded_at=at,
        )  # fmt: skip
    key = Key.objects.create(
        **person.scope(), account=account.public_id, kind=kind.value, right=right, issued_by="x", issued_at=at
    )
    NamedPerson.objects.create(account=account, person_id=person.id, because="self", subject=key.public_id, since=at)
    make.give_grant(
        grant=uuid.uuid4(), account=account.public_id, role=role, area_code="", units=(),
        purposes=frozenset({Purpose.GENERAL, Purpose.HEALTH}), valid_from=_SINCE, valid_to=None, by=make.SYSTEM, at=at,
    )  # fmt: skip
    return make.signed_in(account)


# Who knocks at every door without any business with the person of 城关区.
STRANGERS: dict[str, Callable[[Unit, Unit, datetime], Client]] = {
    "nobody": lambda home, away, at: Client(),
    "officer elsewhere": lambda home, away, at: make.signed_in(make.officer(away.area_id, at=at, name="陈刚")),
    "officer of another unit": lambda home, away, at: make.signed_in(
        make.account(Role.OFFICER, "", at=at, name="严格", units=(away,))
    ),
    "worker elsewhere": lambda home, away, at: make.signed_in(make.worker(away.area_id, at=at, name="远方")),
    "worker of the county": lambda home, away, at: make.signed_in(make.worker(home.area_id, at=at, name="近处")),
    "another person": lambda home, away, at: elder(home, AccountKind.PERSON, at=at),
    "another's proxy": lambda home, away, at: elder(home, AccountKind.PROXY, at=at),
    "system administrator": lambda home, away, at: make.signed_in(make.account(Role.SYSTEM_ADMIN, "", at=at)),
    "security administrator": lambda home, away, at: make.signed_in(make.account(Role.SECURITY_ADMIN, "", at=at)),
}


def tables() -> list[type[models.Model]]:
    """All tables whose rows belong to somebody or to an area, and the notices and the log of asked power."""
    from django.apps import apps

    from yinling.base.rows.rules import Privacy

    found = [m for m in apps.get_models() if m.__module__.startswith("yinling.")]
    return [m for m in found if getattr(m, "rows", None) and m.rows.privacy is not Privacy.SYSTEM]


def digests() -> dict[str, str]:
    """What stands in each of these tables, whoever is looking: for whoever must change nothing."""
    found = {}
    with connection.cursor() as cursor:
        for model in tables():
            table = model._meta.db_table
            cursor.execute(f"SELECT coalesce(string_agg(t::text, '|' ORDER BY t::text), '') FROM \"{table}\" t")
            found[table] = hashlib.sha256(cursor.fetchone()[0].encode()).hexdigest()
    return found


def empty_for(made: Everything) -> list[str]:
    """The tables about persons that hold nothing about this one: each wants a row above."""
    from yinling.base.rows.rules import Privacy

    return [
        m._meta.label
        for m in tables()
        if m.rows.privacy is Privacy.PERSON  # type: ignore[attr-defined]  # every model of ours declares its rows
        and any(f.column == "person_id" for f in m._meta.concrete_fields)
        and not m._default_manager.filter(person_id=made.person.id).exists()
    ]


def public_id(row: object) -> UUID:
    """The public id of a row, however it was given."""
    return UUID(str(row))
