"""What may go wrong with citizens' petitions, in sentences for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, DomainError, InvalidInput, NotFound, NotPermitted


class PetitionNotFound(NotFound):
    """There is no such petition, or the actor may not know of it."""

    code = "petition_not_found"
    text = _("Không tìm thấy phản ánh, kiến nghị này. Hãy kiểm tra lại mã hoặc đường dẫn theo dõi.")


class UnknownService(NotFound):
    """No category has this code."""

    code = "unknown_service"
    text = _("Không có lĩnh vực phản ánh, kiến nghị nào mang mã này. Hãy chọn một lĩnh vực trong danh sách.")


class UnfitPetition(InvalidInput):
    """Something in what was sent is missing or wrong; `problems` says what."""

    code = "unfit_petition"
    text = _("Chưa gửi được phản ánh, kiến nghị. Hãy sửa các mục được nêu rồi gửi lại.")


class NotOnMap(InvalidInput):
    """What was given as a place is no pair of coordinates."""

    code = "not_coordinates"
    text = _("Vị trí chưa hợp lệ: vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180. Hãy chọn lại vị trí trên bản đồ.")


class OutsideCountry(InvalidInput):
    """The place lies abroad or at sea."""

    code = "outside_country"
    text = _(
        "Vị trí đã chọn nằm ngoài lãnh thổ Việt Nam hoặc ở ngoài biển. Hãy chọn lại vị trí trên đất liền hay trên đảo, "
        "hoặc chọn xã, phường và ghi địa chỉ."
    )


class NeedsPlace(InvalidInput):
    """The category needs to know where, or whose commune it concerns."""

    code = "needs_place"
    text = _("Hãy cho biết vị trí: chọn trên bản đồ, hoặc chọn xã, phường và ghi địa chỉ.")


class TooManyPetitions(DomainError):
    """One sender sends more than anybody needs to (HTTP 429)."""

    code = "too_many_petitions"
    status = 429
    text = _(
        "Bạn đã gửi nhiều phản ánh, kiến nghị trong thời gian ngắn (giới hạn %(limit)s lần trong %(hours)s giờ). "
        "Hãy thử lại sau; phản ánh đã gửi vẫn được xử lý. Việc khẩn cấp hãy gọi 113, 114 hoặc 115."
    )


class TooManyPhotos(InvalidInput):
    """More photos than one petition may carry."""

    code = "too_many_photos"
    text = _("Mỗi phản ánh kèm tối đa %(limit)s ảnh. Hãy bỏ bớt ảnh rồi gửi lại.")


class NotAPhoto(InvalidInput):
    """A video or another file where photos are taken."""

    code = "not_a_photo"
    text = _("Chỉ nhận ảnh (JPG, PNG, HEIC). Tệp “%(name)s” không phải là ảnh; hãy chụp ảnh rồi gửi lại.")


class PhotoTooLarge(InvalidInput):
    """Refused by the size that was announced, before anything was read."""

    code = "photo_too_large"
    text = _(
        "Tệp “%(name)s” nặng %(size_mb)s MB; mỗi ảnh tối đa %(limit_mb)s MB và không nhận video. "
        "Nội dung đã viết vẫn còn: hãy thay bằng ảnh rồi gửi lại."
    )


class NotTheChecker(NotPermitted):
    """Only officers of the agency that answers decide what is shown."""

    code = "not_the_checker"
    text = _("Chỉ người của cơ quan đang xử lý được duyệt nội dung công khai của phản ánh, kiến nghị này.")


class SayWhatIsShown(InvalidInput):
    """Shown without a wording, or hidden without a reason."""

    code = "say_what_is_shown"
    text = _("Hãy ghi nội dung được công khai, hoặc lý do không công khai.")


class NotAgreed(Conflict):
    """The author did not agree to publication."""

    code = "not_agreed"
    text = _("Người gửi không đồng ý công khai phản ánh, kiến nghị này. Hãy chọn không công khai và ghi lý do.")


class StillPersonal(InvalidInput):
    """The wording for the public still holds what looks like personal data."""

    code = "still_personal"
    text = _(
        "Nội dung công khai còn số điện thoại, thư điện tử hoặc số định danh. Hãy bỏ đi, rồi duyệt lại; "
        "nội dung gốc vẫn được giữ nguyên."
    )


class NotAnsweredYet(Conflict):
    """Rating and reopening come after an answer."""

    code = "not_answered_yet"
    text = _("Phản ánh, kiến nghị này chưa được trả lời nên chưa thể đánh giá hay đề nghị xem lại.")


class AnsweredAlready(Conflict):
    """Only what is open can be taken back."""

    code = "answered_already"
    text = _("Phản ánh, kiến nghị này đã kết thúc nên không rút được nữa.")


class PetitionRatedBefore(Conflict):
    """One rating for each answer."""

    code = "petition_rated_before"
    text = _("Bạn đã đánh giá câu trả lời này. Nếu chưa đồng ý, hãy đề nghị xem lại và nêu lý do.")


class WrongRating(InvalidInput):
    """Stars are 1 to 5."""

    code = "wrong_rating"
    text = _("Hãy chọn mức đánh giá từ 1 đến 5.")


class ReopenedTooOften(Conflict):
    """An end to asking the same agency again."""

    code = "reopened_too_often"
    text = _(
        "Phản ánh này đã được xem lại %(limit)s lần. Nếu vẫn chưa đồng ý, bạn có quyền khiếu nại theo Luật Khiếu nại."
    )


class SayWhyAgain(InvalidInput):
    """Reopened without a reason."""

    code = "say_why_again"
    text = _("Hãy cho biết vì sao cần xem lại, từ 5 đến 1000 ký tự.")
