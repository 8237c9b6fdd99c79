"""Events of life: the way in for people who do not know what their procedure is called."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A card: its words, and what the catalogue is searched for (the catalogue is in Vietnamese)."""

    title: Promise
    text: Promise
    search: str


EVENTS: tuple[LifeEvent, ...] = (
    LifeEvent(_("Sinh con"), _("Đăng ký khai sinh, đăng ký lại, khai sinh có yếu tố nước ngoài"), "khai sinh"),
    LifeEvent(_("Kết hôn"), _("Đăng ký kết hôn, đăng ký lại, ghi chú việc kết hôn ở nước ngoài"), "kết hôn"),
    LifeEvent(_("Nơi ở"), _("Thường trú, tạm trú, khai báo thông tin về cư trú"), "trú"),
    LifeEvent(_("Đất đai"), _("Đăng ký biến động, chuyển mục đích, cấp lại giấy chứng nhận"), "đất đai"),
    LifeEvent(_("Xây dựng"), _("Giấy phép xây dựng, sửa chữa, cải tạo, gia hạn"), "giấy phép xây dựng"),
    LifeEvent(_("Người thân qua đời"), _("Đăng ký khai tử, đăng ký lại khai tử"), "khai tử"),
)
