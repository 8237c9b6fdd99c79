"""Sign-in settings, imported by the composition root. What an operator may set: docs/howto/sign-in.md."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

_DEVELOPMENT = os.environ.get("CAUNOI_DEVELOPMENT", "1").lower() in {"1", "true", "yes"}

# Counts of failed sign-ins and used codes are shared by all processes, so they are kept in PostgreSQL. The default of
# 300 entries would let a flood of attempts push the counts out.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # What may differ from process to process: figures worth remembering for a while, the API's brake.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "caunoi.people.sign_in.passwords.NotWhatIsTriedFirst"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"  # the identity provider sends the browser back with a plain GET

ACCOUNT_ADAPTER = "caunoi.people.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # sign-up itself is closed by the adapter
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_USER_DISPLAY = "caunoi.people.sign_in.adapters.display_name"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Five wrong passwords or codes lock that name for fifteen minutes; thirty failures a minute lock the address.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/900s/key", "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # caunoi.ui.proxies has put the visitor's address in its place

MFA_ADAPTER = "caunoi.people.sign_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = (
    "required"  # a passkey alone stands for both factors, so it must ask for a PIN or finger
)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _DEVELOPMENT
MFA_TOTP_ISSUER = "Cau Noi"
MFA_TOTP_TOLERANCE = 1  # half a minute of clock drift either way

CAUNOI_OIDC_ISSUER = os.environ.get("CAUNOI_OIDC_ISSUER", "http://127.0.0.1:9400")
CAUNOI_OIDC_CLIENT_ID = os.environ.get("CAUNOI_OIDC_CLIENT_ID", "cau-noi")
CAUNOI_OIDC_CLIENT_SECRET = os.environ.get("CAUNOI_OIDC_CLIENT_SECRET", "cau-noi-demo" if _DEVELOPMENT else "")
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(CAUNOI_OIDC_ISSUER))
"""Where the sign-in form may send the browser: part of the content security policy's form-action."""

SOCIALACCOUNT_ADAPTER = "caunoi.people.sign_in.adapters.IdentityAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "national-identity",
                "name": "VNeID",
                "client_id": CAUNOI_OIDC_CLIENT_ID,
                "secret": CAUNOI_OIDC_CLIENT_SECRET,
                "settings": {"server_url": CAUNOI_OIDC_ISSUER},
            }
        ],
    },
}
ACCOUNT_FORMS = {
    "login": "caunoi.people.sign_in.forms.LoginForm",
    "reauthenticate": "caunoi.people.sign_in.forms.ReauthenticateForm",
    "change_password": "caunoi.people.sign_in.forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "caunoi.people.sign_in.forms.AuthenticateForm",
    "reauthenticate": "caunoi.people.sign_in.forms.ReauthenticateCodeForm",
    "activate_totp": "caunoi.people.sign_in.forms.ActivateForm",
    "add_webauthn": "caunoi.people.sign_in.forms.AddPasskeyForm",
    "edit_webauthn": "caunoi.people.sign_in.forms.EditPasskeyForm",
}
