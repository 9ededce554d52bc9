"""What the QR code on a card opens."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone

from tests import factories
from tests.web.field.conftest import text_of
from yinling.people.registry.domain import card_token


def test_scanning_then_one_press_checks_in(visit):
    visit.walk_to("taken")
    page = visit.mine.get(f"/c/{visit.token}")
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert "李淑芬" in text_of(page)
    assert visit.row()["state"] == "taken"
    visit.post("check-in", code=visit.token)
    row = visit.row()
    assert (row["state"], row["check_in_way"], row["wrong_codes"]) == ("checked_in", "card_qr", 0)


@pytest.mark.parametrize("state", ["checked_in", "done", "confirmed"])
def test_scanned_later_it_leads_to_the_task_as_it_is(visit, state):
    visit.walk_to(state)
    answer = visit.mine.get(f"/c/{visit.token}")
    assert (answer.status_code, answer.headers["Location"]) == (302, visit.at())


def test_two_tasks_for_one_person_are_told_apart(visit):
    visit.walk_to("taken")
    visit.sides.owner()
    second = factories.offered(visit.person, at=timezone.now(), item="助浴", to=visit.worker)
    visit.sides.app()
    visit.mine.post(f"/field/tasks/{second}/take")
    said = text_of(visit.mine.get(f"/c/{visit.token}"))
    assert ("上门关怀" in said, "助浴" in said) == (True, True)
    visit.post("check-in", code=visit.token)
    assert "助浴" in text_of(visit.mine.get(f"/c/{visit.token}"))


def test_before_it_is_taken_a_worker_learns_nothing(visit):
    page = visit.mine.get(f"/c/{visit.token}")
    assert page.status_code == 404
    assert "李淑芬" not in text_of(page)


def forged(visit) -> dict[str, str]:
    code, _dot, signature = visit.token.partition(".")
    return {
        "typed code": visit.code,
        "no signature": f"{code}.",
        "cut": visit.token[:-1],
        "flipped": f"{code}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}",
        "own signature": card_token(code, b"\x07" * 32),
        "other code": f"{'2' * 8}.{signature}",
        "garbage": "💊.%00",
        "dots": "....",
        "long": f"{code}.{'A' * 5000}",
        "not ascii": f"{code}.é",
    }


@pytest.mark.parametrize(
    "kind",
    [
        "typed code",
        "no signature",
        "cut",
        "flipped",
        "own signature",
        "other code",
        "garbage",
        "dots",
        "long",
        "not ascii",
    ],
)
def test_a_forged_code_answers_like_a_strangers(visit, kind):
    visit.walk_to("taken")
    token = forged(visit)[kind]
    stranger = visit.others.get(f"/c/{visit.token}")
    answer = visit.mine.get(f"/c/{token}")
    assert (answer.status_code, stranger.status_code) == (404, 404)
    assert text_of(answer).replace("周海", "") == text_of(stranger).replace("和丽芬", "")
    if kind != "typed code":
        assert visit.post("check-in", code=token).status_code == 422
        assert visit.row()["state"] == "taken"


def test_a_void_card_opens_nothing(visit):
    visit.walk_to("taken")
    from yinling.people.registry.actions import reissue_card

    visit.sides.owner()
    now = timezone.now()
    reissue_card(person=visit.person.public_id, by=factories.viewer_for(visit.officer, at=now), at=now)
    visit.sides.app()
    assert visit.mine.get(f"/c/{visit.token}").status_code == 404


def test_others_see_nothing_or_the_way_in(visit, client):
    visit.walk_to("taken")
    assert visit.office.get(f"/c/{visit.token}").status_code == 404
    assert visit.mine.post(f"/c/{visit.token}").status_code == 405
    nobody = client.get(f"/c/{visit.token}")
    assert nobody.headers["Location"] == f"/elder/sign-in?card={visit.token}"
    assert f'href="/sign-in?next=/c/{visit.token}"' in client.get(nobody.headers["Location"]).content.decode()
    assert "李淑芬" not in nobody.content.decode()


def test_the_key_of_the_cards_is_the_installations(visit):
    assert visit.token == card_token(visit.code, settings.YINLING_CARD_KEY)
