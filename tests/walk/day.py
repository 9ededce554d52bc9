"""A day of one office over HTTP, from the proposals of the morning to the ratings of the evening, as people do it.

One officer, three workers and two persons with keys to their own page. On the way one offer is declined, one worker
meets nobody, one order is called off, and one visit is rated low and done again.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from tests.config.house import House
from tests.walk.caller import Caller, Filled, Page
from yinling.config.verify import main as verify

OFFICER, WORKERS = "lanzhou", ("xiaozhou", "xiaoma", "xiaotian")
ORDER_SECONDS = 120  # until an approved proposal is an order on somebody's phone, beside a busy machine
SEAL_SECONDS = 60  # until the journal has sealed a visit
_KEY = r"([0-9a-f]{8}-[0-9a-f-]{27})"
_ENDED = {"fulfilled", "cancelled"}


@dataclass
class Visit:
    """One task in a worker's hand: whose, of which order."""

    task: str
    order: str
    person: str
    worker: Caller


@dataclass
class Elder:
    """A person with a key to the own page, signed in."""

    person: str
    caller: Caller
    rates: int


@dataclass
class Told:
    """One kind of step: how often it was done and what it took."""

    times: int = 0
    seconds: float = 0.0


@dataclass
class Day:
    """One day at `house`, whose office has proposals waiting. `tell` gets a line for each step as it ends."""

    house: House
    proposals: int
    tell: Callable[[str], None] = print
    steps: dict[str, Told] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._base = f"http://127.0.0.1:{self.house.port}"
        self._began = time.monotonic()
        self._mine = set[str]()  # orders of this day
        self._visited: dict[str, str] = {}  # order -> its newest confirmed task
        self._elders: list[Elder] = []
        self._once = set[str]()  # what happens once a day and has happened
        self._chance = random.Random()  # any pictures will do, each another, also than those of the day before

    def run(self) -> dict[str, Told]:
        """The whole day. Raises AssertionError where it does not go as it must."""
        self._sign_in()
        self._approve()
        self._work()
        self._rate()
        self._redo()
        self._work()
        self._rate()
        self._prove()
        self._close()
        return self.steps

    # --- the morning

    def _sign_in(self) -> None:
        with self._step("signed in: an officer and three workers"):
            self.officer, *self.workers = (Caller(self._base) for _name in (OFFICER, *WORKERS))
            for caller, name in zip((self.officer, *self.workers), (OFFICER, *WORKERS), strict=True):
                caller.sign_in(name)

    def _approve(self) -> None:
        before = self._orders()
        with self._step("approved in one go", times=self.proposals):
            page, found = self.officer.get("/desk/"), list[str]()
            while True:
                found += re.findall(rf'name="proposal" value="{_KEY}" form="bulk"', page.text)
                further = re.search(r'rel="next" href="([^"]+)"', page.text)
                if len(found) >= self.proposals or not further:
                    break
                page = self.officer.get(f"/desk/{further.group(1).replace('&amp;', '&')}")
            assert len(found) >= self.proposals, f"only {len(found)} proposals wait"
            page = self._sent(page, "decide", proposal=found[: self.proposals], verdict="approved")
            if 'name="confirmed"' in page.text:  # so many want a second look
                page = self._sent(page, "decide")
            assert f"已批准 {self.proposals} 条" in page.text, _plain(page)
        with self._step("found hands for, or said why not", times=self.proposals):
            self._until(
                lambda: len(self._orders() - before) >= self.proposals, ORDER_SECONDS, "orders of what was approved"
            )
            self._mine = self._orders() - before
            self._settled()

    # --- the visits

    def _work(self) -> None:
        """Take, visit and confirm until nothing of the day is open; what came back is placed again."""
        end = time.monotonic() + 15 * 60
        while self._open():
            assert time.monotonic() < end, f"still open: {self._open()}"
            self._settled()
            for visit in self._take():
                self._visit(visit)
            for order in sorted(self._in("returned")):
                with self._step("placed again by the officer"):
                    page = self.officer.get(f"/desk/orders/{order}")
                    self._sent(page, "place-again")

    def _take(self) -> list[Visit]:
        """The workers take in turn, one each, until nothing is on offer."""
        taken: list[tuple[str, Caller]] = []
        idle = 0
        while idle < len(self.workers):
            for worker in self.workers:
                page = worker.get("/field/")
                idle = 0 if "/take" in page.text else idle + 1
                if "/decline" in page.text and self._first("declined"):
                    with self._step("declined by a worker"):
                        worker.send(page.form("/decline"), why="far")
                    continue
                if "/take" in page.text:
                    with self._step("taken on a phone"):
                        page = worker.send(page.form("/take"))
                    if found := re.search(rf"/field/tasks/{_KEY}$", page.address):
                        taken.append((found.group(1), worker))
        return self._visits(dict(taken))

    def _visits(self, taken: dict[str, Caller]) -> list[Visit]:
        """Whose they are, as the officer sees it: offers bear no name."""
        found = []
        for order in self._in("in_hand"):
            page = self.officer.get(f"/desk/orders/{order}")
            person = _one(rf"/desk/people/{_KEY}", page)
            tasks = set(re.findall(rf"/desk/visits/{_KEY}", page.text)) & set(taken)
            found += [Visit(task, order, person, taken[task]) for task in tasks]
        return found

    def _visit(self, visit: Visit) -> None:
        if self._first("not met"):
            with self._step("reported that nobody was met"):
                self._done(visit, "no-show", because="nobody", what="敲门三次，没有人应")
            return
        if self._first("called off"):
            with self._step("called off by the officer"):
                page = self.officer.get(f"/desk/orders/{visit.order}")
                self._sent(page, "cancel", reason="本人临时住院，改日再约")
            return
        self._check_in(visit)
        self._finish(visit)
        self._confirm(visit)
        self._visited[visit.order] = visit.task

    def _check_in(self, visit: Visit) -> None:
        if "/send-code" in visit.worker.get(f"/field/tasks/{visit.task}").text and self._first("by phone"):
            with self._step("checked in with a code sent to the person's phone"):
                self._done(visit, "send-code")
                shown = Caller(self._base).get("/demo/phone")
                self._done(visit, "check-in-phone", code=_one(r"<td[^>]*>[^<]*?(?<!\d)(\d{6})(?!\d)", shown))
            return
        with self._step("checked in with the card's code"):
            card = self.officer.get(f"/desk/people/{visit.person}/card")
            self._done(visit, "check-in", code=_one(r'badge-short">\s*([^<\s]+)', card))

    def _finish(self, visit: Visit) -> None:
        with self._step("checklist, notes and a photo"):
            page = visit.worker.get(f"/field/tasks/{visit.task}")
            lines = dict.fromkeys(re.findall(r'name="(line_\d+)"', page.text), "done")
            notes = "陪聊一小时，量了血压，一切都好"
            page = visit.worker.send_file(
                page.form("finish"), "image", picture(self._chance.random()), notes=notes, **lines
            )
            assert "/confirm" in page.text, _plain(page)

    def _confirm(self, visit: Visit) -> None:
        elder = self._elder(visit.person)
        if elder is None:
            with self._step("confirmed by the person on the worker's phone"):
                self._done(visit, "confirm", confirmer="person")
            return
        with self._step("confirmed by the person on the own page"):
            page = elder.caller.get("/elder/appointments/")
            page = elder.caller.send(page.form(f"{visit.task}/confirm"))
            assert "确认好了" in page.text, _plain(page)

    def _elder(self, person: str) -> Elder | None:
        """The person's own page: the first two persons of a day are given keys, the second will not be content."""
        for elder in self._elders:
            if elder.person == person:
                return elder
        if len(self._elders) == 2:
            return None
        with self._step("gave a person a key, who signed in with card and PIN"):
            page = self.officer.get(f"/desk/people/{person}/key")
            if "/key/issue" not in page.text:
                return None  # has one from another day
            page = self._sent(page, "/key/issue")
            card, pin = re.findall(r'key-large">\s*([^<]+?)\s*<', page.text)
            caller = Caller(self._base)
            page = caller.send(caller.get("/elder/sign-in").form("/elder/sign-in"), card=card, pin=pin)
            assert page.address.endswith("/elder/"), _plain(page)
        self._elders.append(Elder(person, caller, rates=5 if not self._elders else 2))
        return self._elders[-1]

    # --- what people say of it

    def _rate(self) -> None:
        """Every visit of the day that nobody has rated: on the own page, or told to the officer on the phone."""
        for order, task in self._visited.items():
            if f"rated {task}" in self._once:
                continue
            self._once.add(f"rated {task}")
            person = _one(rf"/desk/people/{_KEY}", self.officer.get(f"/desk/orders/{order}"))
            elder = next((one for one in self._elders if one.person == person), None)
            if elder is not None:
                with self._step("rated by the person on the own page"):
                    page = elder.caller.get(f"/elder/receipts/{task}")
                    stars = elder.rates if elder.rates > 2 or self._first("low") else 5
                    remark = "来去匆匆，没有量血压" if stars == 2 else ""
                    page = elder.caller.send(page.form("/rate"), stars=str(stars), remark=remark)
                    assert "您说：" in page.text, _plain(page)
            else:
                with self._step("rated on the phone, entered by the officer"):
                    page = self.officer.get(f"/desk/feedback/tasks/{task}")
                    page = self._sent(page, f"/desk/feedback/tasks/{task}", stars="5", remark="人很和气", way="phone")

    def _redo(self) -> None:
        """The low rating is answered, and the visit ordered again."""
        with self._step("answered the low rating and ordered the visit again"):
            page = self.officer.get("/desk/concerns/")
            concern = _one(rf"/desk/concerns/{_KEY}", page)
            page = self.officer.get(f"/desk/concerns/{concern}")
            self._sent(page, concern, outcome="redone", answer="对不起，我们请另一位今天再来一次。")
        assert len(self._open()) == 1, "the visit that is done again"

    # --- the evening

    def _prove(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for task in self._visited.values():
                file = Path(folder) / f"{task}.tlog-proof"
                with self._step("fetched the receipt and verified it"):
                    address = f"/desk/receipts/{task}"
                    self._until(lambda at=address: self.officer.get(at).status == 200, SEAL_SECONDS, "the seal")
                    file.write_text(self.officer.get(address).text, encoding="utf-8", newline="")
                    with contextlib.redirect_stdout(io.StringIO()) as said:
                        answer = verify(["receipt", str(file), "--policy", str(self.house.where.policy)])
                    assert answer == 0, said.getvalue()

    def _close(self) -> None:
        """Everything is done and rated but what was called off, and the journal is whole."""
        with self._step("looked: everything fulfilled and rated"):
            fulfilled = self._in("fulfilled")
            assert (len(fulfilled), self._mine - fulfilled) == (self.proposals - 1, self._in("cancelled"))
            for order, task in self._visited.items():
                assert "现在的评价" in self.officer.get(f"/desk/feedback/tasks/{task}").text, order
            assert "没有" in _plain(self.officer.get("/desk/concerns/"))
        with self._step("audited the journal"):
            answer = self.house.run("verify", "journal")
            assert answer.returncode == 0, answer.stdout + answer.stderr

    # --- how it is done

    @contextlib.contextmanager
    def _step(self, name: str, times: int = 1) -> Iterator[None]:
        """One step: counted, timed, told."""
        start = time.monotonic()
        yield
        now = time.monotonic()
        told = self.steps.setdefault(name, Told())
        told.times += times
        told.seconds += now - start
        minutes, seconds = divmod(now - self._began, 60)
        self.tell(f"{minutes:3.0f}:{seconds:04.1f}  {name}{f' ({times})' if times > 1 else ''}: {now - start:.1f} s")

    def _first(self, what: str) -> bool:
        """Whether this is to happen now: the first time that it can."""
        if what in self._once:
            return False
        self._once.add(what)
        return True

    def _orders(self, state: str = "") -> set[str]:
        """The orders that the officer's list shows, all pages of it."""
        found, query = set[str](), f"?state={state}" if state else ""
        while True:
            page = self.officer.get(f"/desk/orders/{query}")
            found |= set(re.findall(rf'href="/desk/orders/{_KEY}"', page.text))
            further = re.search(r'rel="next" href="([^"]+)"', page.text)
            if not further:
                return found
            query = further.group(1).replace("&amp;", "&")

    def _in(self, state: str) -> set[str]:
        return self._orders(state) & self._mine

    def _open(self) -> set[str]:
        return self._mine - self._in("fulfilled") - self._in("cancelled")

    def _settled(self) -> None:
        """Until each order that waits for hands is on somebody's phone, or is back with the officer."""

        def offered() -> bool:
            waiting = self._in("placed")
            shown = [self.officer.get(f"/desk/orders/{order}").text for order in waiting]
            return all('id="offers"' in text and "正在找合适的人" not in text for text in shown)

        self._until(offered, ORDER_SECONDS, "offers of all orders")

    def _sent(self, page: Page, action: str, **fields: Filled) -> Page:
        """What the officer's form answers. Raises AssertionError when it is refused."""
        answer = self.officer.send(page.form(action), **fields)
        assert answer.status == 200, _plain(answer)
        return answer

    def _done(self, visit: Visit, step: str, **fields: Filled) -> None:
        """One step of a visit on the worker's phone. Raises AssertionError when it is refused."""
        page = visit.worker.get(f"/field/tasks/{visit.task}")
        answer = visit.worker.send(page.form(f"{visit.task}/{step}"), **fields)
        assert answer.status == 200, _plain(answer)

    @staticmethod
    def _until(is_so: Callable[[], bool], seconds: float, what: str) -> None:
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, f"never came: {what}"
            time.sleep(0.5)


def picture(seed: float) -> bytes:
    """A picture unlike every other: soft patches of light and dark."""
    patches = Image.frombytes("RGB", (9, 8), random.Random(seed).randbytes(9 * 8 * 3))
    made = io.BytesIO()
    patches.resize((960, 720), Image.Resampling.BICUBIC).save(made, "PNG")
    return made.getvalue()


def _one(pattern: str, page: Page) -> str:
    """The first find of a pattern's group on a page."""
    found = re.search(pattern, page.text)
    assert found, f"no {pattern} on {page.address}: {_plain(page)}"
    return found.group(1)


def _plain(page: Page) -> str:
    """A page in words, for whoever reads why a day failed."""
    text = page.text[page.text.find("<main") :]
    return f"{page.status} {page.address}: " + re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))[:2000]
