"""Django's settings, all from the environment: the launcher or the operator states it, nothing here is secret."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from yinling.base.accounts.domain import LockRule
from yinling.kernel.ciphers import KeyRing

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parents[1]
VAR = Path(os.environ.get("YINLING_VAR", PROJECT / "var"))
FRONT = PROJECT / ".front"

# A key that only serves tools which read no data (type checker, linter); a start of web or background refuses it.
UNSET = "00" * 32
DEMO = os.environ.get("YINLING_DEMO") == "1"
DEBUG = False
SECRET_KEY = os.environ.get("YINLING_SECRET_KEY", UNSET)
YINLING_DEMO = DEMO
YINLING_VAR = VAR
YINLING_SEAL_KEY = bytes.fromhex(os.environ.get("YINLING_SEAL_KEY", UNSET))
YINLING_INDEX_KEY = bytes.fromhex(os.environ.get("YINLING_INDEX_KEY", UNSET))
YINLING_KEY_RING = KeyRing.parse(os.environ.get("YINLING_DATA_KEYS", f"unset:{UNSET}"))
YINLING_LOG_KEY = os.environ.get("YINLING_LOG_KEY", "")  # only background holds it
YINLING_LOG_ORIGIN = os.environ.get("YINLING_LOG_ORIGIN", "yinling.local/journal")
YINLING_CARD_KEY = bytes.fromhex(os.environ.get("YINLING_CARD_KEY", UNSET))
YINLING_PUBLIC_URL = os.environ.get("YINLING_PUBLIC_URL", "http://127.0.0.1:8000")

# Text messages to phones: base.notices.outside says what the gateway must understand. Without one nothing is sent.
YINLING_SMS_GATEWAY = os.environ.get("YINLING_SMS_GATEWAY", "")
YINLING_SMS_TOKEN = os.environ.get("YINLING_SMS_TOKEN", "")

ALLOWED_HOSTS = os.environ.get("YINLING_ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [YINLING_PUBLIC_URL]
SECURE_BROWSER = YINLING_PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "yinling.base.rows",
    "yinling.base.journal",
    "yinling.base.deadlines",
    "yinling.base.jobs",
    "yinling.base.regions",
    "yinling.base.units",
    "yinling.base.accounts",
    "yinling.base.access",
    "yinling.base.approvals",
    "yinling.base.notices",
    "yinling.people.registry",
    "yinling.people.intake",
    "yinling.people.proxies",
    "yinling.supply.catalogue",
    "yinling.supply.workforce",
    "yinling.decisions.rulebook",
    "yinling.decisions.portrait",
    "yinling.decisions.entitlements",
    "yinling.decisions.careplan",
    "yinling.service.orders",
    "yinling.service.dispatch",
    "yinling.service.delivery",
    "yinling.quality.feedback",
    "yinling.flows",
    "yinling.web",
    # --- sign-in (django-allauth)
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "yinling.web.tracing.Traced",
    "yinling.web.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # --- sign-in (django-allauth)
    "yinling.web.language.Language",
    "allauth.account.middleware.AccountMiddleware",
    "yinling.web.sessions.SignInRequired",
    "yinling.web.looking.Looking",
    "yinling.web.sessions.SessionEnd",
    "yinling.base.rows.doorway.Doorway",  # last: it answers for the view
]

# Where each role works.
YINLING_HOMES = {
    "officer": "/desk/",
    "worker": "/field/",
    "person": "/elder/",
    "proxy": "/elder/",
    "system_admin": "/admin/",
    "security_admin": "/admin/",
    "audit_admin": "/admin/",
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

ROOT_URLCONF = "yinling.config.urls"
ASGI_APPLICATION = "yinling.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
# Fields are drawn by Jinja: a panel of filters has hundreds of options, a third of its page by Django's own templates.
FORM_RENDERER = "django.forms.renderers.Jinja2"


def _database(url: str, process: str) -> dict[str, object]:
    """Django's entry for one PostgreSQL address: its login decides what a process may become."""
    parts = urlsplit(url)
    role = {"web": "yl_app", "background": "yl_system"}.get(process)
    options: dict[str, object] = {"options": f"-c role={role}"} if role else {}
    if process == "web":
        options["pool"] = {"min_size": 2, "max_size": 8, "timeout": 5}
    socket = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair).get("host", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(socket) or parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # the pool hands out no connection from before PostgreSQL restarted
        "OPTIONS": options,
    }


# Which process this is: owner (migrates, seeds), web (doors), background (jobs, deadlines, sealer).
YINLING_PROCESS = os.environ.get("YINLING_PROCESS", "owner")
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgres:///yinling"), YINLING_PROCESS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Tables of third parties: all class system. What the application role may do with each; the rest is background's.
YINLING_FOREIGN_TABLES = {
    "django_migrations": "select",
    "django_content_type": "select",
    "django_session": "select, insert, update, delete",
    "auth_permission": "",
    "auth_group": "",
    "auth_group_permissions": "",
    "account_emailaddress": "select",
    "account_emailconfirmation": "",
    "mfa_authenticator": "select, insert, update, delete",
    "procrastinate_jobs": "select, insert, update, delete",
    "procrastinate_events": "select, insert, update, delete",
    "procrastinate_periodic_defers": "select, insert, update, delete",
    "procrastinate_workers": "select, insert, update, delete",
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = FRONT / "collected"
STATICFILES_DIRS = [PACKAGE / "web" / "static", *([FRONT / "static"] if (FRONT / "static").is_dir() else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "yinling.web.statics.StaticFiles"},
}
WHITENOISE_MAX_AGE = 31_536_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE_BROWSER
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_BROWSER else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "report-uri": ["/csp-report"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # a roster of many sheets asks about each of its columns
FILE_UPLOAD_HANDLERS = ["yinling.web.uploads.BoundedUpload"]

# --- sign-in (django-allauth)
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]  # finds the account of a session, no more
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "yinling.base.accounts.policy.SeveralKinds"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
]
ACCOUNT_ADAPTER = "yinling.base.accounts.outside.QuietAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # ours are rows, so that they hold across processes and restarts
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 300  # seconds between the password and the code
MFA_ADAPTER = "yinling.base.accounts.outside.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp"]
# GB/T 22239-2019, 8.1.4.1 asks that failures lock and that sessions time out; the numbers are ours. An address has
# more tries than a name, because a whole office may share one.
YINLING_LOCK_ACCOUNT = LockRule(5, timedelta(minutes=15), timedelta(minutes=15))
YINLING_LOCK_ADDRESS = LockRule(30, timedelta(minutes=15), timedelta(minutes=15))
YINLING_SESSION_IDLE = timedelta(minutes=30)
YINLING_SESSION_LENGTH = timedelta(hours=12)
YINLING_OWN_DEVICE_LENGTH = timedelta(days=90)  # of a person or proxy who said that nobody else uses the device
SESSION_COOKIE_AGE = int(YINLING_SESSION_LENGTH.total_seconds())
SESSION_COOKIE_NAME = "yl_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE_BROWSER
CSRF_COOKIE_NAME = "yl_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE_BROWSER
LANGUAGE_COOKIE_NAME = "yl_language"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # messages name people: not into cookies
# --- end of sign-in

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "yinling.config.logs.JsonLines"}},
    "filters": {"worth": {"()": "yinling.config.logs.Worth"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["worth"]}},
    "root": {"handlers": ["out"], "level": "INFO"},
    # Django's own handlers print whole requests to a console; what they would say, our own line says.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "django.request": {"level": "ERROR"}},
}
