"""`up --background`: the terminal sees the start to its end, then the supervisor goes on without it."""

import os
import signal
import sys

from yinling.config.launcher.places import Installation


class Detached:
    """A fork: the child becomes the supervisor, the parent waits until it has arrived or failed."""

    def __init__(self, where: Installation) -> None:
        self._where = where
        self._read, self._write = os.pipe()

    def depart(self) -> int | None:
        """In the child None; in the parent, after the start, the exit status to end with."""
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os.close(self._read)
            return None
        os.close(self._write)
        try:
            arrived = os.read(self._read, 1) == b"1"
        except KeyboardInterrupt:  # the child got it too and ends in order
            arrived = False
        return 0 if arrived else os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def arrived(self) -> None:
        """In the child: leave the terminal, let the parent end well."""
        os.setsid()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        log = os.open(self._where.log("supervisor"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        sys.stdout.flush()
        os.dup2(nothing, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.write(self._write, b"1")
        os.close(self._write)
