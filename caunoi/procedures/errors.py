"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import InvalidInput, NotFound


class ProcedureNotFound(NotFound):
    code = "procedure_not_found"
    text = _("Không có thủ tục hành chính mã %(code)s trong danh mục.")


class ProcedureNotInForce(NotFound):
    code = "procedure_not_in_force"
    text = _("Thủ tục %(code)s chưa có bản nào có hiệu lực vào ngày %(on)s để nộp hồ sơ.")


class BrokenCatalogue(InvalidInput):
    code = "broken_catalogue"
    text = _("Tệp danh mục thủ tục %(file)s có lỗi; không nạp gì.")
