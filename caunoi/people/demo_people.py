"""Who the demo persons are, all invented. Plain data: the identity provider's process reads it without Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caunoi.people.rules import Role

PASSWORD = "cau-noi-demo"
TOTP_SECRET = "CAUNOIDEMOCAUNOIDEMOCAUNOIDEMOCN"
"""The same for all demo officers, so that one entry in an authenticator app serves them all."""
WARD, NEIGHBOUR, PROVINCE = "00082", "00004", "01"
PLAN_PROVINCE = "40"
"""Nghệ An, whose published plan is the example of steering."""


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """One invented officer: where they serve is found by the unit's code, the kind and the beginning of the name."""

    username: str
    full_name: str
    role: Role
    unit_code: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class DemoCitizen:
    """One invented citizen, known to the local identity provider."""

    sub: str
    full_name: str
    personal_id: str
    phone: str
    email: str

    def claims(self) -> dict[str, Any]:
        """What the identity provider says of the person."""
        return {
            "name": self.full_name,
            "personal_id": self.personal_id,
            "phone": self.phone,
            "email": self.email,
            "email_verified": True,
        }


OFFICERS = (
    DemoOfficer("quay.cuanam", "Lê Thị Mẫu Quầy", Role.COUNTER_OFFICER, WARD, "service_centre"),
    DemoOfficer("giamdoc.cuanam", "Phạm Văn Mẫu Giám", Role.CENTRE_MANAGER, WARD, "service_centre"),
    DemoOfficer("hotro.cuanam", "Đỗ Thị Mẫu Hỗ", Role.SUPPORT_STAFF, WARD, "service_centre"),
    DemoOfficer("chuyenvien.cuanam", "Trần Văn Ví Dụ", Role.SPECIALIST, WARD, "peoples_committee"),
    DemoOfficer("truongphong.cuanam", "Hoàng Thị Ví Dụ", Role.HEAD_OF_UNIT, WARD, "peoples_committee"),
    DemoOfficer("lanhdao.cuanam", "Vũ Văn Thí Dụ", Role.LEADER, WARD, "peoples_committee"),
    DemoOfficer("phochutich.cuanam", "Bùi Thị Thí Dụ", Role.LEADER, WARD, "peoples_committee"),
    DemoOfficer("vanthu.cuanam", "Ngô Thị Mẫu Thư", Role.CLERK, WARD, "peoples_committee"),
    DemoOfficer("kiemtra.cuanam", "Đặng Văn Mẫu Kiểm", Role.AUDITOR, WARD, "peoples_committee"),
    DemoOfficer("quantri.cuanam", "Lý Thị Mẫu Trị", Role.ADMINISTRATOR, WARD, "peoples_committee"),
    DemoOfficer("chuyenvien.congan", "Hà Văn Mẫu Trú", Role.SPECIALIST, WARD, "police"),
    DemoOfficer("chihuy.congan", "Cao Thị Mẫu Trú", Role.HEAD_OF_UNIT, WARD, "police"),
    DemoOfficer("truong.congan", "Đoàn Văn Mẫu Trú", Role.LEADER, WARD, "police"),
    DemoOfficer("quay.badinh", "Chu Thị Mẫu Quầy", Role.COUNTER_OFFICER, NEIGHBOUR, "service_centre"),
    DemoOfficer("chuyenvien.sotuphap", "Phan Văn Giả Định", Role.SPECIALIST, PROVINCE, "department", "Sở Tư pháp"),
    DemoOfficer("lanhdao.sotuphap", "Mai Thị Giả Định", Role.LEADER, PROVINCE, "department", "Sở Tư pháp"),
    DemoOfficer("lanhdao.hanoi", "Đinh Văn Giả Thử", Role.LEADER, PROVINCE, "peoples_committee"),
    DemoOfficer("thungan.cuanam", "Tô Thị Mẫu Thu", Role.CASHIER, WARD, "service_centre"),
    DemoOfficer("danhmuc.hanoi", "Lương Thị Giả Danh", Role.CATALOGUE_MANAGER, PROVINCE, "peoples_committee"),
    DemoOfficer("kiemsoat.hanoi", "Trịnh Thị Giả Soát", Role.CATALOGUE_MANAGER, PROVINCE, "peoples_committee"),
    DemoOfficer("quytrinh.hanoi", "Kiều Văn Giả Trình", Role.PROCESS_MANAGER, PROVINCE, "peoples_committee"),
    DemoOfficer("danhmuc.botuphap", "Quách Văn Giả Danh", Role.CATALOGUE_MANAGER, "", "ministry", "Bộ Tư pháp"),
    DemoOfficer("kiemsoat.botuphap", "Thái Thị Giả Soát", Role.CATALOGUE_MANAGER, "", "ministry", "Bộ Tư pháp"),
    DemoOfficer("quytrinh.botuphap", "Tống Văn Giả Trình", Role.PROCESS_MANAGER, "", "ministry", "Bộ Tư pháp"),
    DemoOfficer("lanhdao.botuphap", "Nghiêm Thị Giả Thử", Role.LEADER, "", "ministry", "Bộ Tư pháp"),
    DemoOfficer("chuyenvien.hanoi", "Doãn Thị Giả Tổng", Role.SPECIALIST, PROVINCE, "peoples_committee"),
    DemoOfficer("lanhdao.bokhcn", "Khổng Văn Giả Số", Role.LEADER, "", "ministry", "Bộ Khoa học và Công nghệ"),
    DemoOfficer("chuyenvien.bokhcn", "Lã Thị Giả Số", Role.SPECIALIST, "", "ministry", "Bộ Khoa học và Công nghệ"),
    DemoOfficer("lanhdao.nghean", "Thân Văn Giả Lam", Role.LEADER, PLAN_PROVINCE, "peoples_committee"),
    DemoOfficer("chuyenvien.nghean", "Ông Thị Giả Lam", Role.SPECIALIST, PLAN_PROVINCE, "peoples_committee"),
    DemoOfficer("canbo.botuphap", "Tạ Thị Giả Thử", Role.SPECIALIST, "", "ministry", "Bộ Tư pháp"),
)
ALSO_AT_THE_COUNTER = ("chuyenvien.cuanam",)
"""Officers who also serve at the ward's counter: they choose after sign-in for whom they act."""

CITIZENS = (
    DemoCitizen("cong-dan-mau", "Nguyễn Thị Mẫu", "001190000001", "0900000001", "nguyen.thi.mau@example.com"),
    DemoCitizen("cong-dan-vi-du", "Trần Văn Thử", "001085000002", "0900000002", "tran.van.thu@example.com"),
    DemoCitizen("cong-dan-thi-du", "Lê Thị Thí", "040301000003", "0900000003", "le.thi.thi@example.com"),
)
