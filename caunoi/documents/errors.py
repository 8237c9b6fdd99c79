"""Public errors of this room; their text is read by people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import DomainError, InvalidInput, NotFound


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
    """The content is none of PDF, JPEG and PNG, whatever the name says."""

    code = "file_type_unknown"
    text = _("Chỉ nhận tệp PDF, JPG hoặc PNG. Nội dung tệp này không thuộc các định dạng đó.")


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


class NotSignable(InvalidInput):
    """What should be signed is not a PDF that can be opened."""

    code = "not_signable"
    text = _("Không ký số được tệp này: đây không phải là tệp PDF hợp lệ hoặc tệp đã bị khóa không nhận thêm chữ ký.")
