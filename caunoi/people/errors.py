"""What may go wrong, in words for the person who reads them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Conflict, InvalidInput, NotFound, NotPermitted


class UnknownAccount(NotFound):
    """There is no such person."""

    code = "unknown_account"
    text = _("Không tìm thấy tài khoản này.")


class UnknownMembership(NotFound):
    """There is no such membership or delegation."""

    code = "unknown_membership"
    text = _("Không tìm thấy phân công này.")


class RoleNotHeld(NotPermitted):
    """The actor does not hold any of the roles needed in the agency at this time."""

    code = "role_not_held"
    text = _("Bạn không giữ vai trò được làm việc này tại cơ quan này vào lúc này.")


class NotAdministrator(NotPermitted):
    """Only an administrator of the agency may change who serves in it."""

    code = "not_administrator"
    text = _("Chỉ quản trị viên của cơ quan mới được thay đổi tài khoản và phân công của cơ quan đó.")


class NotYourRole(NotPermitted):
    """Only the holder may delegate a role or take the delegation back."""

    code = "not_your_role"
    text = _("Chỉ người đang giữ chức vụ mới được ủy quyền hoặc thu hồi ủy quyền của chức vụ đó.")


class AlreadyMember(Conflict):
    """The person already serves in this role in this agency during part of the period."""

    code = "already_member"
    text = _("Người này đã giữ vai trò đó tại cơ quan trong một phần của khoảng thời gian đã nêu.")


class RolesExclude(Conflict):
    """Support staff and auditors hold no other role in the same agency."""

    code = "roles_exclude"
    text = _("Nhân viên hỗ trợ và người kiểm tra không được kiêm vai trò khác trong cùng cơ quan.")


class AlreadyEnded(Conflict):
    """The membership or delegation has ended already."""

    code = "already_ended"
    text = _("Phân công hoặc ủy quyền này đã kết thúc.")


class AlreadyDelegated(Conflict):
    """The same person already acts for this leader during part of the period."""

    code = "already_delegated"
    text = _("Chức vụ này đã được ủy quyền cho người đó trong một phần của khoảng thời gian đã nêu.")


class UsernameTaken(Conflict):
    """Another account has this sign-in name."""

    code = "username_taken"
    text = _("Tên đăng nhập này đã có người dùng.")


class PersonalIdTaken(Conflict):
    """Another account has this personal identification number."""

    code = "personal_id_taken"
    text = _("Số định danh cá nhân này đã gắn với một tài khoản khác.")


class InvalidAccount(InvalidInput):
    """The account's details are wrong."""

    code = "invalid_account"
    text = _("Thông tin tài khoản chưa hợp lệ.")


class InvalidPeriod(InvalidInput):
    """The period is empty or reversed, or lies outside the membership."""

    code = "invalid_period"
    text = _("Thời điểm kết thúc phải sau thời điểm bắt đầu và nằm trong thời gian giữ chức vụ.")


class RoleNotDelegable(InvalidInput):
    """Only leaders delegate."""

    code = "role_not_delegable"
    text = _("Chỉ lãnh đạo cơ quan mới được ủy quyền.")


class DelegateUnfit(InvalidInput):
    """The one who is to act must be a colleague in the same agency who may decide."""

    code = "delegate_unfit"
    text = _(
        "Người được ủy quyền phải đang công tác tại cùng cơ quan và không phải nhân viên hỗ trợ hay người kiểm tra."
    )
