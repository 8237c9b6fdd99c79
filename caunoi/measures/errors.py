"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import InvalidInput


class UnknownScope(InvalidInput):
    code = "unknown_scope"
    text = _("Phạm vi phải là cả nước (nation), một tỉnh (province) hoặc một cơ quan (agency).")


class EmptyPeriod(InvalidInput):
    code = "empty_period"
    text = _("Ngày cuối kỳ phải sau ngày đầu kỳ.")


class NotDefinedYet(InvalidInput):
    code = "measure_not_defined"
    text = _("Chỉ số này chưa được quy định vào ngày %(on)s.")
