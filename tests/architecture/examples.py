"""One worked example for each action of the house: who calls it with what, when it is about to succeed.

An example brings the world to the moment before and returns the viewer and the arguments. A new action without an
example fails `test_actions`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from tests.people.registry.people import ALL_PURPOSES, CITY, COUNTY, enter, officer, places, unit
from yinling.base.access import actions as access
from yinling.base.accounts import actions as accounts
from yinling.base.accounts.models import Account
from yinling.base.approvals import actions as approvals
from yinling.base.deadlines import actions as deadlines
from yinling.base.jobs import actions as jobs
from yinling.base.journal import actions as journal
from yinling.base.journal.models import Todo
from yinling.base.regions import actions as regions
from yinling.base.rows.viewing import as_viewer
from yinling.base.units import actions as units
from yinling.base.units.models import Unit
from yinling.decisions.careplan import actions as careplan
from yinling.decisions.careplan.models import Proposal
from yinling.decisions.careplan.terms import Verdict
from yinling.decisions.portrait import actions as portrait
from yinling.decisions.rulebook import actions as rulebook
from yinling.decisions.rulebook.terms import DraftKind
from yinling.kernel.viewer import Purpose, Role, Viewer, system
from yinling.people.registry import actions as registry
from yinling.people.registry.models import Card, Fact, Person
from yinling.people.registry.terms import QuestionState, purposes_of, vocabulary
from yinling.service.delivery import actions as delivery
from yinling.service.delivery.models import Task
from yinling.service.delivery.terms import Confirmer
from yinling.service.dispatch import actions as dispatch
from yinling.service.dispatch.models import Offer
from yinling.service.orders import actions as orders
from yinling.service.orders.models import Order
from yinling.supply.workforce import actions as workforce
from yinling.supply.workforce.domain import Profile

SYSTEM = system("worked examples")
PASSWORD = "Correct-horse-7"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
Call = tuple[Viewer, dict[str, object]]


@dataclass
class World:
    """A small installation on the owner's side of the wall: eight places, one unit, one officer, one worker."""

    at: datetime
    tmp: Path
    clerk: Viewer = field(default_factory=lambda: officer(COUNTY))
    security: Viewer = field(
        default_factory=lambda: Viewer(account=str(uuid.uuid4()), role=Role.SECURITY_ADMIN, purposes=ALL_PURPOSES)
    )

    def __post_init__(self) -> None:
        places()

    @property
    def home(self) -> Unit:
        """The unit that keeps everybody."""
        return Unit.objects.first() or unit(COUNTY)

    def rules(self) -> None:
        """The rulebook that ships."""
        rulebook.load_rules(path=rulebook.SHIPPED, vocabulary=vocabulary(), by=SYSTEM, at=self.at)

    def account(self, name: str = "zhouhai") -> Account:
        """An account with nothing yet."""
        return accounts.create_account(username=name, display_name="周海", password=PASSWORD, by=SYSTEM, at=self.at)

    def grant(self, account: Account, role: Role = Role.WORKER) -> UUID:
        """A right over the city since last year."""
        key = uuid.uuid4()
        access.give_grant(
            grant=key, account=account.public_id, role=role, area_code=CITY, units=(), purposes=frozenset(Purpose),
            valid_from=date(2025, 1, 1), valid_to=None, by=SYSTEM, at=self.at,
        )  # fmt: skip
        return key

    def person(self) -> Person:
        """A woman of 91 who lives alone."""
        return Person.objects.get(public_id=enter(self.home, self.at, by=self.clerk))

    def proposal(self) -> Proposal:
        """What the rules propose for her."""
        careplan.propose(persons=[self.tagged().id], by=SYSTEM, at=self.at)
        return Proposal.objects.get(rule_code="visit_aged_alone")

    def tagged(self) -> Person:
        """She, judged by the rules."""
        self.rules()
        return self.person()

    def order(self) -> Order:
        """The order of the approved proposal."""
        proposal = self.proposal().public_id
        careplan.approve(proposal=proposal, by=self.clerk, at=self.at)
        orders.place(proposal=proposal, by=SYSTEM, at=self.at)
        return Order.objects.get()

    def returned(self) -> Order:
        """The order, given back because nobody could go."""
        order = self.order()
        orders.send_back(order=order.public_id, reason="没有人", by=SYSTEM, at=self.at)
        return order

    def offer(self) -> tuple[Offer, Viewer]:
        """The order on offer to the worker."""
        worker = self.account()
        self.grant(worker)
        order = self.order()
        dispatch.offer(order=order.public_id, round=1, by=SYSTEM, at=self.at)
        offer = Offer.objects.get()
        seen = Viewer(
            account=str(worker.public_id),
            role=Role.WORKER,
            persons=(offer.person_id,),
            purposes=ALL_PURPOSES,
            name="周海",
        )
        return offer, seen

    def taken(self) -> tuple[Task, Viewer]:
        """The task in the worker's hands."""
        offer, worker = self.offer()
        delivery.take(offer=offer.public_id, by=worker, at=self.at)
        return Task.objects.get(), worker

    def at_the_door(self) -> tuple[Task, Viewer]:
        """The worker at the person's side."""
        task, worker = self.taken()
        delivery.check_in(task=task.public_id, code=Card.objects.get().code, by=worker, at=self.at)
        return task, worker

    def done(self) -> tuple[Task, Viewer]:
        """The visit noted."""
        task, worker = self.at_the_door()
        delivery.finish(task=task.public_id, notes="量了血压", by=worker, at=self.at)
        return task, worker

    def confirmed(self) -> tuple[Task, Viewer]:
        """The visit confirmed by the person."""
        task, worker = self.done()
        arguments: dict[str, object] = {"confirmer": Confirmer.PERSON, "proxy_name": "", "proxy_relation": ""}
        delivery.confirm(task=task.public_id, by=worker, at=self.at, **arguments)  # type: ignore[arg-type]  # as in the example
        return task, worker


