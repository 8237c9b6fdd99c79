"""Errors of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import NotFound, NotPermitted


class NoticeNotFound(NotFound):
    """There is none, or it is somebody else's."""

    code = "notice_not_found"
    text = _("Không tìm thấy thông báo này.")


class NoticesNeedSignIn(NotPermitted):
    code = "notices_need_sign_in"
    text = _("Hãy đăng nhập để xem thông báo của bạn.")


class NotDelivered(Exception):
    """A channel could not carry a text; it is tried again unless `final` (no such address, refused for good)."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final
