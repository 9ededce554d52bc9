"""What needs Django before the processes start: migrations, static files, reference data and demo accounts.

Run as a process of its own with the owner's login; its last line is JSON, the demo accounts.
"""

import json
import sys

import django
from django.conf import settings
from django.core.management import call_command


def migrate() -> None:
    """Bring the database to this version."""
    call_command("migrate", interactive=False, verbosity=0)


def collect() -> None:
    """Put the static files together, named by their content."""
    call_command("collectstatic", interactive=False, verbosity=0)


def seed() -> list[list[str]]:
    """Load reference data; gives the demo accounts, one row each, none in production."""
    from yinling.config.seeding import seed as load  # needs the app registry, hence after setup

    return [[str(cell) for cell in row] for row in load(settings.YINLING_DEMO)]


def main() -> None:
    """Do all of it, or with `--check` say by the exit status whether migrations are missing."""
    django.setup()
    if "--check" in sys.argv:
        call_command("migrate", check_unapplied=True, verbosity=0)
        return
    migrate()
    collect()
    print(json.dumps(seed(), ensure_ascii=False))


if __name__ == "__main__":
    main()