Example = Callable[[World], Call]
EXAMPLES: dict[Callable[..., object], Example] = {}


def example(action: Callable[..., object]) -> Callable[[Example], Example]:
    """Enter the worked example of an action."""

    def enter_it(make: Example) -> Example:
        EXAMPLES[action] = make
        return make

    return enter_it


# --- base: approvals


@example(approvals.ask)
def _ask_approval(world: World) -> Call:
    said = {"kind": "tests.matter", "area_code": COUNTY, "title": "接单时限", "reason": "按通知调整"}
    return world.clerk, {"approval": uuid.uuid4(), "subject": uuid.uuid4(), **said}


def _asked(world: World) -> dict[str, object]:
    by, arguments = _ask_approval(world)
    approvals.ask(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return {"approval": arguments["approval"]}


@example(approvals.approve)
def _approve_it(world: World) -> Call:
    return officer(CITY), {**_asked(world), "note": ""}


@example(approvals.refuse)
def _refuse_it(world: World) -> Call:
    return officer(CITY), {**_asked(world), "note": "依据不足"}


@example(approvals.withdraw)
def _withdraw_it(world: World) -> Call:
    return world.clerk, _asked(world)


# --- people


@example(registry.register)
def _register(world: World) -> Call:
    from tests.people.registry.people import form

    return world.clerk, {"person": uuid.uuid4(), "registration": form(world.home)}


@example(registry.reissue_card)
def _reissue_card(world: World) -> Call:
    return world.clerk, {"person": world.person().public_id}


@example(registry.revoke_card)
def _revoke_card(world: World) -> Call:
    return world.clerk, {"person": world.person().public_id}


@example(registry.export_persons)
def _export_persons(world: World) -> Call:
    world.person()
    return world.clerk, {}


@example(registry.export_questions)
def _export_questions(world: World) -> Call:
    person = world.person()
    registry.report_error(person=person.public_id, term="phone", text="号码停机", by=world.clerk, at=world.at)
    return world.clerk, {"unit": world.home.public_id}


@example(registry.correct)
def _correct(world: World) -> Call:
    person = world.person()
    seen = Fact.objects.get(person=person, term="self_care").public_id
    said = {"term": "self_care", "value": "unable", "valid_from": None, "reason": "家访", "seen": seen}
    return world.clerk, {"person": person.public_id, **said}


@example(registry.mark)
def _mark(world: World) -> Call:
    return world.clerk, {"person": world.person().public_id, "standing": "died", "day": "2026-10", "reason": "家属来电"}


@example(registry.take_back)
def _take_back(world: World) -> Call:
    by, arguments = _correct(world)
    fact = registry.correct(**arguments, by=by, at=world.at + timedelta(minutes=1))  # type: ignore[arg-type]  # as in the example
    return by, {"fact": fact}


@example(registry.ask)
def _ask(world: World) -> Call:
    said = {"term": "self_care", "code": "differs", "held": "partly", "written": "unable"}
    return world.clerk, {"person": world.person().public_id, **said}


@example(registry.report_error)
def _report_error(world: World) -> Call:
    return world.clerk, {"person": world.person().public_id, "term": "phone", "text": "号码停机"}


@example(registry.settle)
def _settle(world: World) -> Call:
    by, arguments = _ask(world)
    question = registry.ask(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return by, {"question": question, "outcome": QuestionState.CHANGED, "value": "", "note": "家访"}


@example(registry.reopen)
def _reopen(world: World) -> Call:
    by, arguments = _settle(world)
    registry.settle(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return by, {"question": arguments["question"]}


@example(registry.add_relative)
def _add_relative(world: World) -> Call:
    said = {"name": "张国华", "kin": "1", "phone": "", "is_deceased_cadre": False, "other": None}
    return world.clerk, {"relative": uuid.uuid4(), "person": world.person().public_id, **said}


def _relative(world: World) -> UUID:
    by, arguments = _add_relative(world)
    return registry.add_relative(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example


@example(registry.link_relative)
def _link_relative(world: World) -> Call:
    relative = _relative(world)
    other = enter(world.home, world.at, by=world.clerk, name="张国华")
    return world.clerk, {"relative": relative, "other": other}


@example(registry.end_relative)
def _end_relative(world: World) -> Call:
    return world.clerk, {"relative": _relative(world)}


@example(registry.restore_relative)
def _restore_relative(world: World) -> Call:
    relative = _relative(world)
    registry.end_relative(relative=relative, by=world.clerk, at=world.at)
    return world.clerk, {"relative": relative}


# --- decisions


@example(rulebook.load_rules)
def _load_rules(world: World) -> Call:
    return SYSTEM, {"path": rulebook.SHIPPED, "vocabulary": vocabulary()}


_WORDS = {"vocabulary": vocabulary(), "purposes_of": purposes_of}


@example(rulebook.write_draft)
def _write_draft(world: World) -> Call:
    world.rules()
    content = {
        "code": "接单时限", "kind": "number", "value": 12, "unit": "小时", "valid_from": "2026-12-01",
        "source_document": "五华区通知", "clause": "第二条", "confidence": "plain",
    }  # fmt: skip
    said = {"draft": uuid.uuid4(), "kind": DraftKind.PARAMETER, "area_code": COUNTY, "content": content, "seen": None}
    return world.clerk, {**said, **_WORDS}


def written(world: World) -> UUID:
    """A draft of a parameter that the clerk wrote."""
    by, arguments = _write_draft(world)
    rulebook.write_draft(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    draft = arguments["draft"]
    assert isinstance(draft, UUID)
    return draft


@example(rulebook.submit)
def _submit(world: World) -> Call:
    return world.clerk, {"draft": written(world), "reason": "按通知调整", **_WORDS}


def _submitted(world: World) -> UUID:
    by, arguments = _submit(world)
    rulebook.submit(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    draft = arguments["draft"]
    assert isinstance(draft, UUID)
    return draft


@example(rulebook.withdraw_draft)
def _withdraw_draft(world: World) -> Call:
    return world.clerk, {"draft": _submitted(world)}


@example(rulebook.approve_draft)
def _approve_draft(world: World) -> Call:
    return officer(CITY), {"draft": _submitted(world), "seen": 1, "note": "", **_WORDS}


@example(rulebook.refuse_draft)
def _refuse_draft(world: World) -> Call:
    return officer(CITY), {"draft": _submitted(world), "note": "依据不足", **_WORDS}


@example(rulebook.take_up)
def _take_up(world: World) -> Call:
    by, arguments = _refuse_draft(world)
    rulebook.refuse_draft(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return world.clerk, {"draft": arguments["draft"]}


@example(rulebook.discard)
def _discard(world: World) -> Call:
    return world.clerk, {"draft": written(world)}


@example(rulebook.publish)
def _publish(world: World) -> Call:
    by, arguments = _approve_draft(world)
    rulebook.approve_draft(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return SYSTEM, {"draft": arguments["draft"], "vocabulary": vocabulary()}


@example(careplan.propose)
def _propose(world: World) -> Call:
    world.tagged()
    return SYSTEM, {}


@example(careplan.approve)
def _approve(world: World) -> Call:
    return world.clerk, {"proposal": world.proposal().public_id}


@example(careplan.reject)
def _reject(world: World) -> Call:
    return world.clerk, {"proposal": world.proposal().public_id, "reason": "家属已安排"}


@example(careplan.postpone)
def _postpone(world: World) -> Call:
    until = world.at.date() + timedelta(days=30)
    return world.clerk, {"proposal": world.proposal().public_id, "until": until, "reason": "本人住院"}


@example(careplan.decide_many)
def _decide_many(world: World) -> Call:
    return world.clerk, {"proposals": [world.proposal().public_id], "verdict": Verdict.REJECT, "reason": "家属已安排"}


@example(careplan.undo)
def _undo(world: World) -> Call:
    proposal = world.proposal().public_id
    careplan.reject(proposal=proposal, reason="点错了", by=world.clerk, at=world.at)
    return world.clerk, {"proposal": proposal}


@example(careplan.export_worklist)
def _export_worklist(world: World) -> Call:
    world.proposal()
    return world.clerk, {}


# --- supply: workforce


@example(workforce.register)
def _register_worker(world: World) -> Call:
    account = world.account()
    world.grant(account)
    return officer(CITY), {"account": account.public_id, "profile": Profile("staff", most_at_once=3)}


def _worker(world: World) -> UUID:
    by, arguments = _register_worker(world)
    return workforce.register(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example


@example(workforce.change)
def _change_worker(world: World) -> Call:
    return officer(CITY), {"worker": _worker(world), "profile": Profile("staff", most_at_once=4), "seen": 1}


@example(workforce.set_away)
def _set_away(world: World) -> Call:
    return officer(CITY), {"worker": _worker(world), "away_from": date(2026, 12, 1), "away_to": date(2026, 12, 8)}


# --- service


@example(orders.place)
def _place(world: World) -> Call:
    proposal = world.proposal().public_id
    careplan.approve(proposal=proposal, by=world.clerk, at=world.at)
    return SYSTEM, {"proposal": proposal}


@example(orders.place_again)
def _place_again(world: World) -> Call:
    return world.clerk, {"order": world.returned().public_id}


@example(orders.cancel)
def _cancel(world: World) -> Call:
    return world.clerk, {"order": world.order().public_id}


@example(orders.send_back)
def _send_back(world: World) -> Call:
    return SYSTEM, {"order": world.order().public_id, "reason": "没有人"}


@example(orders.put_in_hand)
def _put_in_hand(world: World) -> Call:
    return SYSTEM, {"order": world.order().public_id}


@example(orders.fulfil)
def _fulfil(world: World) -> Call:
    order = world.order().public_id
    orders.put_in_hand(order=order, by=SYSTEM, at=world.at)
    return SYSTEM, {"order": order}


@example(dispatch.offer)
def _offer(world: World) -> Call:
    world.grant(world.account())
    return SYSTEM, {"order": world.order().public_id, "round": 1}


@example(dispatch.take)
def _take_offer(world: World) -> Call:
    offer, worker = world.offer()
    return worker, {"offer": offer.public_id}


@example(dispatch.decline)
def _decline(world: World) -> Call:
    offer, worker = world.offer()
    return worker, {"offer": offer.public_id, "reason": "距离太远"}


@example(dispatch.assign)
def _assign(world: World) -> Call:
    worker = world.account()
    world.grant(worker)
    return world.clerk, {"order": world.order().public_id, "worker": worker.public_id}


def _assigned(world: World) -> UUID:
    by, arguments = _assign(world)
    return dispatch.assign(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example


@example(dispatch.say_wish)
def _say_wish(world: World) -> Call:
    said = {"carer_sex": "2", "languages": ["cmn"], "avoided": []}
    return world.clerk, {"person": world.person().public_id, **said}


@example(dispatch.end_wish)
def _end_wish(world: World) -> Call:
    by, arguments = _say_wish(world)
    dispatch.say_wish(**arguments, by=by, at=world.at)  # type: ignore[arg-type]  # as in the example
    return by, {"person": arguments["person"]}


@example(dispatch.export_orders)
def _export_orders(world: World) -> Call:
    world.order()
    return world.clerk, {}


@example(dispatch.lapse)
def _lapse(world: World) -> Call:
    offer, _worker = world.offer()
    return SYSTEM, {"offer": offer.public_id}


@example(dispatch.withdraw_cancelled)
def _withdraw_cancelled(world: World) -> Call:
    offer, _worker = world.offer()
    order = offer.order.public_id
    orders.cancel(order=order, by=world.clerk, at=world.at)
    Offer.objects.filter(pk=offer.pk).update(state="offered", answered_at=None, reason="")
    return SYSTEM, {"order": order}


@example(dispatch.give_back)
def _give_back_offer(world: World) -> Call:
    task, worker = world.taken()
    return worker, {"offer": task.public_id, "reason": "生病"}


@example(delivery.take)
def _take(world: World) -> Call:
    offer, worker = world.offer()
    return worker, {"offer": offer.public_id}


@example(delivery.give_back)
def _give_back(world: World) -> Call:
    task, worker = world.taken()
    return worker, {"task": task.public_id, "reason": "生病"}


@example(delivery.check_in)
def _check_in(world: World) -> Call:
    task, worker = world.taken()
    return worker, {"task": task.public_id, "code": Card.objects.get().code}


@example(delivery.finish)
def _finish(world: World) -> Call:
    task, worker = world.at_the_door()
    return worker, {"task": task.public_id, "notes": "量了血压"}


@example(delivery.confirm)
def _confirm(world: World) -> Call:
    task, worker = world.done()
    said = {"confirmer": Confirmer.PERSON, "proxy_name": "", "proxy_relation": ""}
    return worker, {"task": task.public_id, **said}


# --- rights and accounts


@example(access.give_grant)
def _give_grant(world: World) -> Call:
    account = world.account().public_id
    over = {"role": Role.OFFICER, "area_code": COUNTY, "units": (), "purposes": frozenset({Purpose.GENERAL})}
    period = {"valid_from": date(2026, 1, 1), "valid_to": None}
    return world.security, {"grant": uuid.uuid4(), "account": account, **over, **period}


@example(access.end_grant)
def _end_grant(world: World) -> Call:
    return world.security, {"grant": world.grant(world.account())}


@example(access.digest_looks)
def _digest_looks(world: World) -> Call:
    return SYSTEM, {"day": date(2026, 11, 21)}


@example(accounts.create_account)
def _create_account(world: World) -> Call:
    return world.security, {"username": "lixuemei", "display_name": "李雪梅", "password": PASSWORD}


@example(accounts.lock)
def _lock(world: World) -> Call:
    return world.security, {"account": world.account(), "reason": "离职"}


@example(accounts.unlock)
def _unlock(world: World) -> Call:
    account = world.account()
    accounts.lock(account=account, reason="离职", by=world.security, at=world.at)
    return world.security, {"account": account}


@example(accounts.change_password)
def _change_password(world: World) -> Call:
    account = world.account()
    return _holder(account), {"account": account, "password": "Another-horse-8"}


@example(accounts.enrol_totp)
def _enrol_totp(world: World) -> Call:
    account = world.account()
    return _holder(account), {"account": account, "secret": SECRET}


@example(accounts.sign_out)
def _sign_out(world: World) -> Call:
    account = world.account()
    return _holder(account), {"account": account, "everywhere": True}


@example(accounts.forget_ended)
def _forget_ended(world: World) -> Call:
    world.account()
    return SYSTEM, {}


def _holder(account: Account) -> Viewer:
    return Viewer(account=str(account.public_id), role=None, name=account.display_name)


# --- reference data and the journal itself


@example(regions.load_areas)
def _load_areas(world: World) -> Call:
    return SYSTEM, {"path": _shipped("regions", "areas.csv")}


@example(units.load_units)
def _load_units(world: World) -> Call:
    regions.load_areas(path=_shipped("regions", "areas.csv"), by=SYSTEM, at=world.at)
    return SYSTEM, {"path": _shipped("units", "demo_units.csv")}


@example(journal.erase_body)
def _erase_body(world: World) -> Call:
    world.account()
    return SYSTEM, {"sequence": Todo.objects.first().pk, "reason": "依法删除"}  # type: ignore[union-attr]  # just recorded


def _shipped(app: str, name: str) -> Path:
    return Path(regions.__file__).parents[1] / app / "data" / name


def _sealed(world: World) -> Call:
    world.account()
    with as_viewer(SYSTEM):
        journal.seal_batch(by=SYSTEM, at=world.at)
    return SYSTEM, {}


# Parts of other actions, which record the fact, and work on the machinery's own tables: for them there is an example to
# run, but no fact to lose. Each says whose part it is.
PARTS: dict[Callable[..., object], tuple[str, Example]] = {
    access.name_person: (
        "of offering a task",
        lambda w: (
            SYSTEM,
            {"account": w.account().public_id, "person_id": w.person().pk, "because": "task", "subject": uuid.uuid4()},
        ),
    ),
    access.unname_persons: (
        "of taking, ending and forgetting a task",
        lambda w: (SYSTEM, {"subject": w.offer()[0].public_id, "keep": None}),
    ),
    access.note_look: (
        "of opening, revealing and taking; the day's digest is the fact",
        lambda w: (
            w.clerk,
            {"person_id": w.person().pk, "area_code": COUNTY, "unit_id": w.home.pk, "part": "dossier", "reason": ""},
        ),
    ),
    registry.reveal: (
        "a look; the day's digest is the fact",
        lambda w: (w.clerk, {"person": w.person().public_id, "term": "phone", "reason": "联系本人"}),
    ),
    registry.open_dossier: (
        "a look; the day's digest is the fact",
        lambda w: (w.clerk, {"person": w.person().public_id}),
    ),
    portrait.recount_cells: (
        "of what draws the portraits: a derived number",
        lambda w: (SYSTEM, {"area_code": w.person().area_code}),
    ),
    registry.recount: (
        "of what changes the registry: a derived number",
        lambda w: (SYSTEM, {"area_code": w.person().area_code}),
    ),
    registry.read_question: (
        "a look; the day's digest is the fact",
        lambda w: (
            w.clerk,
            {
                "question": registry.report_error(
                    person=w.person().public_id, term="phone", text="号码停机", by=w.clerk, at=w.at
                ),
                "reason": "核对电话",
            },
        ),
    ),
    dispatch.let_see: (
        "of asking a worker by hand",
        lambda w: (SYSTEM, {"offer": _assigned(w)}),
    ),
    dispatch.settle: (
        "of what ends the order",
        lambda w: (SYSTEM, {"order": w.taken()[0].order.public_id}),
    ),
    delivery.forget: (
        "of the confirmation, a day later",
        lambda w: (SYSTEM, {"task": w.confirmed()[0].public_id}),
    ),
    deadlines.set_deadline: (
        "of the action that sets it",
        lambda w: (SYSTEM, {"kind": "tests.due", "subject": uuid.uuid4(), "due_at": w.at}),
    ),
    deadlines.close: (
        "of the action that closes it",
        lambda w: (SYSTEM, {"kind": dispatch.UNANSWERED, "subject": w.offer()[0].public_id}),
    ),
    deadlines.fire_due: (
        "what it fires records its own facts",
        lambda w: (SYSTEM, {"engine": "tests", "at": w.offer()[0].take_by + timedelta(seconds=1)}),
    ),
    jobs.defer: (
        "of the fact that wants the job",
        lambda w: (SYSTEM, {"task": "flows.propose", "person": uuid.uuid4()}),
    ),
    journal.seal_batch: ("gives places to facts, is none", lambda w: (w.account() and SYSTEM, {})),
    journal.sign_checkpoint: ("signs facts, is none", _sealed),
}


# What is written down is written down for everybody, nobody included (a failed sign-in has no account yet).
OPEN_TO_NOBODY = {journal.record}
