"""Public errors of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


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


class NotYourFigures(NotPermitted):
    code = "not_your_figures"
    text = _("Chỉ trưởng bộ phận hoặc lãnh đạo của cơ quan được nhập số liệu của đơn vị mình.")


class NotTheVerifier(NotPermitted):
    code = "not_the_verifier"
    text = _(
        "Số liệu do cơ quan cấp trên thẩm định: của xã và sở thì cấp tỉnh, của tỉnh thì bộ hoặc Văn phòng Chính phủ."
    )


class NotThePublisher(NotPermitted):
    code = "not_the_publisher"
    text = _("Chỉ lãnh đạo hoặc người phụ trách của cấp tỉnh, bộ hoặc Văn phòng Chính phủ được công bố kết quả.")


class SamePerson(NotPermitted):
    code = "value_same_person"
    text = _("Người thẩm định phải khác người nhập số liệu.")


class ValueNotFound(NotFound):
    code = "value_not_found"
    text = _("Không tìm thấy số liệu này.")


class SnapshotNotFound(NotFound):
    code = "snapshot_not_found"
    text = _("Không tìm thấy kết quả đã công bố này.")


class ValueMovedOn(Conflict):
    code = "value_moved_on"
    text = _("Số liệu này đã sang bước khác. Hãy tải lại trang.")


class AlreadyWaiting(Conflict):
    code = "value_already_waiting"
    text = _("Số liệu của kỳ này đang chờ thẩm định. Hãy đợi kết quả rồi gửi số liệu mới.")


class NotRanked(InvalidInput):
    code = "agency_not_ranked"
    text = _("Cơ quan này không thuộc diện được đánh giá theo bộ chỉ số.")


class UnfitValue(InvalidInput):
    code = "unfit_value"
    text = _("Số liệu chưa hợp lệ. Hãy sửa các mục được nêu.")


class SayWhy(InvalidInput):
    code = "say_why_value"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")


class AlreadyReplaced(Conflict):
    code = "snapshot_already_replaced"
    text = _("Kết quả này đã được thay bằng một kết quả khác. Hãy đính chính kết quả mới nhất.")


class NothingToPublish(Conflict):
    code = "nothing_to_publish"
    text = _("Không có số liệu nào đã được phê duyệt để công bố.")


class UnknownSide(InvalidInput):
    code = "unknown_side"
    text = _("Hãy chọn tử số (numerator), mẫu số (denominator) hoặc phần còn thiếu (missing).")


class NotYet(InvalidInput):
    code = "moment_not_yet"
    text = _("Không thể công bố kết quả của một thời điểm chưa tới.")


class TooManyPoints(InvalidInput):
    code = "too_many_points"
    text = _("Xu hướng có từ 1 đến %(most)s thời điểm.")


class WrongMoment(InvalidInput):
    code = "wrong_moment"
    text = _("“%(text)s” không phải là ngày hay thời điểm, ví dụ 2026-09-30 hoặc 2026-09-30T10:00.")


class WrongFile(InvalidInput):
    code = "wrong_file"
    text = _("Tệp %(file)s chưa dùng được:")


class FileUnreadable(InvalidInput):
    code = "file_unreadable"
    text = _("Không đọc được tệp %(file)s; tệp phải là văn bản mã hóa UTF-8.")


class WrongDefinitions(InvalidInput):
    code = "wrong_definitions"
    text = _("Các tệp định nghĩa chỉ số có %(count)s lỗi:")


class StillSettling(Conflict):
    code = "still_settling"
    text = _("Nhật ký đang ghi những việc vừa xảy ra. Hãy thử lại sau giây lát.")
