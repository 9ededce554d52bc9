"""What tests begin with, made through the house's own actions wherever there is one.

Call these as the owner (`sides.owner()`, or before any side is taken): factories see everything, tests do not.
Each name says what it makes; an argument left out is the plainest thing that works.
"""

from __future__ import annotations

import itertools
import uuid
from dataclasses import asdict
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings
from django.test import Client

from yinling.base.access.actions import give_grant
from yinling.base.access.queries import viewer
from yinling.base.accounts.models import Account
from yinling.base.regions.domain import AreaLine, parse_areas
from yinling.base.regions.models import Area
from yinling.base.regions.outside import SHIPPED as SHIPPED_AREAS
from yinling.base.regions.outside import read_file
from yinling.base.units.models import Unit
from yinling.base.units.terms import Nature
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.terms import ProposalState
from yinling.decisions.rulebook.actions import SHIPPED as SHIPPED_RULES
from yinling.decisions.rulebook.actions import load_rules
from yinling.kernel.areas import level_of
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.people.registry import actions as registry
from yinling.people.registry.domain import Registration, card_token
from yinling.people.registry.models import Card, Person
from yinling.people.registry.terms import LivingArrangement, PersonType, SelfCare, Sex, vocabulary
from yinling.service.delivery.actions import take
from yinling.service.dispatch.actions import offer
from yinling.service.dispatch.models import Offer
from yinling.service.orders.actions import place
from yinling.web.sessions import ENROLLED

SYSTEM = system("tests")
CHENGGUAN, QILIHE = "620102", "620103"  # two counties of Lanzhou, 6201
_counter = itertools.count(1)


@cache
def _shipped_areas() -> dict[str, AreaLine]:
    return {line.code: line for line in parse_areas(read_file(SHIPPED_AREAS), known=())}


def areas(*codes: str) -> None:
    """The shipped areas of these codes and all above them."""
    shipped, wanted = _shipped_areas(), set()
    for code in codes:
        above: str | None = code
        while above is not None:
            wanted.add(above)
            above = shipped[above].parent
    rows = [
        Area(parent_id=shipped[code].parent, level=level_of(code).value, **asdict(shipped[code]))
        for code in sorted(wanted, key=len)
    ]
    Area.objects.bulk_create(rows, ignore_conflicts=True)


def rules(at: datetime) -> None:
    """The shipped rulebook."""
    load_rules(path=SHIPPED_RULES, vocabulary=vocabulary(), by=SYSTEM, at=at)


def unit(area_code: str = CHENGGUAN, *, name: str = "") -> Unit:
    """A unit in an area, which is made with it."""
    areas(area_code)
    name = name or f"第{next(_counter)}测试局"
    return Unit.objects.create(
        name=name, short_name=name, pinyin="ceshiju", initials="csj", nature=Nature.values[0], area_id=area_code,
        source="tests",
    )  # fmt: skip


def account(
    role: Role,
    area_code: str,
    *,
    at: datetime,
    name: str = "王敏",
    username: str = "",
    units: tuple[Unit, ...] = (),
) -> Account:
    """An account in one role over an area or units since the year began. It has no password: sign in by `signed_in`."""
    made = Account.objects.create(
        username=username or f"a{next(_counter):04d}", display_name=name, password="!", created_at=at
    )
    give_grant(
        grant=uuid.uuid4(), account=made.public_id, role=role, area_code=area_code,
        units=[u.public_id for u in units], purposes=frozenset({Purpose.GENERAL}),
        valid_from=date(at.year, 1, 1), valid_to=None, by=SYSTEM, at=at,
    )  # fmt: skip
    return made


def officer(area_code: str = CHENGGUAN, *, at: datetime, name: str = "王敏") -> Account:
    """An officer over an area."""
    return account(Role.OFFICER, area_code, at=at, name=name)


def worker(area_code: str = CHENGGUAN, *, at: datetime, name: str = "周海") -> Account:
    """A worker whom an area's orders are offered to."""
    return account(Role.WORKER, area_code, at=at, name=name)


def viewer_for(holder: Account, *, at: datetime) -> Viewer:
    """Who the account is at this moment; ask again after its tasks have changed."""
    found = viewer(holder, grant=None, on=local_day(at))
    assert found is not None
    return found


def person(
    *, unit: Unit, at: datetime, area_code: str = "", name: str = "李淑芬", public_id: UUID | None = None, **more: str
) -> Person:
    """A woman of 91 living alone, registered by an officer of her area, with a card."""
    code = area_code or unit.area_id
    form = Registration(
        name=name, id_number=more.pop("id_number", ""), sex=Sex.FEMALE, birth_date=date(at.year - 91, 3, 8),
        person_type=PersonType.RETIRED, unit=unit.public_id, area_code=code,
        **{
            "living_arrangement": LivingArrangement.ALONE.value, "self_care": SelfCare.PARTLY.value,
            "phone": "13900001234", "address": "甘南路 12 号 3 单元 501 室", **more,
        },
    )  # fmt: skip
    by = Viewer(account=str(uuid.uuid4()), role=Role.OFFICER, area=code, purposes=frozenset({Purpose.GENERAL}))
    key = registry.register(person=public_id or uuid.uuid4(), registration=form, by=by, at=at)
    return Person.objects.get(public_id=key)


def code_of(owner: Person) -> str:
    """The short code of the person's valid card."""
    return str(Card.objects.get(person=owner, revoked_at__isnull=True).code)


def token_of(owner: Person) -> str:
    """What the QR code of the person's valid card says after the address."""
    return card_token(code_of(owner), settings.YINLING_CARD_KEY)


def order(owner: Person, *, at: datetime, item: str = "上门关怀") -> UUID:
    """A placed order for a person, from an approved proposal."""
    proposal = Proposal.objects.create(
        **owner.scope(), rule_code=f"tests-{next(_counter)}", rule_version=1, rule_title="测试规则", item=item,
        need="高龄独居，需要有人上门看望", reasons=["年龄 91 岁"], source="测试", facts_digest=uuid.uuid4().hex,
        due_date=local_day(at) + timedelta(days=3), proposed_at=at,
        state=ProposalState.APPROVED, decided_at=at, decided_by="tests",
    )  # fmt: skip
    return place(proposal=proposal.public_id, by=SYSTEM, at=at)


def offered(owner: Person, *, at: datetime, item: str = "上门关怀", to: Account | None = None) -> UUID:
    """An order on offer to the workers of the person's area: the offer to this worker, else the first one.

    The rulebook must be there (`rules`), and a worker. A task made from the offer bears the same id.
    """
    placed = order(owner, at=at, item=item)
    offer(order=placed, round=1, by=SYSTEM, at=at)
    return offer_of(placed, to)


def offer_of(order: UUID, to: Account | None = None) -> UUID:
    """The newest offer of an order to this worker, else the first offer of all."""
    found = Offer.objects.filter(order__public_id=order)
    mine = found.filter(worker=to.public_id).order_by("-round") if to else found.order_by("round", "id")
    return UUID(str(mine.values_list("public_id", flat=True)[0]))


def taken(owner: Person, by: Account, *, at: datetime, item: str = "上门关怀") -> UUID:
    """A task in the hands of this worker."""
    on_offer = offered(owner, at=at, item=item, to=by)
    return take(offer=on_offer, by=viewer_for(by, at=at), at=at)


def signed_in(holder: Account) -> Client:
    """A browser in which the account has signed in with both proofs."""
    client = Client()
    client.force_login(holder)
    session = client.session
    session[ENROLLED] = True
    session.save()
    return client
