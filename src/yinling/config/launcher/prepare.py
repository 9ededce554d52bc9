"""What needs Django before the processes start: migrations, static files, reference data and demo accounts.

Run as a process of its own with the owner's login; its last line is JSON, the demo accounts.
"""

import fcntl
import hashlib
import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils.translation import override

from yinling.config.launcher import words
from yinling.config.launcher.places import FRONT
from yinling.config.launcher.refusals import Refusal
from yinling.config.logs import speak_in_lines
from yinling.config.startup import settle


def migrate() -> None:
    """Bring the database to this version."""
    call_command("migrate", interactive=False, verbosity=0)


def collect() -> None:
    """Put the static files together, named by their content; the folder is the checkout's, one start at a time.

    Nothing is written when it holds these files already: other processes may be serving from it, and writing a file
    anew takes it away for a moment.
    """
    with (FRONT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark, found = FRONT / "collected.mark", _sources()
        if (settings.STATIC_ROOT / "staticfiles.json").exists() and mark.exists() and mark.read_text() == found:
            return
        mark.unlink(missing_ok=True)  # what a crash cuts short is done again
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(found)


def _sources() -> str:
    """A word that changes when a static file of ours or of a library comes, goes or is written."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def seed() -> list[list[str]]:
    """Load reference data; gives the demo accounts as rows for a person to read, none in production."""
    from yinling.base.accounts.terms import DEMO_PASSWORD  # these need the app registry, hence after setup
    from yinling.config.seeding import seed as load

    with override(words.language()):
        return [
            [account.username, DEMO_PASSWORD, account.totp_secret, account.name, str(account.does)]
            for account in load(demo=settings.YINLING_DEMO)
        ]


def main() -> None:
    """Do all of it; with `--check` say by the exit status whether migrations are missing; `--collect` needs no keys."""
    if "--collect" in sys.argv:
        django.setup()
        collect()
        return
    settle("owner")
    if "--check" in sys.argv:
        call_command("migrate", check_unapplied=True, verbosity=0)
        return
    migrate()
    collect()
    print(json.dumps(seed(), ensure_ascii=False))


if __name__ == "__main__":
    speak_in_lines()
    try:
        main()
    except Refusal as refusal:
        print(json.dumps({"refused": refusal.sentence}, ensure_ascii=False))
