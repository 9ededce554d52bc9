"""Which roster a fact came from, by the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from yinling.people.intake.models import Roster


def file_names(origins: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """The file names of rosters by their public ids, those that the viewer may see.

    A roster that was taken back says so: what was built on it since stays, with this mark.
    """
    wanted = {origin for origin in origins if origin is not None}
    if not wanted:
        return {}
    rows = Roster.objects.filter(public_id__in=wanted).values_list("public_id", "file_name", "withdrawn_at")
    return {key: _("{file}（名册已撤回）").format(file=file) if gone else file for key, file, gone in rows}
