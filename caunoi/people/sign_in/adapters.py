"""Where django-allauth asks us: who may sign up, how a person is shown, what an identity means for an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import SystemClock
from caunoi.core.errors import DomainError
from caunoi.people import operations, queries, second_factor
from caunoi.people.models import Account

_CLAIMS = {
    "name": "full_name",
    "personal_id": "personal_id",
    "phone_number": "phone",
    "phone": "phone",
    "email": "email",
}
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def display_name(account: Account) -> str:
    """How a person is named on the page."""
    return account.full_name or account.username


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up here: officers are made by administrators, citizens come with the national identity."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã bị khóa. Hãy liên hệ quản trị viên của cơ quan."),
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng."),
        "incorrect_code": _("Mã chưa đúng hoặc đã được dùng. Hãy nhập mã mới nhất trên ứng dụng xác thực."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "too_many_login_attempts": _("Sai quá nhiều lần. Tài khoản tạm khóa đăng nhập trong 15 phút."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "rate_limited": _("Có quá nhiều yêu cầu. Hãy đợi một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The next page shows what was done; allauth's own notices would say it a second time."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers go to their desk, by way of choosing the agency when they serve in several; citizens go home."""
        held = queries.memberships(UUID(str(request.user.pk)), at=SystemClock().now())
        if not held:
            return "/"
        return reverse("people_act_as") if len(held) > 1 else "/desk/"

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail of this kind is sent; what happened to an account is in the journal."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts are not managed by mail."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """An officer may change factors but never be left without one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Bạn phải giữ ít nhất một cách xác thực bước hai."),
        "cannot_generate_recovery_codes": _("Hãy thiết lập xác thực bước hai trước khi tạo mã dự phòng."),
        "incorrect_code": _("Mã chưa đúng hoặc đã được dùng. Hãy nhập mã mới nhất trên ứng dụng xác thực."),
    }

    def encrypt(self, text: str) -> str:
        return second_factor.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factor.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Khóa truy cập %(number)s")) % {"number": count + 1}

    def _get_user_identifier(self, user: Account) -> str:
        return user.username

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type not in FACTORS:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Takes a citizen's particulars from the claims of the national identity."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bring the account in line with the claims, making it when the identity is new; then sign in with it."""
        claims = _claims(sociallogin)
        # The claims live in the account only: a second copy here would escape correction and deletion.
        sociallogin.account.extra_data = {}
        try:
            with transaction.atomic():
                _take_over(request, sociallogin, claims)
        except DomainError as error:
            page = render(request, "socialaccount/authentication_error.html", {"reason": error.message}, status=403)
            raise ImmediateHttpResponse(page) from error


def _claims(sociallogin: SocialLogin) -> dict[str, str]:
    data = sociallogin.account.extra_data
    source = data.get("userinfo") or data.get("id_token") or data
    names = {
        "name": "full_name",
        "personal_id": "personal_id",
        "phone_number": "phone",
        "phone": "phone",
        "email": "email",
    }
    claims = dict.fromkeys(names.values(), "")
    claims.update({ours: str(source[theirs]) for theirs, ours in names.items() if source.get(theirs)})
    return claims


def _take_over(request: HttpRequest, sociallogin: SocialLogin, claims: dict[str, str]) -> None:
    connecting = sociallogin.state.get("process") == AuthProcess.CONNECT and request.user.is_authenticated
    bound = sociallogin.user.pk if sociallogin.is_existing else request.user.pk if connecting else None
    person = operations.receive_citizen(person_id=bound, now=SystemClock().now(), **claims)
    identity: SocialAccount = sociallogin.account
    if bound is None:
        identity.user = sociallogin.user = Account.objects.get(pk=person.id)
    if identity.user_id is not None:
        identity.save()
