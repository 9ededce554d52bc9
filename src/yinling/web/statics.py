"""How static files are stored: named by their content, also where one script asks for another."""

from __future__ import annotations

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = (r"""(?P<matched>from\s*["'](?P<url>\.\.?/[^"']+)["'])""", 'from "%(url)s"')


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """The store of the static files. Imports of our script modules name the file of this version.

    Without that a browser would use an old module for a year beside a new one. Only the folders named here are
    rewritten: scripts that come with Django's apps import what they do not bring.
    """

    patterns: ClassVar[tuple[tuple[str, tuple[object, ...]], ...]] = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("noble/*.js", (_IMPORT,)),
        ("verify/*.js", (_IMPORT,)),
    )
