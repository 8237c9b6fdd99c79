"""Settings, from the environment. Every one that an operator may set is documented in docs/howto/settings.md."""

from __future__ import annotations

import os
import secrets
import sys
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from caunoi.config import load, paths
from caunoi.config.database import UNDER_TEST, database_settings
from caunoi.config.paths import STATE


def _secret_key() -> str:
    """The key from the environment, or one made at the first start and kept with the data."""
    if key := os.environ.get("CAUNOI_SECRET_KEY"):
        return key
    path = STATE / "keys" / "secret_key"
    if not path.exists():
        if sys.argv[1:2] == ["restore"]:
            return secrets.token_urlsafe(50)  # the backup brings the one to keep
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes"}


DATA = paths.DATA
DEVELOPMENT = _flag("CAUNOI_DEVELOPMENT", True)
"""Development and demonstration: demo accounts, the /design page, no HTTPS. Off in production."""
DEBUG = _flag("CAUNOI_DEBUG", False)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("CAUNOI_HOSTS", "127.0.0.1,localhost,testserver").split(",")
BASE_URL = os.environ.get("CAUNOI_BASE_URL", "http://127.0.0.1:8000")

ROOMS = [
    "core", "units", "people", "documents", "payments", "messages", "procedures", "processes", "measures", "dossiers",
    "tasks", "plans", "reports", "rollouts", "voices", "meetings", "classification", "exchange",
    "ui", "api", "portal", "desk", "board",
]  # fmt: skip
INSTALLED_APPS = [
    "caunoi.config",
    *(f"caunoi.{room}" for room in ROOMS),  # first, so that our templates and texts win over those of the packages
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "caunoi.config.apps.FlashMessages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "caunoi.ui.proxies.Behind",
    "caunoi.ui.proxies.Encrypted",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "caunoi.ui.admission.Admission",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "caunoi.people.sign_in.idle.EndsWhenIdle",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "caunoi.ui.middleware.RequestContext",
    "caunoi.ui.limits.RequestLimit",
    "caunoi.people.sign_in.middleware.SecondFactorRequired",
]
ROOT_URLCONF = "caunoi.config.urls"
WSGI_APPLICATION = "caunoi.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caunoi.ui.context.page",
            ],
        },
    },
]
DATABASES = {"default": database_settings(sys.argv)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("th", "ไทย")]
LANGUAGE_COOKIE_NAME = "lang"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
COLLECTED = (not UNDER_TEST and (STATIC_ROOT / "staticfiles.json").exists()) or "collectstatic" in sys.argv
"""Static files were collected under names that carry their hash; before that, and in tests, they are served as they lie."""  # noqa: E501
STORAGES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": STATE / "files"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
SIGNING_KEYS = STATE / "keys"
"""Where the demonstration's authority and signers keep their keys (development only)."""
SIGNING_CERTIFICATE = os.environ.get("CAUNOI_SIGNING_CERTIFICATE", "")
SIGNING_PASSPHRASE_FILE = os.environ.get("CAUNOI_SIGNING_PASSPHRASE_FILE", "")
SIGNING_TRUST = os.environ.get("CAUNOI_SIGNING_TRUST", "")
SIGNING_TIMESTAMP_URL = os.environ.get("CAUNOI_SIGNING_TIMESTAMP_URL", "")
SMTP = urlsplit(os.environ.get("CAUNOI_SMTP", ""))
EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "", SMTP.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = SMTP.scheme == "smtps", SMTP.scheme == "smtp+tls"
DEFAULT_FROM_EMAIL = os.environ.get("CAUNOI_MAIL_FROM", "Cầu Nối <no-reply@localhost>")
MESSAGE_CHANNELS: dict[str, str] = {
    name: path
    for name, path in (
        ("email", "caunoi.messages.channels.Email" if EMAIL_HOST else ""),
        ("sms", os.environ.get("CAUNOI_SMS_CHANNEL", "")),
        ("messenger", os.environ.get("CAUNOI_MESSENGER_CHANNEL", "")),
    )
    if path
}
"""Which channels carry notices, by the dotted path of their class (docs/howto/notices.md)."""
SIGNING_CERTIFICATES = os.environ.get("CAUNOI_SIGNING_CERTIFICATES", "")
SIGNING_REVOCATIONS = os.environ.get("CAUNOI_SIGNING_REVOCATIONS", "")
PKCS11_MODULE = os.environ.get("CAUNOI_PKCS11_MODULE", "")
PKCS11_TOKEN = os.environ.get("CAUNOI_PKCS11_TOKEN", "")
PKCS11_PIN_FILE = os.environ.get("CAUNOI_PKCS11_PIN_FILE", "")
PKCS11_KEY = os.environ.get("CAUNOI_PKCS11_KEY", "")
PAYMENT_LOCAL_URL = os.environ.get("CAUNOI_PAYMENT_LOCAL_URL", "http://127.0.0.1:9500" if DEVELOPMENT else "")
PAYMENT_LOCAL_SECRET = os.environ.get("CAUNOI_PAYMENT_LOCAL_SECRET", "cau-noi-demo" if DEVELOPMENT else "")
PAYMENT_PROVIDERS: dict[str, str] = dict(
    one.split("=", 1)
    for one in os.environ.get(
        "CAUNOI_PAYMENT_PROVIDERS", "local=caunoi.payments.providers.local.Local" if DEVELOPMENT else ""
    ).split(",")
    if "=" in one
)
"""Payment services by name, each with the dotted path of its class (docs/howto/payments.md)."""
PAYMENT_ORIGINS: list[str] = [
    one for one in os.environ.get("CAUNOI_PAYMENT_ORIGINS", PAYMENT_LOCAL_URL).split(",") if one
]
"""Where payers are sent to: browsers check redirects of a form against them."""
BANK_ACCOUNT = os.environ.get("CAUNOI_BANK_ACCOUNT", "970400:0000000000:KHO BAC MINH HOA" if DEVELOPMENT else "")
UPLOADS = STATE / "uploads"
"""Where files arrive in parts, until they are handed in."""
LAKE = STATE / ("lake-of-tests" if UNDER_TEST else "lake")
"""Where closed hours of the journal lie as Parquet files (docs/howto/lake.md)."""
LAKE_MEMORY_MB = int(os.environ.get("CAUNOI_LAKE_MEMORY_MB", "1024"))
FILE_LIMIT = int(os.environ.get("CAUNOI_FILE_LIMIT_MB", "10")) * 2**20
SUBJECT_LIMIT = int(os.environ.get("CAUNOI_DOSSIER_LIMIT_MB", "100")) * 2**20
REQUEST_LIMIT = int(os.environ.get("CAUNOI_REQUEST_LIMIT_MB", "64")) * 2**20
AT_ONCE, WAITING = load.AT_ONCE, load.WAITING
PATIENCE = float(os.environ.get("CAUNOI_PATIENCE", "10"))
"""How many requests are in work at once in each server process, how many wait, and for how many seconds at most."""
CLAMD = os.environ.get("CAUNOI_CLAMD", "")
CLAMD_REQUIRED = _flag("CAUNOI_CLAMD_REQUIRED", True)
CLAMD_SECONDS = 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

