"""What may go wrong with a backup; the texts are read by operators."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, DomainError, InvalidInput


class TargetExists(Conflict):
    """There is something where the backup should be written."""

    code = "backup_target_exists"
    text = _("“%(target)s” đã tồn tại. Hãy chọn một thư mục chưa có để ghi bản sao lưu.")


class BackupRunning(Conflict):
    """Another process is writing a backup to the same place."""

    code = "backup_running"
    text = _("Một lệnh sao lưu khác đang ghi vào “%(target)s”. Hãy đợi lệnh đó xong hoặc chọn thư mục khác.")


class NoRoom(DomainError):
    """The disk has not enough room."""

    code = "backup_no_room"
    status = 507
    text = _("Ổ đĩa của “%(target)s” không đủ chỗ: cần khoảng %(needed_mb)s MB, còn trống %(free_mb)s MB.")


class CannotWrite(DomainError):
    """Writing failed in the middle; nothing is left that looks like a backup."""

    code = "backup_cannot_write"
    status = 507
    text = _("Không ghi được vào “%(target)s”: %(reason)s. Bản sao lưu chưa hoàn thành đã được xóa.")


class CannotRestore(DomainError):
    """Writing failed in the middle of a restore; the same one may be done again."""

    code = "restore_cannot_write"
    status = 507
    text = _(
        "Không khôi phục được vào “%(target)s”: %(reason)s. Hãy giải phóng chỗ rồi chạy lại “caunoi restore” với cùng "
        "bản sao lưu."
    )


class FilesLost(DomainError):
    """Rows name files that are not there or not what they were."""

    code = "backup_files_lost"
    status = 500
    text = _(
        "%(count)s tệp mà cơ sở dữ liệu nhắc đến bị mất hoặc bị thay đổi, ví dụ %(example)s; chưa ghi bản sao lưu. "
        "Hãy chạy “caunoi documents check” và lấy lại các tệp đó, hoặc thêm --allow-lost để sao lưu phần còn lại."
    )


class ProgramFailed(DomainError):
    """PostgreSQL's own program failed; its words follow."""

    code = "backup_program_failed"
    status = 500
    text = _("Lệnh %(program)s của PostgreSQL không thành công: %(reason)s")


class ProgramMissing(DomainError):
    """There is no pg_dump or pg_restore that is new enough for the server."""

    code = "backup_program_missing"
    status = 500
    text = _("Không có %(program)s phiên bản %(version)s trở lên. Hãy cài bộ công cụ của PostgreSQL trên máy này.")


class NotABackup(InvalidInput):
    """What should be restored is no finished backup."""

    code = "not_a_backup"
    text = _("“%(source)s” không phải là một bản sao lưu hoàn chỉnh: không có tệp manifest.json đọc được.")


class UnknownFormat(InvalidInput):
    """The backup is laid out as this program does not know it."""

    code = "backup_format_unknown"
    text = _(
        "Bản sao lưu theo định dạng %(format)s do chương trình phiên bản %(program)s tạo; chương trình này chỉ đọc "
        "được định dạng %(known)s. Hãy dùng phiên bản đó hoặc mới hơn để khôi phục."
    )


class NewerProgram(InvalidInput):
    """The backup's database has steps that this program does not know."""

    code = "backup_of_newer_program"
    text = _(
        "Bản sao lưu do chương trình mới hơn tạo (phiên bản %(program)s; chương trình này là %(ours)s và không biết "
        "bước %(migration)s). Hãy cài phiên bản đó hoặc mới hơn rồi khôi phục."
    )


class DamagedPart(InvalidInput):
    """A part of the backup is not what was written."""

    code = "backup_damaged"
    text = _(
        "Phần “%(part)s” của bản sao lưu bị thiếu hoặc bị thay đổi nên không khôi phục. Hãy dùng bản sao lưu khác."
    )


class WrongJournalKey(InvalidInput):
    """The key that signed the journal's checkpoints is not the one that is set here."""

    code = "backup_wrong_journal_key"
    text = _(
        "Khóa ký nhật ký ở đây không phải là khóa đã ký nhật ký trong bản sao lưu. Bản sao lưu không chứa khóa nằm "
        "ngoài thư mục dữ liệu; hãy đặt lại khóa đó qua CAUNOI_JOURNAL_KEY rồi khôi phục."
    )


class TargetNotEmpty(Conflict):
    """Restoring never writes over anything."""

    code = "restore_target_not_empty"
    text = _(
        "Chỉ khôi phục vào nơi còn trống, nhưng “%(what)s” đã có dữ liệu. Hãy đặt CAUNOI_DATA (và DATABASE_URL nếu "
        "dùng máy chủ PostgreSQL riêng) đến một thư mục và một cơ sở dữ liệu mới."
    )


class OtherPosition(DomainError):
    """The restored journal is not where the manifest says."""

    code = "restore_other_position"
    status = 500
    text = _(
        "Nhật ký sau khi khôi phục không ở đúng vị trí ghi trong bản sao lưu (mục cuối %(found)s, cần %(expected)s). "
        "Đừng dùng dữ liệu này."
    )


class NotSound(DomainError):
    """What was restored does not pass its own proof."""

    code = "restore_not_sound"
    status = 500
    text = _("Dữ liệu vừa khôi phục không qua được bước “%(step)s”. Đừng dùng dữ liệu này:\n%(reason)s")
