"""The supervisor: starts the processes of one installation, brings back the one that dies, ends all of them.

It has no threads: the death signal of a child (prctl(2)) hangs on the thread that started it.
"""

import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from yinling.config.launcher import running
from yinling.config.launcher.crew import SERVICES, Service, environment
from yinling.config.launcher.places import PROJECT, Installation
from yinling.config.launcher.postgres import Cluster
from yinling.config.launcher.processes import Identity, end_all, identify, open_log, spawn
from yinling.config.launcher.refusals import Refusal
from yinling.config.launcher.running import SUPERVISOR, Member, State

_ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_WATCHED = _ENDING | {signal.SIGCHLD}
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0  # seconds before a process that died is started again; doubles
_SETTLED = 30.0  # a process that lived so many seconds died for a new reason
_GRACE = 6.0  # seconds that web and background have for ending: they need 2 and 3


@dataclass
class Post:
    """The place of one process: how to fill it, who fills it, and when it may be filled again."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes] | None = None
    since: datetime | None = None
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def fill(self, now: float) -> None:
        """Start the process, or take note of when to try again."""
        try:
            self.process = self.start()
        except OSError:  # no memory or no process number left: as good as a process that died at once
            self._postpone(now)
            return
        self.since, self.started = datetime.now(UTC), now

    def tend(self, now: float) -> bool:
        """Look after the post; whether something changed."""
        if self.process is not None:
            if self.process.poll() is None:
                return False
            self.process = None
            self._postpone(now)
            return True
        if now < self.due:
            return False
        self.fill(now)
        return True

    def _postpone(self, now: float) -> None:
        lived = now - self.started
        self.pause = _FIRST_PAUSE if lived > _SETTLED else min(max(self.pause * 2, _FIRST_PAUSE), _LONGEST_PAUSE)
        self.due = now + self.pause

    @property
    def member(self) -> Member | None:
        """The running process, or None while the post is empty."""
        identity = identify(self.process.pid) if self.process is not None else None
        return Member(identity, self.since) if identity is not None and self.since is not None else None


class Supervisor:
    """Starts, watches and ends PostgreSQL and our services around one listening socket."""

    def __init__(self, where: Installation, cluster: Cluster, listener: socket.socket) -> None:
        self.where = where
        self.cluster = cluster
        self.listener = listener
        self.port: int = listener.getsockname()[1]
        self.ready = False
        self.me = running.me()
        self.posts: list[Post] = []
        self.note()

    def start_database(self) -> None:
        """Start PostgreSQL and wait for it. Raises Refusal when it does not come up."""
        post = Post("postgres", self.cluster.spawn)
        post.process = self.cluster.start()
        post.since, post.started = datetime.now(UTC), time.monotonic()
        self.posts.append(post)
        self.note()

    def start_services(self) -> None:
        """Start web and background."""
        for service in SERVICES:
            post = Post(service.name, self._starter(service))
            post.fill(time.monotonic())
            self.posts.append(post)
        self.note()

    def tend(self) -> None:
        """Look after every post once."""
        if [post for post in self.posts if post.tend(time.monotonic())]:
            self.note()

    def watch(self) -> None:
        """Look after the posts until somebody asks for the end (SIGTERM, SIGINT, SIGHUP)."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        while True:
            got = signal.sigtimedwait(_WATCHED, self._patience())
            if got is not None and got.si_signo in _ENDING:
                return
            self.tend()

    def close(self) -> None:
        """End every process, the database last, and forget the note."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # the end itself is bounded and not to be broken off
        services = [post for post in self.posts if post.name != "postgres"]
        end_all(_identities(services), seconds=_GRACE)
        self.cluster.stop()
        for post in self.posts:
            if post.process is not None:
                post.process.wait()
        self.listener.close()
        running.forget(self.where)

    def note(self) -> None:
        """Write down who runs."""
        found = {post.name: post.member for post in self.posts}
        members = {SUPERVISOR: self.me, **{name: member for name, member in found.items() if member}}
        running.write(self.where, State(self.port, self.ready, members))

    def _starter(self, service: Service) -> Callable[[], subprocess.Popen[bytes]]:
        """How to start one service; its secrets stay in the environment, its words go to its log.

        They are read at each start, so that a changed ring of data keys reaches a process that is started anew.
        """
        settings = environment(self.where, self.cluster, service.name, port=self.port)

        def start() -> subprocess.Popen[bytes]:
            with suppress(Refusal):  # damaged meanwhile: those that worked until now
                fresh = Cluster(self.where.var)
                settings.update(environment(self.where, fresh, service.name, port=self.port))
            handle = self.listener.fileno()
            with open_log(self.where.log(service.name)) as log:
                return spawn(
                    service.command(handle),
                    log=log,
                    environment=settings,
                    folder=PROJECT,
                    handles=(handle,) if service.name == "web" else (),
                )

        return start

    def _patience(self) -> float:
        """Seconds until the next post is due, at most half a second."""
        waits = [post.due - time.monotonic() for post in self.posts if post.process is None]
        return max(0.0, min([0.5, *waits]))


def _identities(posts: list[Post]) -> list[Identity]:
    """The processes that fill these posts."""
    return [member.process for post in posts if (member := post.member) is not None]
