"""Addresses of sign-in. Only what we serve: there is no sign-up, no reset by mail and no mail to confirm."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import URLPattern, URLResolver, path

from caunoi.people.sign_in import views

THIRD_PARTY_ACCESS: dict[str, str] = {
    "account_login": "public",
    "account_logout": "public",
    "account_inactive": "public",
    "account_signup": "public",
    "socialaccount_signup": "public",
    "socialaccount_login_cancelled": "public",
    "socialaccount_login_error": "public",
    "openid_connect_login": "public",
    "openid_connect_callback": "public",
    "mfa_authenticate": "public",
    "mfa_login_webauthn": "public",
    "people_demo": "public",
    "people_account": "citizen",
    "people_act_as": "citizen",
    "account_reauthenticate": "citizen",
    "account_change_password": "citizen",
    "socialaccount_connections": "citizen",
    "mfa_index": "citizen",
    "mfa_reauthenticate": "citizen",
    "mfa_activate_totp": "citizen",
    "mfa_deactivate_totp": "citizen",
    "mfa_view_recovery_codes": "citizen",
    "mfa_generate_recovery_codes": "citizen",
    "mfa_download_recovery_codes": "citizen",
    "mfa_list_webauthn": "citizen",
    "mfa_add_webauthn": "citizen",
    "mfa_remove_webauthn": "citizen",
    "mfa_edit_webauthn": "citizen",
    "mfa_reauthenticate_webauthn": "citizen",
}
"""Who may open each address here. django-allauth's views guard themselves, and this room stands below the marks of ui;
tests/test_access.py proves what this table says."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.account_home, name="people_account"),
    path("act-as/", views.choose_membership, name="people_act_as"),
    path("demo/", views.demo_accounts, name="people_demo"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.change_password, name="account_change_password"),
    path("signup/", views.closed, name="account_signup"),
    path("identity/", social.connections, name="socialaccount_connections"),
    path("identity/signup/", views.closed, name="socialaccount_signup"),
    path("identity/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("identity/error/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<provider_id>/login/", views.identity_login, name="openid_connect_login"),
    path("oidc/<provider_id>/login/callback/", views.identity_callback, name="openid_connect_callback"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("2fa/passkeys/reauthenticate/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/passkeys/<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