CSRF_FAILURE_VIEW = "caunoi.ui.views.csrf_failure"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEVELOPMENT
if not DEVELOPMENT:  # browsers take such names from this host over HTTPS only
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = not DEVELOPMENT
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
PROXIES = int(os.environ.get("CAUNOI_PROXIES", "0"))
"""How many reverse proxies of ours stand before the program and add to X-Forwarded-For."""
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "caunoi.config.logs.Discreet", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "caunoi.config.logs.DiscreetJson"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler", "formatter": "line" if DEVELOPMENT else "json", "level": "WARNING",
        },
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "caunoi.security": {"handlers": [] if DEVELOPMENT else ["stderr"], "level": "WARNING", "propagate": False},
    },
}  # fmt: skip
"""Standard error, masked (docs/howto/logs.md): failures with their traceback, and what somebody was refused."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "caunoi.core.newer.leave_unknown_tasks"
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = int(os.environ.get("CAUNOI_TOKEN_MINUTES", "60")) * 60
"""How long a machine's access token is good. We issue tokens to machines only (docs/decisions/0078-machines.md)."""
WEBHOOK_NETWORKS = [net for net in os.environ.get("CAUNOI_WEBHOOK_NETWORKS", "").split(",") if net]
"""Private networks (CIDR) to which events may be sent; every other private address is refused."""

from caunoi.people.settings import *  # noqa: E402, F403  sign-in, in the room that owns it

# Browsers check the redirects to the identity provider and to payment services against form-action too.
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = [SELF, OIDC_ORIGIN, *PAYMENT_ORIGINS]  # noqa: F405
