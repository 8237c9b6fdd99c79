"""What can be wrong with units; the sentences are read by people."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted, Problem
from caunoi.units.rules import Reason


class UnitNotFound(NotFound):
    """No unit with that code on that date; the problems suggest others."""

    code = "unit_not_found"
    text = _("Ngày %(on)s không có đơn vị nào mang mã “%(unit)s” trong danh mục “%(register)s”.")


class UnitIdNotFound(NotFound):
    """No version with that identifier."""

    code = "unit_id_not_found"
    text = _("Không có phiên bản đơn vị nào mang định danh %(unit)s.")


class AmbiguousCode(InvalidInput):
    """A code that several levels use on that date."""

    code = "unit_code_ambiguous"
    text = _("Mã “%(unit)s” được dùng ở nhiều cấp (%(levels)s). Hãy nêu rõ cấp.")


class RegisterNotFound(NotFound):
    """No register with that name."""

    code = "register_not_found"
    text = _("Không có danh mục đơn vị nào tên “%(register)s”. Các danh mục hiện có: %(known)s.")


class DateOutOfRange(InvalidInput):
    """A date before the register's first day."""

    code = "unit_date_out_of_range"
    text = _("Danh mục “%(register)s” bắt đầu từ ngày %(starts_on)s; không trả lời được cho ngày %(on)s.")


class AgencyNotFound(NotFound):
    """No agency with that code or identifier."""

    code = "agency_not_found"
    text = _("Không tìm thấy cơ quan “%(agency)s”.")


class RegisterExists(Conflict):
    """A register with that name is already there, from other files."""

    code = "register_exists"
    text = _("Danh mục “%(register)s” đã có và được nạp từ các tệp khác. Hãy chọn tên khác.")


class BadRegister(InvalidInput):
    """Files that cannot be loaded; every line and column that is wrong is listed and nothing was loaded."""

    code = "register_files_invalid"
    text = _("Tệp có %(count)s lỗi; chưa nạp gì.")


class MutationRefused(InvalidInput):
    """Mutations that would leave the register wrong; every reason is listed and nothing was changed."""

    code = "unit_mutation_refused"
    text = _("Không áp dụng được thay đổi đơn vị; chưa thay đổi gì.")


class BackwardNeedsWeights(InvalidInput):
    """Going back in time from a unit that was formed from several."""

    code = "backward_needs_weights"
    text = _(
        "Đơn vị %(unit)s được lập từ %(count)s đơn vị (%(origins)s): muốn quy ngược về ngày %(on)s cần số liệu của "
        "từng đơn vị gốc (tham số weights)."
    )


class OnlyTheSystemMay(NotPermitted):
    """Registers are changed by the program's own commands."""

    code = "units_system_only"
    text = _("Chỉ lệnh quản trị của hệ thống được thay đổi danh mục đơn vị.")


REASONS: dict[str, str | Promise] = {
    "several_days": _("các thay đổi trong một lần áp dụng phải cùng một ngày (%(on)s)"),
    "before_history": _("ngày %(on)s không sau ngày đầu của danh mục (%(starts_on)s)"),
    "before_last_change": _("ngày %(on)s trước thay đổi gần nhất đã ghi (%(last_on)s)"),
    "nothing_to_create": _("thiếu thông tin của đơn vị được lập"),
    "identifier_taken": _("định danh của đơn vị %(code)s đã được dùng"),
    "unknown_parent": _("đơn vị cấp trên nêu cho %(code)s không có trong danh mục"),
    "no_target": _("thiếu đơn vị tiếp nhận, hoặc đơn vị tiếp nhận không còn tồn tại"),
    "merge_into_itself": _("đơn vị %(code)s không thể nhập vào chính nó"),
    "split_into_itself": _("đơn vị %(code)s không thể chia vào chính phiên bản cũ của nó"),
    "target_twice": _("đơn vị %(code)s được chia hai lần vào cùng một nơi"),
    "wrong_number_of_units": _("số đơn vị không hợp với loại thay đổi “%(kind)s”"),
    "unknown_unit": _("không có đơn vị nào mang định danh %(id)s"),
    "no_longer_exists": _("đơn vị %(code)s đã kết thúc từ ngày %(ended)s"),
    "not_yet": _("đơn vị %(code)s chỉ bắt đầu từ ngày %(begins)s"),
    "child_without_parent": _(
        "đơn vị %(code)s không còn cấp trên: %(parent)s kết thúc mà không có nơi kế thừa trọn vẹn"
    ),
    "code_twice": _("mã %(code)s (cấp %(level)s) có hai đơn vị cùng hiệu lực từ ngày %(on)s"),
    "parent_circle": _("đơn vị %(code)s là cấp trên của chính nó"),
    "no_shares": _("thiếu tỷ lệ chia của đơn vị %(code)s"),
    "shares_and_targets_differ": _("số tỷ lệ của đơn vị %(code)s khác số nơi tiếp nhận (căn cứ %(basis)s)"),
    "share_not_positive": _("tỷ lệ của đơn vị %(code)s phải lớn hơn 0 (căn cứ %(basis)s)"),
    "shares_not_one": _("các tỷ lệ của đơn vị %(code)s cộng lại bằng %(total)s, phải bằng 1 (căn cứ %(basis)s)"),
    "circle_in_a_day": _("các thay đổi trong ngày %(on)s nối thành vòng, không xếp được thứ tự"),
}


def problems(reasons: Iterable[Reason]) -> list[Problem]:
    """The reasons of the engine as sentences."""
    return [Problem(REASONS[reason.code], params=reason.params) for reason in reasons]


class NoHeir(Conflict):
    """Agencies would end while something open hangs on them, and nobody would take over; the list says what."""

    code = "no_heir"
    text = _(
        "%(count)s cơ quan chấm dứt mà chưa có cơ quan kế thừa việc đang làm. Hãy nêu cơ quan kế thừa cho từng cơ quan."
    )


class WrongOwners(InvalidInput):
    """The file of heirs cannot be used; the problems say where."""

    code = "wrong_owners"
    text = _("Danh sách cơ quan kế thừa chưa dùng được.")
