"""Public errors of this room; their text is read by people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, DomainError, InvalidInput, NotFound


class FileNotFound(NotFound):
    """There is no such file."""

    code = "file_not_found"
    text = _("Không tìm thấy tệp này.")


class EmptyFile(InvalidInput):
    """The file has no content."""

    code = "file_empty"
    text = _("Tệp không có nội dung. Hãy chọn tệp khác.")


class FileTooLarge(InvalidInput):
    """The file is larger than the limit."""

    code = "file_too_large"
    text = _(
        "Tệp có dung lượng %(size_mb)s MB, vượt quá giới hạn %(limit_mb)s MB. "
        "Hãy giảm dung lượng hoặc chia thành nhiều tệp."
    )


class UnknownFileType(InvalidInput):
    """The content is none of the kinds that are taken, whatever the name says."""

    code = "file_type_unknown"
    text = _(
        "Chỉ nhận ảnh (JPG, PNG, HEIC), tệp PDF, Word (.docx), Excel (.xlsx) hoặc ODT. "
        "Nội dung tệp này không thuộc các định dạng đó."
    )


class ProgramFile(UnknownFileType):
    """Something that a computer would run, or that carries such a thing."""

    code = "file_program"
    text = _("Không nhận tệp này vì trong tệp có chương trình hoặc mã chạy được.")


class DisguisedFile(UnknownFileType):
    """Two kinds of file in one."""

    code = "file_disguised"
    text = _("Không nhận tệp này vì bên trong còn giấu một tệp loại khác. Hãy lưu hoặc quét lại giấy tờ rồi thử lại.")


class PackedTooMuch(InvalidInput):
    """A small file that would unpack to a huge one."""

    code = "file_unpacks_too_large"
    text = _("Không nhận tệp này vì khi mở ra dung lượng tăng lên quá lớn.")


class SubjectFull(InvalidInput):
    """All files of one dossier together are larger than the limit."""

    code = "files_too_large"
    text = _(
        "Hồ sơ đã có %(used_mb)s MB giấy tờ; thêm tệp này thì vượt quá giới hạn %(limit_mb)s MB. "
        "Hãy giảm dung lượng hoặc bỏ bớt tệp."
    )


class InfectedFile(InvalidInput):
    """The scanner found a virus."""

    code = "file_infected"
    text = _("Không nhận tệp này vì phần mềm kiểm tra phát hiện mã độc. Hãy quét vi-rút máy của bạn rồi dùng tệp khác.")


class ScannerUnavailable(DomainError):
    """Nobody can say whether the file is clean (HTTP 503)."""

    code = "scanner_unavailable"
    status = 503
    text = _("Chưa kiểm tra được mã độc trong tệp nên chưa nhận tệp. Hãy thử lại sau ít phút; những gì đã lưu vẫn còn.")


class UploadNotFound(NotFound):
    """There is no such upload of this person, or it has expired."""

    code = "upload_not_found"
    text = _("Lần tải lên này không còn nữa. Hãy chọn lại tệp để tải lên.")


class UploadIncomplete(InvalidInput):
    """Not all of the file has arrived yet."""

    code = "upload_incomplete"
    text = _("Tệp “%(name)s” chưa tải lên hết. Hãy đợi tải xong, hoặc chọn lại tệp.")


class WrongOffset(Conflict):
    """The part does not continue where the last one ended; `offset` is where it did."""

    code = "upload_wrong_offset"
    text = _("Phần vừa gửi không nối tiếp phần đã nhận. Hãy thử lại.")


class UploadBusy(Conflict):
    """Another part of the same upload is arriving."""

    code = "upload_busy"
    text = _("Tệp này đang được tải lên ở nơi khác. Hãy đợi một lát rồi thử lại.")


class UploadChanged(Conflict):
    """What arrived is not what was announced."""

    code = "upload_changed"
    text = _("Tệp nhận được không giống tệp đã gửi. Hãy tải lên lại.")


class TooManyUploads(InvalidInput):
    """Somebody begins ever new uploads."""

    code = "uploads_too_many"
    text = _("Bạn đang có quá nhiều tệp tải lên dở. Hãy đợi các tệp đó tải xong rồi thử lại.")


class DamagedFile(InvalidInput):
    """The content begins like a known type but cannot be opened."""

    code = "file_damaged"
    text = _(
        "Không mở được tệp %(format)s này. Tệp có thể bị hỏng hoặc chưa tải lên hết; hãy quét hoặc lưu lại rồi thử lại."
    )


class LockedFile(InvalidInput):
    """A PDF that needs a password."""

    code = "file_locked"
    text = _("Tệp PDF này được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")


class ImageTooLarge(InvalidInput):
    """An image with more pixels than is sane."""

    code = "image_too_large"
    text = _(
        "Ảnh có kích thước %(width)s × %(height)s điểm ảnh, vượt quá giới hạn %(limit)s triệu điểm ảnh. "
        "Hãy thu nhỏ ảnh."
    )


class LostFile(DomainError):
    """The storage has lost or changed a content: its digest is not the recorded one (HTTP 500)."""

    code = "file_lost"
    status = 500
    text = _("Tệp lưu trữ bị mất hoặc bị thay đổi. Hãy báo cho quản trị viên hệ thống.")


class FormFailed(DomainError):
    """A printed form could not be made (HTTP 500)."""

    code = "form_failed"
    status = 500
    text = _("Không tạo được biểu mẫu “%(form)s”.")


class SigningUnavailable(DomainError):
    """There is no certificate to sign with, or it cannot be used (HTTP 503)."""

    code = "signing_unavailable"
    status = 503
    text = _("Chưa ký số được: chứng thư số của cơ quan chưa được cấu hình đúng. Hãy báo cho quản trị viên hệ thống.")


class TimestampUnavailable(SigningUnavailable):
    """The time-stamping authority does not answer (HTTP 503)."""

    code = "timestamp_unavailable"
    text = _("Chưa ký số được: dịch vụ cấp dấu thời gian không trả lời. Chưa có gì thay đổi; hãy ký lại sau ít phút.")


class NotSignable(InvalidInput):
    """What should be signed is not a PDF that can be opened."""

    code = "not_signable"
    text = _("Không ký số được tệp này: đây không phải là tệp PDF hợp lệ hoặc tệp đã bị khóa không nhận thêm chữ ký.")
