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


class PersonDiffers(Conflict):
    """The number belongs to somebody of another name: a digit or the name was mistyped."""

    code = "person_differs"
    text = _("Số định danh cá nhân này thuộc về một người có họ tên khác. Hãy đối chiếu lại số và họ tên trên giấy tờ.")


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


class UnknownAbsence(NotFound):
    """There is no such absence."""

    code = "unknown_absence"
    text = _("Không tìm thấy lần vắng mặt này.")


class NotYourAbsence(NotPermitted):
    """The person, a head of unit, a leader or an administrator of the agency says who is away."""

    code = "not_your_absence"
    text = _(
        "Chỉ chính người đó, trưởng bộ phận, lãnh đạo hoặc quản trị viên của cơ quan mới được ghi hay bỏ việc vắng mặt."
    )


class AlreadyAbsent(Conflict):
    """The person is away already during part of the period."""

    code = "already_absent"
    text = _("Người này đã được ghi vắng mặt trong một phần của khoảng thời gian đã nêu.")


class AbsencePeriod(InvalidInput):
    """The period is empty, reversed or over."""

    code = "absence_period"
    text = _("Ngày trở lại phải sau ngày bắt đầu vắng và chưa qua.")


class DeputyUnfit(InvalidInput):
    """The deputy must be a colleague who holds one of the same roles and is not away."""

    code = "deputy_unfit"
    text = _("Người làm thay phải đang giữ cùng vai trò tại cơ quan này và không vắng mặt trong thời gian đó.")


class NotYourself(NotPermitted):
    """Nobody takes off their own second factor: another administrator does."""

    code = "not_yourself"
    text = _("Bạn không tự gỡ xác thực hai lớp của mình được. Hãy nhờ một quản trị viên khác của cơ quan.")


class NotAnOfficerHere(NotFound):
    """The person does not serve in this agency."""

    code = "not_an_officer_here"
    text = _("Người này không công tác tại cơ quan của bạn.")
