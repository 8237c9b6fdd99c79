"""For the tests of any room: a small piece of the country, quickly."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from uuid import UUID

from caunoi.core.actor import System
from caunoi.core.ids import new_id
from caunoi.units import queries
from caunoi.units.errors import RegisterExists
from caunoi.units.models import Agency, Placement, Register, UnitVersion
from caunoi.units.operations import Loaded, load_country
from caunoi.units.operations.importing import unchanged
from caunoi.units.queries.units import VN
from caunoi.units.rules.text import fold

SINCE = date(2025, 7, 1)
AT = datetime(2025, 9, 1, tzinfo=UTC)


def load_small(*, provinces: Collection[str] = ("01", "04"), now: datetime = AT) -> Loaded:
    """Load Hà Nội and Cao Bằng (or other provinces, by their code of 2025-07-01), with their history and agencies.

    Does nothing when the register is there already.
    """
    try:
        return load_country(now=now, actor=System("units"), provinces=provinces)
    except RegisterExists:  # the whole country, or another piece, is there already
        return unchanged(VN)


def ward(code: str, name: str, *, now: datetime) -> list[queries.AgencyView]:
    """A ward's agencies: those that are loaded, or a committee and a centre made by hand, which takes no time."""
    if not UnitVersion.objects.filter(code=code, level="commune", valid_to=None).exists():
        _make_ward(code, name, now)
    return queries.agencies_of(code, on=SINCE)


def named_agency(kind: str, name: str, *, province: str = "", commune: str = "") -> queries.AgencyView:
    """The agency of that name, of a province or commune (codes) or of the nation: a loaded one, or one made by hand."""
    found = Agency.objects.filter(name=name, valid_to=None).first()
    if found is None:
        level = "commune" if commune else "province" if province else "nation"
        unit = UnitVersion.objects.get(level=level, code=commune or province, valid_to=None) if province else None
        number = Agency.objects.count() + 10
        found = Agency.objects.create(
            id=new_id(), code=f"000.{number:02d}.B{number % 10}.H26", kind=kind, level=level, name=name, unit=unit,
            province_code=province, position=number, valid_from=SINCE,
        )  # fmt: skip
    return queries.agency(found.pk)


def _make_ward(code: str, name: str, now: datetime) -> None:
    """A province and one ward of it, as small as units can be."""
    register, _ = Register.objects.get_or_create(name="vn", defaults={"starts_on": SINCE, "loaded_at": now})
    province = UnitVersion.objects.filter(register=register, level="province", code="01", valid_to=None).first()
    if province is None:
        province = _unit(register, "province", "01", "thành phố", "Hà Nội", None)
    ward = _unit(register, "commune", code, "phường", name, province)
    last = Agency.objects.count()
    for number, (kind, title) in enumerate(
        (("peoples_committee", "Ủy ban nhân dân"), ("service_centre", "Trung tâm Phục vụ hành chính công")), last + 10
    ):
        Agency.objects.create(
            id=new_id(),
            code=f"000.{number:02d}.A0.H26",
            kind=kind,
            level="commune",
            name=f"{title} phường {name}",
            unit=ward,
            province_code="01",
            position=number,
            valid_from=SINCE,
        )


def _unit(register: Register, level: str, code: str, type_: str, name: str, parent: UnitVersion | None) -> UnitVersion:
    full_name = f"{type_.capitalize()} {name}"
    unit = UnitVersion.objects.create(
        id=new_id(),
        register=register,
        level=level,
        code=code,
        type=type_,
        name=name,
        full_name=full_name,
        valid_from=SINCE,
        agency_code="H26",
        name_key=fold(name),
        search_key=fold(f"{full_name} Hà Nội"),
    )
    Placement.objects.create(unit=unit, parent=parent, top_code=parent.code if parent else code, valid_from=SINCE)
    return unit


def police_beside(agency_id: UUID) -> UUID:
    """A police of the unit that an agency serves, made by hand; its id."""
    row = Agency.objects.get(id=agency_id)
    row.id, row.code, row.kind = new_id(), "000.99.A0.H26", "police"
    row._state.adding = True
    row.save(force_insert=True)
    return row.id


def agency(kind: str, level: str, name: str, *, code: str, province_code: str = "") -> queries.AgencyView:
    """An agency made by hand: a ministry, or of the province when `province_code` is that of one made by `ward`."""
    unit = UnitVersion.objects.filter(level="province", code=province_code, valid_to=None).first()
    row, _ = Agency.objects.get_or_create(
        code=code, valid_to=None,
        defaults={
            "id": new_id(), "kind": kind, "level": level, "name": name, "unit": unit, "province_code": province_code,
            "valid_from": SINCE,
        },
    )  # fmt: skip
    return queries.agency(row.id)
