"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import InvalidInput, NotFound, NotPermitted


class UnknownScope(InvalidInput):
    code = "unknown_scope"
    text = _("Phạm vi phải là cả nước (nation), một tỉnh (province) hoặc một cơ quan (agency).")


class EmptyPeriod(InvalidInput):
    code = "empty_period"
    text = _("Ngày cuối kỳ phải sau ngày đầu kỳ.")


class NotDefinedYet(InvalidInput):
    code = "measure_not_defined"
    text = _("Chỉ số này chưa được quy định vào ngày %(on)s.")


class UnknownIndex(NotFound):
    code = "unknown_index"
    text = _("Không có bộ chỉ số “%(index)s”. Các bộ chỉ số đang có: %(known)s.")


class UnknownLevel(InvalidInput):
    code = "unknown_level"
    text = _("Bộ chỉ số này không xếp hạng cấp “%(level)s”. Các cấp được xếp hạng: %(known)s.")


class UnknownGeography(InvalidInput):
    code = "unknown_geography"
    text = _("Địa giới phải là: như đã ghi (as_recorded), theo một ngày (as_of) hoặc hiện nay (today).")


class UnknownUnit(NotFound):
    code = "unknown_measured_unit"
    text = _("Bộ chỉ số không có đơn vị “%(unit)s” ở cấp này.")


class UnknownIndicator(NotFound):
    code = "unknown_indicator"
    text = _("Bộ chỉ số không có chỉ số thành phần “%(indicator)s”. Các chỉ số thành phần: %(known)s.")


class NotYours(NotPermitted):
    code = "dossiers_of_others"
    text = _("Chỉ cán bộ của đơn vị này hoặc của cơ quan cấp trên được xem hồ sơ đứng sau số liệu.")


class NothingBehind(InvalidInput):
    code = "nothing_behind"
    text = _("Số liệu này không được đếm từ hồ sơ nên không có hồ sơ nào để mở.")


class WrongDefinition(InvalidInput):
    code = "wrong_definition"
    text = _("Tệp định nghĩa chỉ số %(file)s chưa dùng được:")
