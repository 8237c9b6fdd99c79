"""django-allauth's forms with our words: labels and hints in Vietnamese, no placeholders."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CODE = _("Mã 6 chữ số trên ứng dụng xác thực, hoặc một mã dự phòng")


class _Words:
    """Puts `labels` and `hints` on the fields. A placeholder vanishes when one types, so there are none."""

    labels: ClassVar[dict[str, str | Promise]] = {}
    hints: ClassVar[dict[str, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs.update(inputmode="numeric", spellcheck="false")
                field.width = 10


class LoginForm(_Words, account.LoginForm):  # type: ignore[misc]
    labels = {"login": _("Tên đăng nhập"), "password": _("Mật khẩu")}


class ReauthenticateForm(_Words, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Mật khẩu")}


class ChangePasswordForm(_Words, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": _("Mật khẩu hiện tại"),
        "password1": _("Mật khẩu mới"),
        "password2": _("Nhập lại mật khẩu mới"),
    }
    hints = {
        "password1": _(
            "Ít nhất 12 ký tự, không chứa tên của bạn hay tên gọi cơ quan. Một câu ngắn dễ nhớ tốt hơn một từ khó."
        )
    }


class AuthenticateForm(_Words, mfa.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _CODE}


class ReauthenticateCodeForm(_Words, mfa.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": _CODE}


class ActivateForm(_Words, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("Mã 6 chữ số trên ứng dụng xác thực")}


class AddPasskeyForm(_Words, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Tên của khóa"), "passwordless": _("Cho phép đăng nhập chỉ bằng khóa này, không cần mật khẩu")}
    hints = {"name": _("Để bạn nhận ra khóa, ví dụ “Điện thoại cơ quan”.")}


class EditPasskeyForm(_Words, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Tên của khóa")}
