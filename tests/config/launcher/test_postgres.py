"""The cluster: who may become whom, and what it refuses to start with."""

import shutil
from pathlib import Path

import psycopg
import pytest

from tests.cluster import cluster
from yinling.config.launcher import keys
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.processes import identify, wait_until
from yinling.config.launcher.refusals import Refusal


def logged_in(role: str) -> psycopg.Connection:
    return psycopg.connect(cluster().url(role, "postgres"), autocommit=True)


@pytest.mark.parametrize(
    ("login", "becomes", "allowed"),
    [
        ("yl_web", "yl_app", True),
        ("yl_web", "yl_system", False),
        ("yl_web", "yl_owner", False),
        ("yl_web", "yl_work", False),
        ("yl_web", "postgres", False),
        ("yl_work", "yl_system", True),
        ("yl_work", "yl_app", True),
        ("yl_work", "yl_owner", False),
        ("yl_owner", "postgres", False),
    ],
)
def test_who_may_become_whom(login: str, becomes: str, *, allowed: bool) -> None:
    with logged_in(login) as connection:
        if allowed:
            connection.execute(f"SET ROLE {becomes}")
            assert connection.execute("SELECT current_user").fetchone() == (becomes,)
        else:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SET ROLE {becomes}")


@pytest.mark.parametrize("login", ["yl_web", "yl_work"])
def test_doors_and_work_own_nothing_and_plan_for_each_viewer(login: str) -> None:
    with logged_in(login) as connection:
        assert connection.execute("SHOW plan_cache_mode").fetchone() == ("force_custom_plan",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE public.mine (x int)")


def test_logins_have_no_power() -> None:
    with cluster().connect() as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolinherit FROM pg_roles"
            " WHERE rolname IN ('yl_owner', 'yl_web', 'yl_work') ORDER BY rolname"
        ).fetchall()
    assert rows == [(name, False, False, False, False) for name in ("yl_owner", "yl_web", "yl_work")]


def test_a_wrong_password_is_refused() -> None:
    url = cluster().url("yl_web", "postgres")
    password = cluster().secrets["YL_WEB_PASSWORD"]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "wrong"))


def test_it_listens_on_no_network() -> None:
    with cluster().connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert cluster().socket.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with secrets and something that looks like data."""
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres/PG_VERSION").write_text("18\n", encoding="utf-8")
    keys.make(tmp_path / "secrets.env")
    return tmp_path


def test_data_without_secrets(home: Path) -> None:
    (home / "secrets.env").unlink()
    with pytest.raises(Refusal, match=r"数据还在，密钥文件 .*secrets.env 却不见了"):
        Cluster(home).make()
    assert not (home / "secrets.env").exists()


@pytest.mark.parametrize("version", [None, "17\n", "18.6\n", ""])
def test_data_of_another_version_or_none(home: Path, version: str | None) -> None:
    path = home / "postgres/PG_VERSION"
    path.unlink() if version is None else path.write_text(version, encoding="utf-8")
    with pytest.raises(Refusal, match="已损坏或版本不符"):
        Cluster(home).make()


@pytest.mark.slow  # makes a cluster: a second
def test_killed_and_started_again_over_a_stale_lock(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = Cluster(tmp_path_factory.mktemp("cluster"), durable=False)
    made.make()
    first = made.start()
    lock = made.data / "postmaster.pid"
    first.kill()
    first.wait()
    assert lock.exists()
    second = made.start()  # while backends of the first may still leave
    assert second.poll() is None
    made.stop()
    second.wait()
    stranger = identify(1)
    assert stranger is not None
    lock.write_text("1\n", encoding="utf-8")  # its number was given to another process
    third = made.start()
    assert made.running() is not None
    made.stop()
    third.wait()
    assert wait_until(lambda: made.running() is None, 5)
    if made.seat.folder != made.home:  # pytest's own folders are closed to PostgreSQL's user
        shutil.rmtree(made.seat.folder)
