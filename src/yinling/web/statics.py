"""How static files are stored: named by their content, also where one script asks for another."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """The store of the static files. Imports of script modules name the file of this version, not one kept from before.

    Without it a browser would go on using an old module for a year beside a new one.
    """

    support_js_module_import_aggregation = True
