"""Accounts and grants from the command line: what is made, what is written down, what is refused."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests import factories
from tests.config.house import House
from yinling.base.access.models import Grant
from yinling.base.access.queries import viewer
from yinling.base.accounts.actions import ask_recovery, check_password, enrol_totp, one_time_password
from yinling.base.accounts.domain import kinds_of_characters
from yinling.base.accounts.models import Account
from yinling.base.accounts.queries import name_digest, sign_in_locked_until
from yinling.base.journal.models import Entry
from yinling.config import __main__ as command_line
from yinling.kernel.calendars import local_day
from yinling.kernel.viewer import Purpose, Role, Viewer

pytestmark = pytest.mark.slow  # each makes passwords, which is meant to take time

TODAY = local_day(datetime.now(UTC))


@pytest.fixture
def town(sides):
    """A county with one unit, seen as the owner."""
    sides.owner()
    return factories.unit("620102", name="城关区老干部局")


@pytest.fixture
def typed(capsys):
    """Type a command; gives the exit status, the answer and the complaint."""

    def type_it(*words):
        status = command_line.main(["account", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return type_it


def kinds():
    return list(Entry.objects.order_by("id").values_list("kind", "actor", "role"))


def id_in(answer):
    return UUID(re.search(r"[0-9a-f-]{36}", answer)[0])


def test_an_account_signs_in_with_its_one_time_password(town, typed):
    status, said, complaint = typed("add", "Wang.Min", "--name", "王敏")
    account = Account.objects.get(username="wang.min")
    password = re.search(r"一次性密码：(\S+)\n", said)[1]
    assert (status, complaint) == (0, "")
    assert (account.display_name, account.is_demo, account.must_change_password) == ("王敏", False, True)
    assert check_password(username="wang.min", password=password, address=None, at=datetime.now(UTC)).account == account
    assert kinds()[0] == ("accounts.created", "system", "system")


def test_one_time_passwords_are_strong_and_differ():
    made = {one_time_password() for _ in range(20)}
    assert len(made) == 20
    assert {(len(word), kinds_of_characters(word)) for word in made} == {(19, 4)}


def test_an_officer_is_granted_an_area_and_units(town, typed):
    typed("add", "wangmin", "--name", "王敏")
    unit = str(town.public_id)
    status, said, _ = typed(
        "grant", "wangmin", "--role", "officer", "--area", "620100", "--unit", unit,
        "--purpose", "general", "health", "--from", "2026-01-01", "--until", "2099-01-01",
    )  # fmt: skip
    assert (status, said.splitlines()[0]) == (0, "已授权：王敏，经办人员，甘肃省 兰州市、1 个单位。")
    row = Grant.objects.get(public_id=id_in(said))
    assert (row.role, row.area_code, row.purposes) == ("officer", "6201", ["general", "health"])
    assert (row.valid_from, row.valid_to) == (date(2026, 1, 1), date(2099, 1, 1))
    seen = viewer(row.account, grant=None, on=TODAY)
    assert (seen.role, seen.area, seen.units) == (Role.OFFICER, "6201", (town.pk,))
    assert kinds()[-1] == ("access.grant_given", "system", "system")


def test_what_is_not_said_is_today_and_general(town, typed):
    typed("add", "zhouhai", "--name", "周海")
    said = typed("grant", "zhouhai", "--role", "worker", "--area", "620102")[1]
    row = Grant.objects.get(public_id=id_in(said))
    assert (row.valid_from, row.valid_to, row.purposes) == (TODAY, None, [Purpose.GENERAL])


@pytest.mark.parametrize("end", [None, TODAY + timedelta(days=100)])
def test_a_grant_ends(town, typed, end):
    typed("add", "wangmin", "--name", "王敏")
    until = ["--until", str(end)] if end else []
    said = typed("grant", "wangmin", "--role", "officer", "--area", "620102", "--from", "2026-01-01", *until)[1]
    grant = str(id_in(said))
    assert typed("end-grant", grant) == (0, "已终止 王敏 的授权。\n", "")
    assert viewer(Account.objects.get(username="wangmin"), grant=None, on=TODAY) is None
    assert kinds()[-1] == ("access.grant_ended", "system", "system")
    assert typed("end-grant", grant)[0::2] == (1, f"这个授权已于 {TODAY} 终止。\n")


def test_a_grant_of_today_ends_tomorrow_at_the_earliest(town, typed):
    typed("add", "wangmin", "--name", "王敏")
    grant = str(id_in(typed("grant", "wangmin", "--role", "officer", "--area", "620102")[1]))
    complaint = "这个授权今天才开始，最早明天终止；要马上停用，请运行 ./yinling account lock wangmin。\n"
    assert typed("end-grant", grant) == (1, "", complaint)


@pytest.mark.slow  # several scrypt hashes
def test_lock_and_unlock(town, typed):
    typed("add", "wangmin", "--name", "王敏")
    stamp = Account.objects.get().session_stamp
    assert typed("lock", "wangmin", "--reason", "调离") == (0, "已停用账户 wangmin，它的会话都已结束。\n", "")
    account = Account.objects.get()
    assert (account.is_active, account.session_stamp == stamp) == (False, False)
    now = datetime.now(UTC)
    for _ in range(5):
        check_password(username="wangmin", password="wrong", address=None, at=now)
    assert typed("unlock", "wangmin") == (0, "账户 wangmin 可以登录。\n", "")
    assert Account.objects.get().is_active
    assert sign_in_locked_until(name_digest("wangmin"), None, at=datetime.now(UTC)) is None


def test_the_machine_is_the_second_pair_of_eyes(town, typed):
    typed("add", "wangmin", "--name", "王敏")
    assert typed("recover", "wangmin")[2].startswith("没有人为 wangmin 申请恢复：")
    asker = Viewer(account=str(uuid4()), role=Role.SECURITY_ADMIN, name="孙静")
    account, now = Account.objects.get(), datetime.now(UTC)
    first = ask_recovery(recovery=uuid4(), account=account, reason="手机丢失", by=asker, at=now)
    status, said, _ = typed("recover", "wangmin")
    half = re.search(r"后半段：(\S+)\n", said)[1]
    assert (status, "前半段在 孙静 那里" in said, kinds()[-1]) == (
        0, True, ("accounts.recovery_approved", "system", "system"),
    )  # fmt: skip
    found = check_password(username="wangmin", password=f"{first}-{half}", address=None, at=now).account
    assert (found, found.must_change_password) == (account, True)


def test_the_list_shows_accounts_with_their_grants(town, typed):
    assert typed("list") == (0, "还没有账户：用 ./yinling account add 建立。\n", "")
    typed("add", "wangmin", "--name", "王敏")
    typed("add", "zhouhai", "--name", "周海")
    given = id_in(typed("grant", "zhouhai", "--role", "worker", "--area", "620102", "--from", "2026-01-01")[1])
    holder = Account.objects.get(username="zhouhai")
    enrol_totp(account=holder, secret="JBSWY3DPEHPK3PXP", by=factories.SYSTEM, at=datetime.now(UTC))
    typed("lock", "wangmin")
    lines = [re.split(r"  +", line.strip()) for line in typed("list")[1].splitlines()]
    assert lines == [
        ["账号", "姓名", "可登录", "动态口令", "角色", "范围", "有效期", "授权编号"],
        ["wangmin", "王敏", "否", "否", "（无授权）"],
        ["zhouhai", "周海", "是", "是", "服务人员", "甘肃省 兰州市 城关区", "2026-01-01 –", str(given)],
    ]


@pytest.mark.slow  # several scrypt hashes
def test_the_list_asks_as_often_for_three_as_for_one(town, typed):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for name in ("one", "two", "three"):
        typed("add", name, "--name", name)
        typed("grant", name, "--role", "officer", "--area", "620102", "--unit", str(town.public_id))
        with CaptureQueriesContext(connection) as seen:
            typed("list")
        asked.append(len(seen))
    assert asked[0] == asked[2]


WRONG = [
    (["dance"], 2, "用法不对（"),
    (["add", "wangmin"], 2, "用法不对（"),
    (["list", "all"], 2, "用法不对（"),
    (["add", "王敏", "--name", "王敏"], 1, "账号“王敏”不合要求："),
    (["add", "ab", "--name", "王敏"], 1, "账号“ab”不合要求："),
    (["add", "known", "--name", "王敏"], 1, "账号 known 已经有人使用：请换一个。"),
    (["add", "wangmin", "--name", " "], 1, "姓名不能为空。"),
    (["lock", "nobody"], 1, "没有账号 nobody："),
    (["unlock", "nobody"], 1, "没有账号 nobody："),
    (["grant", "nobody", "--role", "officer", "--area", "620102"], 1, "没有账号 nobody："),
    (["grant", "known", "--role", "king", "--area", "620102"], 2, "用法不对（"),
    (["grant", "known", "--role", "system", "--area", "620102"], 2, "用法不对（"),
    (["grant", "known", "--role", "officer"], 2, "请用 --area 写明区划代码"),
    (["grant", "known", "--role", "officer", "--area", "x"], 1, "“x”不是行政区划代码。"),
    (["grant", "known", "--role", "officer", "--area", "5399"], 1, "没有区划代码 5399 这个地区。"),
    (["grant", "known", "--role", "officer", "--area", "620102", "--unit", "7"], 2, "“7”不是完整的编号"),
    (["grant", "known", "--role", "officer", "--unit", str(UUID(int=7))], 1, f"没有编号为 {UUID(int=7)} 的单位。"),
    (["grant", "known", "--role", "officer", "--area", "620102", "--purpose", "fun"], 2, "用法不对（"),
    (["grant", "known", "--role", "officer", "--area", "620102", "--from", "1.1.2026"], 2, "看不懂日期“1.1.2026”"),
    (
        ["grant", "known", "--role", "officer", "--area", "620102", "--from", "2027-02-01", "--until", "2027-01-01"],
        1,
        "期限不对：--until（2027-01-01）要晚于 --from（2027-02-01）。",
    ),
    (
        ["grant", "known", "--role", "officer", "--area", "620102", "--from", "2020-01-01", "--until", "2021-01-01"],
        1,
        "期限不对：--until（2021-01-01）已经过去。",
    ),
    (["end-grant", "7"], 2, "“7”不是完整的编号"),
    (["end-grant", str(uuid4())], 1, "没有这个授权："),
]


@pytest.mark.parametrize(("words", "status", "sentence"), WRONG)
def test_a_slip_of_the_hand_changes_nothing(town, typed, words, status, sentence):
    typed("add", "known", "--name", "王敏")
    before = kinds()
    told, said, complaint = typed(*words)
    assert (told, said, complaint.startswith(sentence), complaint.count("\n")) == (status, "", True, 1)
    assert (kinds(), Account.objects.count(), Grant.objects.count()) == (before, 1, 0)


@pytest.mark.parametrize(("first", "second"), [("audit_admin", "system_admin"), ("officer", "security_admin"),
                                               ("system_admin", "officer")])  # fmt: skip
def test_an_administrator_is_nothing_else(town, typed, first, second):
    typed("add", "wangmin", "--name", "王敏")
    assert typed("grant", "wangmin", "--role", first, "--area", "620102")[0] == 0
    status, _, complaint = typed("grant", "wangmin", "--role", second, "--area", "620102")
    assert (status, complaint.startswith("三类管理员由不同的人担任")) == (1, True)
    assert list(Grant.objects.values_list("role", flat=True)) == [first]


def test_a_broken_journal_leaves_no_account(town, typed, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("journal")

    monkeypatch.setattr("yinling.base.accounts.actions.accounts.journal.record", fail)
    assert typed("add", "wangmin", "--name", "王敏")[0] == 1
    assert Account.objects.count() == 0


def test_background_work_may_do_it_too(sides, town, typed):
    sides.work()
    assert typed("add", "wangmin", "--name", "王敏")[0] == 0
    assert typed("grant", "wangmin", "--role", "officer", "--area", "620102")[0] == 0


def test_a_database_that_refuses(town, typed, monkeypatch):
    from django.db import OperationalError, ProgrammingError

    def refuse(error):
        def run(*_args, **_kwargs):
            raise error

        monkeypatch.setattr("yinling.config.account.settle", run)
        return typed("list")[0::2]

    assert refuse(OperationalError("no server")) == (1, "连不上数据库：请检查 DATABASE_URL，或先运行 ./yinling up。\n")
    assert refuse(ProgrammingError("permission denied\nLINE 1"))[1].startswith(
        "数据库拒绝了操作（permission denied）："
    )


@pytest.mark.parametrize(("words", "status"), [(["help"], 0), (["--help"], 0), ([], 2)])
def test_help_names_every_command(typed, words, status):
    told, said, _ = typed(*words)
    assert told == status
    assert [
        name for name in ("add", "grant", "end-grant", "lock", "unlock", "recover", "list") if name not in said
    ] == []


def test_without_a_database(house: House):
    assert house.run("account", "list").stderr == "需要数据库：请先在另一个终端运行 ./yinling up。\n"
