"""Arriving, photographing and noting on the phone, with forms that nobody's browser would send, too."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.service.delivery.pictures import encoded, photo, png_of, scene
from tests.web.field.conftest import text_of
from yinling.base.notices.models import Message
from yinling.people.registry.models import PersonNow
from yinling.service.delivery.domain import blank_checklist, written_checklist
from yinling.service.delivery.models import Photo, Task

PLACE = {"latitude": "36.0613000", "longitude": "103.8343000", "accuracy": "28.4"}
TYPED = {"notes": "陪聊半小时，量血压 130/80"}


def sent(content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=kind)


def digits(visit) -> str:
    visit.sides.owner()
    text = Message.objects.filter(kind="phone_code").order_by("-id").values_list("text", flat=True)[0]
    visit.sides.app()
    return re.search(r"验证码 (\d{6})", text)[1]


def photos(visit) -> int:
    visit.sides.owner()
    count = Photo.objects.filter(task__public_id=visit.task).count()
    visit.sides.app()
    return count


def with_checklist(visit) -> None:
    visit.sides.owner()
    Task.objects.filter(public_id=visit.task).update(checklist=written_checklist(blank_checklist(["量血压", "换床单"])))
    visit.sides.app()


# --- arriving


def test_digits_read_out_by_the_person(visit):
    visit.walk_to("taken")
    assert "发送验证码" in text_of(visit.mine.get(visit.at()))
    answer = visit.mine.post(visit.at("send-code"), follow=True)
    assert "验证码已发到本人手机" in text_of(answer)
    assert "没有有效的验证码" not in text_of(answer)
    wrong = "000000" if digits(visit) != "000000" else "111111"
    assert "验证码不对，还可以试 4 次" in text_of(visit.post("check-in-phone", code=wrong))
    answer = visit.post("check-in-phone", code=digits(visit))
    assert (answer.status_code, visit.row()["check_in_way"]) == (302, "phone_code")


def test_a_code_before_any_was_sent(visit):
    visit.walk_to("taken")
    answer = visit.post("check-in-phone", code="123456")
    assert (answer.status_code, "请重新发送" in text_of(answer)) == (422, True)


def test_without_a_phone_the_page_says_so(visit):
    visit.walk_to("taken")
    visit.sides.owner()
    PersonNow.objects.filter(person=visit.person).update(phone=None)
    visit.sides.app()
    assert "不能用短信验证码签到" in text_of(visit.mine.get(visit.at()))
    assert "发不了验证码" in text_of(visit.mine.post(visit.at("send-code"), follow=True))
    assert visit.row()["state"] == "taken"


def test_a_fourth_code_within_an_hour_is_refused(visit):
    visit.walk_to("taken")
    for _ in range(3):
        visit.post("send-code")
    assert "一小时内最多发 3 次" in text_of(visit.mine.post(visit.at("send-code"), follow=True))


def test_where_the_phone_is(visit):
    visit.walk_to("taken")
    assert visit.post("check-in-place", **PLACE).status_code == 302
    row = visit.row()
    assert (row["check_in_way"], row["check_in_accuracy"]) == ("place", 29)
    assert row["check_in_place"] == "36.061300,103.834300"


@pytest.mark.parametrize(
    "change",
    [
        {"latitude": "NaN"}, {"latitude": "inf"}, {"latitude": "1e308"}, {"latitude": "北纬36度"}, {"latitude": ""},
        {"latitude": "91"}, {"longitude": "-181"}, {"accuracy": "-1"}, {"accuracy": "999999"}, {"accuracy": "\x00"},
        {"longitude": "1" * 5_000}, {"latitude": "36.06;DROP TABLE"},
    ],
    ids=str,
)  # fmt: skip
def test_a_place_that_is_none_checks_nobody_in(visit, change):
    visit.walk_to("taken")
    answer = visit.post("check-in-place", **(PLACE | change))
    assert (answer.status_code, visit.row()["state"]) == (422, "taken")
    assert "没有签到" in text_of(answer)


def test_a_revoked_card_is_said_to_be_one(visit):
    from django.utils import timezone

    from tests import factories
    from yinling.people.registry.actions import revoke_card

    visit.walk_to("taken")
    visit.sides.owner()
    by = factories.viewer_for(visit.officer, at=timezone.now())
    revoke_card(person=visit.person.public_id, by=by, at=timezone.now())
    visit.sides.app()
    assert "这张服务卡已经作废" in text_of(visit.post("check-in", code=visit.code))
    assert "没有有效的服务卡" in text_of(visit.mine.get(visit.at()))


# --- pictures


def test_a_picture_comes_back_with_what_was_typed_meanwhile(visit):
    visit.walk_to("checked_in")
    with_checklist(visit)
    answer = visit.post("photo", image=sent(photo(size=(300, 300))), line_0="done", why_1="本人不愿", **TYPED)
    page = answer.content.decode()
    assert (answer.status_code, photos(visit)) == (200, 1)
    assert TYPED["notes"] in page
    assert 'value="本人不愿"' in page
    assert "请先改正" not in page
    address = re.search(rf"{visit.at()}/photos/[0-9a-f-]+", page).group()
    image = visit.mine.get(address)
    assert (image.headers["Content-Type"], image.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert "no-store" in image.headers["Cache-Control"]
    assert [visit.others.get(address).status_code, visit.office.get(address).status_code] == [404, 404]


def test_a_picture_chosen_and_not_sent_goes_with_the_rest(visit):
    visit.walk_to("checked_in")
    answer = visit.post("finish", image=sent(photo(size=(300, 300))), **TYPED)
    assert (answer.status_code, visit.row()["state"], photos(visit)) == (302, "done", 1)


def test_a_picture_used_again_is_told_at_once(visit):
    visit.walk_to("checked_in")
    visit.post("photo", image=sent(photo(3)), **TYPED)
    answer = visit.post("photo", image=sent(encoded(scene(3).resize((400, 300)), quality=40)), **TYPED)
    assert "不能作为这次服务的证据" in text_of(answer)
    assert "不算证据" in text_of(answer)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.jpg", "先拍照|是空的"),
        (b"%PDF-1.7 ...", "photo.jpg", "这不是照片"),
        (b"<svg onload=alert(1)>", "x.svg", "这不是照片"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 90, "IMG_1.HEIC", "兼容性最佳"),
        (png_of(30_000, 30_000), "big.png", "像素太高"),
        (photo(size=(300, 300))[:900], "cut.jpg", "打不开"),
    ],
)
@pytest.mark.parametrize("step", ["photo", "finish"])
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(visit, step, content, name, said):
    visit.walk_to("checked_in")
    answer = visit.post(step, image=sent(content, name, "image/jpeg"), **TYPED)
    assert (answer.status_code, visit.row()["state"], photos(visit)) == (422, "checked_in", 0)
    assert re.search(said, text_of(answer))
    assert TYPED["notes"] in answer.content.decode()


def test_a_name_decides_nothing(visit):
    visit.walk_to("checked_in")
    upload = sent(photo(size=(300, 300)), "../../etc/<script>.exe", "application/x-msdownload")
    assert visit.post("photo", image=upload, **TYPED).status_code == 200
    assert photos(visit) == 1


def test_a_picture_as_text_is_none(visit):
    visit.walk_to("checked_in")
    assert visit.post("photo", image="photo.jpg", **TYPED).status_code == 422
    assert photos(visit) == 0


@pytest.mark.parametrize("state", ["taken", "done", "confirmed"])
def test_pictures_have_their_time(visit, state):
    visit.walk_to(state)
    answer = visit.mine.post(visit.at("photo"), {"image": io.BytesIO(photo(size=(300, 300)))}, follow=True)
    assert "下面是最新的情况" in text_of(answer)
    assert photos(visit) == 0


# --- the checklist


def test_each_line_is_answered(visit):
    visit.walk_to("checked_in")
    with_checklist(visit)
    answer = visit.post("finish", **TYPED)
    assert (answer.status_code, text_of(answer).count("请选择做了或没做")) == (422, 4)  # on top and at the field
    answer = visit.post("finish", line_0="done", line_1="not", **TYPED)
    assert (answer.status_code, "没做的，请写明为什么" in text_of(answer)) == (422, True)
    assert visit.row()["state"] == "checked_in"
    visit.post("finish", line_0="done", line_1="not", why_1="本人不愿换", **TYPED)
    assert visit.row()["checklist"] == [
        {"text": "量血压", "is_done": True, "why": ""}, {"text": "换床单", "is_done": False, "why": "本人不愿换"},
    ]  # fmt: skip
    assert "没做 换床单：本人不愿换" in text_of(visit.mine.get(visit.at()))


@pytest.mark.parametrize("line", ["", "x", "\x00", "done" * 1_000, "2"])
def test_an_answer_that_is_none(visit, line):
    visit.walk_to("checked_in")
    with_checklist(visit)
    assert visit.post("finish", line_0="done", line_1=line, **TYPED).status_code == 422
    assert visit.row()["state"] == "checked_in"


# --- nobody met


def test_nobody_met_is_the_officers(visit):
    visit.walk_to("taken")
    answer = visit.mine.post(visit.at("no-show"), {"because": "nobody", "what": "敲门三次"}, follow=True)
    assert answer.redirect_chain == [("/field/", 302)]
    assert "已报告，由经办人员另行安排" in text_of(answer)
    assert (visit.row()["state"], visit.row()["no_show_because"]) == ("no_show", "无人应门：敲门三次")
    assert visit.mine.get(visit.at()).status_code == 404
    again = visit.mine.post(visit.at("no-show"), {"because": "nobody"}, follow=True)
    assert "这项任务不在您手中" in text_of(again)


@pytest.mark.parametrize(
    "said", [{}, {"because": "x"}, {"because": "other"}, {"because": "other", "what": "\x00"}, {"because": "nobody", "what": "长" * 201}],
    ids=str,
)  # fmt: skip
def test_nobody_met_says_why(visit, said):
    visit.walk_to("taken")
    answer = visit.post("no-show", **said)
    assert (answer.status_code, visit.row()["state"]) == (422, "taken")


def test_too_late_to_have_met_nobody(visit):
    visit.walk_to("done")
    answer = visit.mine.post(visit.at("no-show"), {"because": "nobody"}, follow=True)
    assert "下面是最新的情况" in text_of(answer)
    assert visit.row()["state"] == "done"


# --- everybody else


@pytest.mark.parametrize("step", ["check-in-place", "send-code", "check-in-phone", "photo", "no-show"])
def test_another_workers_steps_change_nothing(visit, step):
    visit.walk_to("taken")
    before = visit.row()
    data = PLACE | {"code": "123456", "because": "nobody"}
    assert visit.others.post(visit.at(step), data).status_code in {302, 404}
    assert visit.office.post(visit.at(step), data).status_code == 404
    assert visit.mine.get(visit.at(step)).headers["Location"] == visit.at()
    assert visit.row() == before
