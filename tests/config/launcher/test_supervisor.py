"""A post is filled again after its process died, later each time."""

import subprocess

from yinling.config.launcher.processes import wait_until
from yinling.config.launcher.supervisor import Post


def start_true() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["/bin/true"])


def start_nothing() -> subprocess.Popen[bytes]:
    raise OSError("no process number left")


def died(post: Post) -> bool:
    return post.process is not None and post.process.poll() is not None


def test_the_pause_doubles_up_to_ten_seconds() -> None:
    post, now, pauses = Post("web", start_true), 0.0, []
    for _round in range(10):
        post.fill(now)
        assert wait_until(lambda: died(post), 5)
        assert post.tend(now)
        pauses.append(post.pause)
        now = post.due
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0, 10.0, 10.0]


def test_not_before_it_is_due_and_anew_after_a_long_life() -> None:
    post = Post("web", start_true)
    post.fill(0.0)
    assert wait_until(lambda: died(post), 5)
    assert post.tend(100.0)
    assert (post.member, post.pause) == (None, 0.2)
    assert not post.tend(100.1)
    assert post.tend(100.2)
    assert post.process is not None
    post.process.wait()


def test_a_start_that_fails_is_a_death() -> None:
    post = Post("web", start_nothing)
    post.fill(0.0)
    assert (post.process, post.due) == (None, 0.2)
