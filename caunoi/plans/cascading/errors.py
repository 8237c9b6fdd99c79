"""What may go wrong on a target's way down."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class CascadeNotFound(NotFound):
    code = "cascade_not_found"
    text = _("Không tìm thấy đợt giao chỉ tiêu này.")


class OfferNotFound(NotFound):
    code = "offer_not_found"
    text = _("Không tìm thấy chỉ tiêu được giao này.")


class NothingToSplit(NotFound):
    code = "nothing_to_split"
    text = _("Không tìm thấy chỉ tiêu để phân bổ.")


class NotYourSplit(NotPermitted):
    code = "not_your_split"
    text = _("Chỉ chuyên viên, trưởng bộ phận hoặc lãnh đạo của cơ quan giữ chỉ tiêu được chuẩn bị phân bổ.")


class LeaderDecides(NotPermitted):
    code = "leader_decides"
    text = _("Việc này do lãnh đạo cơ quan, hoặc người được lãnh đạo ủy quyền, quyết định.")


class NotYourOffer(NotPermitted):
    code = "not_your_offer"
    text = _("Chỉ cán bộ của đơn vị được giao chỉ tiêu được trả lời.")


class NoUnitsBelow(InvalidInput):
    code = "no_units_below"
    text = _("Cơ quan này không có đơn vị cấp dưới để phân bổ chỉ tiêu.")


class UnfitSplit(InvalidInput):
    code = "unfit_split"
    text = _("Phân bổ chưa dùng được. Hãy sửa các mục được nêu; chưa có gì được lưu.")


class DoesNotFit(InvalidInput):
    code = "does_not_fit"
    text = _("Chưa thể chốt. Hãy điều chỉnh cho khớp, hoặc nêu lý do để chốt như vậy.")


class AlreadySplit(Conflict):
    code = "already_split"
    text = _("Chỉ tiêu này đã được phân bổ. Hãy tiếp tục đợt đang có, hoặc thu hồi rồi phân bổ lại.")


class CascadeMovedOn(Conflict):
    code = "cascade_moved_on"
    text = _("Đợt giao chỉ tiêu đã sang bước khác. Hãy tải lại trang.")


class OfferMovedOn(Conflict):
    code = "offer_moved_on"
    text = _("Chỉ tiêu này vừa được thay đổi hoặc đã trả lời. Hãy tải lại trang.")


class ParentNotFixed(Conflict):
    code = "parent_not_fixed"
    text = _("Cấp trên chưa chốt chỉ tiêu của đơn vị bạn. Hãy chốt cho cấp dưới sau khi cấp trên chốt.")


class NothingPrepared(InvalidInput):
    code = "nothing_prepared"
    text = _("Chưa có giá trị nào được chuẩn bị cho vòng sau.")


class SayWhyCascade(InvalidInput):
    code = "say_why_cascade"
    text = _("Hãy nêu lý do, từ 5 đến 1000 ký tự.")
