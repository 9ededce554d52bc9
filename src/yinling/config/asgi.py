"""The web application as an ASGI server sees it."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinling.config.settings")
django = get_asgi_application()  # first: what is imported next needs the settings

from yinling.web.uploads import Bounded  # noqa: E402 - it needs the settings, which the line above makes ready

application = Bounded(django)
