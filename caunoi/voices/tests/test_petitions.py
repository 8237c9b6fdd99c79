"""A citizen's petition from the form to the rating: placed, routed, checked, shown, answered, reopened."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from PIL import Image

from caunoi.core.actor import Anonymous, Person
from caunoi.core.journal.queries import after
from caunoi.people import testing as people
from caunoi.units import queries as units
from caunoi.units.testing import load_small
from caunoi.voices import operations
from caunoi.voices.errors import EmptyAnswer, ForwardedInCircle
from caunoi.voices.operations.checking import check_petition
from caunoi.voices.operations.filing import file_petition
from caunoi.voices.operations.following import rate, reopen_petition, withdraw_petition
from caunoi.voices.petition_errors import (
    AnsweredAlready,
    NeedsPlace,
    NotAgreed,
    NotAnsweredYet,
    NotAPhoto,
    NotOnMap,
    NotTheChecker,
    OutsideCountry,
    PetitionNotFound,
    PetitionRatedBefore,
    PhotoTooLarge,
    ReopenedTooOften,
    SayWhatIsShown,
    StillPersonal,
    TooManyPetitions,
    TooManyPhotos,
    UnfitPetition,
    UnknownService,
)
from caunoi.voices.petition_notifying import KINDS, tell
from caunoi.voices.petition_shapes import Filed, PetitionDraft, PhotoDraft, Wanted
from caunoi.voices.queries import in_public as public
from caunoi.voices.queries import petition_pages as pages
from caunoi.voices.shapes import RouteDraft

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, tzinfo=UTC)
SOMEBODY = Anonymous("")
CUA_NAM = (21.0245, 105.8430)


@pytest.fixture(autouse=True)
def country() -> None:
    load_small(provinces=("01",))


def draft(**change: Any) -> PetitionDraft:
    given: dict[str, Any] = {
        "service": "pothole", "text": "Ổ gà rất sâu trước cổng chợ, xe máy hay ngã.", "lat": CUA_NAM[0],
        "lon": CUA_NAM[1], "address": "Trước cổng chợ Ví Dụ", "attributes": {"size": ["large"], "depth": ["20"]},
    }  # fmt: skip
    return PetitionDraft(**(given | change))


def filed(**change: Any) -> Filed:
    return file_petition(draft(**change), actor=SOMEBODY, now=NOW)


def voice(sent: Filed) -> Any:
    return apps.get_model("voices", "Voice").objects.get(pk=sent.voice_id)


def answered(sent: Filed, *, at: datetime = NOW + timedelta(days=1), on_time: bool = True) -> None:
    """As the common act leaves it, without its permissions."""
    row = voice(sent)
    row.answers.create(text="Đã vá mặt đường.", agency_id=row.holder_id, at=at, on_time=on_time)
    row.state, row.answered_at, row.answered_on_time = "answered", at, on_time
    row.save()


def photo(name: str = "anh.png", size: int | None = None) -> PhotoDraft:
    kept = io.BytesIO()
    Image.new("RGB", (4, 4), "grey").save(kept, "PNG")
    return PhotoDraft(name, size or len(kept.getvalue()), kept.getvalue)


def officer(sent: Filed, role: str = "specialist") -> Person:
    holder: UUID = voice(sent).holder_id
    return people.actor(people.officer(holder, role, second_factor=False).id, at=NOW)


def kinds(sent: Filed) -> list[str]:
    return [one.kind for one in after(0, 10**6) if one.subject_id == sent.voice_id]


def test_a_pothole_reaches_the_division_of_its_ward_with_a_date() -> None:
    sent = filed(photos=(photo(),))
    row = voice(sent)
    holder = units.agency(row.holder_id)
    assert sent.code == "PA-260922-0001"
    assert (holder.kind, holder.level) == ("division", "commune")
    assert holder.name.startswith("Phòng Kinh tế")
    assert row.due_on == date(2026, 10, 6)  # ten working days
    assert holder.unit_id == row.unit_id
    assert row.province == "01"
    assert kinds(sent) == ["petition.filed", "petition.reached"]
    assert filed().code == "PA-260922-0002"


def test_a_bus_line_goes_to_the_province_and_a_complaint_to_the_chosen_ward() -> None:
    bus = voice(filed(service="bus", lat=None, lon=None, province_code="01", attributes={"route": ["09"]}))
    assert units.agency(bus.holder_id).name.startswith("Sở Xây dựng")
    code = units.nearest(*CUA_NAM, on=NOW.date())[0].unit.code
    conduct = voice(filed(service="conduct", lat=None, lon=None, commune_code=code, attributes={}))
    assert units.agency(conduct.holder_id).kind == "peoples_committee"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"service": "dragons"}, UnknownService),
        ({"lat": 12.0, "lon": 111.0}, OutsideCountry),
        ({"lat": 17.97, "lon": 102.6}, OutsideCountry),
        ({"lat": 95.0}, NotOnMap),
        ({"lon": None}, NotOnMap),
        ({"lat": None, "lon": None}, NeedsPlace),
        ({"lat": None, "lon": None, "province_code": "01"}, NeedsPlace),
        ({"lat": None, "lon": None, "commune_code": "99999"}, NeedsPlace),
        ({"text": "Hỏng"}, UnfitPetition),
        ({"attributes": {"size": ["huge"]}}, UnfitPetition),
        ({"attributes": {"size": ["large"], "colour": ["red"]}}, UnfitPetition),
        ({"phone": "gọi tôi"}, UnfitPetition),
        ({"email": "không có"}, UnfitPetition),
        ({"text": "Ổ gà rất sâu\0 trước cổng"}, UnfitPetition),
    ],
)
def test_what_cannot_be_taken_is_refused_with_words_and_nothing_is_kept(change: Any, error: Any) -> None:
    with pytest.raises(error) as refused:
        filed(**change)
    assert len(refused.value.message) > 20
    assert not apps.get_model("voices", "Voice").objects.exists()


def test_a_video_is_refused_before_it_is_read() -> None:
    def read() -> bytes:
        raise AssertionError("read")

    with pytest.raises(PhotoTooLarge) as refused:
        filed(photos=(PhotoDraft("phim.mp4", 200 * 2**20, read),))
    assert "200 MB" in refused.value.message
    with pytest.raises(TooManyPhotos):
        filed(photos=(PhotoDraft("a.png", 1, read),) * 6)
    with pytest.raises(NotAPhoto):
        filed(photos=(PhotoDraft("phim.mp4", 12, lambda: b"\0\0\0\x18ftypmp42"),))
    assert not apps.get_model("voices", "Voice").objects.exists()


def test_an_anonymous_author_leaves_nothing_behind() -> None:
    citizen = Person(people.citizen().id)
    sent = file_petition(
        draft(anonymous=True, name="Nguyễn Thị Mẫu", phone="0900000008", email="mau@example.org"),
        actor=citizen,
        now=NOW,
    )
    row = voice(sent).petition
    assert (row.name, row.phone, row.email, row.person_id) == ("", "", "", None)
    assert sent.token not in str(row.__dict__)
    found = pages.petition_for_officer(sent.voice_id, actor=officer(sent), now=NOW)
    assert (found.anonymous, found.name, found.phone) == (True, "", "")


def test_contact_is_for_the_agency_that_answers_only() -> None:
    sent = filed(name="Nguyễn Thị Mẫu", phone="0900000008")
    assert pages.petition_for_officer(sent.voice_id, actor=officer(sent), now=NOW).phone == "0900000008"
    other = people.actor(people.officer(None, None, second_factor=False).id, at=NOW)
    for stranger in (SOMEBODY, other):
        with pytest.raises(PetitionNotFound):
            pages.petition_for_officer(sent.voice_id, actor=stranger, now=NOW)


def test_the_checker_is_told_of_personal_data_and_cannot_publish_it() -> None:
    sent = filed(text="Ổ gà trước nhà ông Ví Dụ, gọi 0912 345 678 hoặc mau@example.org")
    who = officer(sent)
    assert pages.petition_for_officer(sent.voice_id, actor=who, now=NOW).hints == ("phone", "email")
    show: dict[str, Any] = {"voice_id": sent.voice_id, "outcome": "shown", "actor": who, "now": NOW}
    with pytest.raises(StillPersonal):
        check_petition(**show, public_text="Ổ gà, gọi 0912 345 678")
    with pytest.raises(SayWhatIsShown):
        check_petition(**show)
    with pytest.raises(SayWhatIsShown):
        check_petition(voice_id=sent.voice_id, outcome="hidden", actor=who, now=NOW)
    with pytest.raises(NotTheChecker):
        check_petition(**(show | {"actor": SOMEBODY}), public_text="Ổ gà trước cổng chợ")


def test_before_a_check_the_public_sees_that_it_exists_and_no_text() -> None:
    sent = filed(photos=(photo(), photo()))
    hidden = filed(service="conduct", commune_code=units.nearest(*CUA_NAM, on=NOW.date())[0].unit.code,
                   lat=None, lon=None, attributes={})  # fmt: skip
    seen = public.public_petition(sent.code)
    assert (seen.title, seen.text, seen.address, seen.photos) == ("", "", "", ())
    assert (seen.lat, seen.state) == (CUA_NAM[0], "open")
    with pytest.raises(PetitionNotFound):
        public.public_petition(hidden.code)
    files = [one.file_id for one in pages.follow_up(sent.token, now=NOW).photos]
    with pytest.raises(PetitionNotFound):
        public.public_photo(files[0])
    who = officer(sent)
    check_petition(
        voice_id=sent.voice_id, outcome="shown", public_text="Ổ gà <b>sâu</b> trước cổng chợ", photos=files[:1],
        actor=who, now=NOW,
    )  # fmt: skip
    shown = public.public_petition(sent.code)
    assert shown.text == "Ổ gà <b>sâu</b> trước cổng chợ"
    assert shown.photos == (files[0],)
    assert public.public_photo(files[0])[1] == "image/png"
    with pytest.raises(PetitionNotFound):
        public.public_photo(files[1])
    check_petition(voice_id=sent.voice_id, outcome="hidden", reason="Trùng lặp", actor=who, now=NOW)
    with pytest.raises(PetitionNotFound):
        public.public_petition(sent.code)
    with pytest.raises(PetitionNotFound):
        public.public_photo(files[0])


def test_without_the_authors_consent_nothing_is_public() -> None:
    sent = filed(agrees_to_publish=False)
    assert public.public_petitions(Wanted()).total == 0
    with pytest.raises(NotAgreed):
        check_petition(
            voice_id=sent.voice_id, outcome="shown", public_text="Ổ gà trước chợ", actor=officer(sent), now=NOW
        )


def test_the_public_finds_without_diacritics_and_only_in_what_is_public(django_assert_max_num_queries: Any) -> None:
    sent = filed(text="Ổ gà sâu. Ông Bí Mật ở đối diện biết rõ.")
    for number in range(12):
        filed(lat=CUA_NAM[0] + number / 5000)
    filed(service="waste", attributes={"kind": ["household"]})
    check_petition(
        voice_id=sent.voice_id, outcome="shown", public_text="Hố sâu trước cổng chợ", actor=officer(sent), now=NOW
    )
    assert [one.code for one in public.public_petitions(Wanted(text="ho sau cong cho")).rows] == [sent.code]
    assert public.public_petitions(Wanted(text="bi mat")).total == 0
    assert public.public_petitions(Wanted(services=("waste",))).total == 1
    assert public.public_petitions(Wanted(state="closed")).total == 0
    with django_assert_max_num_queries(5):
        page = public.public_petitions(Wanted(province="01"), page=2, size=10)
    assert (page.total, page.page, page.pages, len(page.rows)) == (14, 2, 2, 4)
    with django_assert_max_num_queries(3):
        assert len(public.public_map(Wanted())) == 14


def test_the_same_thing_close_by_is_found_in_one_statement(django_assert_num_queries: Any) -> None:
    close = filed(lat=CUA_NAM[0] + 0.001)
    filed(lat=CUA_NAM[0] + 0.01)
    filed(service="street_light", attributes={"fault": ["dark"]})
    with django_assert_num_queries(1):
        found = public.near(*CUA_NAM, "pothole", now=NOW)
    assert [(one.code, one.distance_m) for one in found] == [(close.code, 111)]
    assert public.near(*CUA_NAM, "pothole", now=NOW + timedelta(days=100)) == []


def test_one_sender_may_not_flood_the_office() -> None:
    for _ in range(10):
        filed(phone="0900000008")
    with pytest.raises(TooManyPetitions):
        filed(phone="0900000008")
    filed(phone="0900000009")
    file_petition(draft(phone="0900000008"), actor=SOMEBODY, now=NOW + timedelta(hours=25))
    for _ in range(20):
        filed(sender="203.0.113.7")
    with pytest.raises(TooManyPetitions) as refused:
        filed(sender="203.0.113.7")
    assert "20" in refused.value.message
    assert "203.0.113.7" not in str(list(apps.get_model("voices", "Petition").objects.values()))


def test_its_author_rates_the_answer_once_and_may_reopen_it_twice() -> None:
    sent = filed()
    for wrong in ("", "not-a-secret", sent.token[:-1]):
        with pytest.raises(PetitionNotFound):
            pages.follow_up(wrong, now=NOW)
    with pytest.raises(NotAnsweredYet):
        rate(token=sent.token, rating=5, actor=SOMEBODY, now=NOW)
    answered(sent)
    seen = pages.follow_up(sent.token, now=NOW)
    assert (seen.answer, seen.may_rate, seen.may_reopen) == ("Đã vá mặt đường.", True, True)
    assert rate(token=sent.token, rating=4, words="Cảm ơn", actor=SOMEBODY, now=NOW) is True
    with pytest.raises(PetitionRatedBefore):
        rate(token=sent.token, rating=1, actor=SOMEBODY, now=NOW)
    later = NOW + timedelta(days=7)
    reopen_petition(token=sent.token, reason="Vá xong lại hỏng", actor=SOMEBODY, now=later)
    again = pages.follow_up(sent.token, now=later)
    assert (again.state, again.rating, again.reopened) == ("open", None, 1)
    assert again.due_on == date(2026, 10, 13)
    answered(sent)
    assert rate(token=sent.token, rating=3, actor=SOMEBODY, now=later) is False
    reopen_petition(token=sent.token, reason="Vẫn còn hố", actor=SOMEBODY, now=later)
    answered(sent)
    with pytest.raises(ReopenedTooOften):
        reopen_petition(token=sent.token, reason="Vẫn còn hố", actor=SOMEBODY, now=later)
    assert kinds(sent).count("petition.reopened") == 2
    first = next(one for one in after(0, 10**6) if one.kind == "petition.reopened")
    assert (first.data["was_on_time"], first.data["was_satisfied"]) == (True, True)


def test_a_signed_in_author_needs_no_secret_and_others_have_none() -> None:
    citizen, other = Person(people.citizen().id), Person(people.citizen().id)
    sent = file_petition(draft(), actor=citizen, now=NOW)
    assert [one[1] for one in pages.my_petitions(actor=citizen)] == [sent.code]
    assert pages.my_petition(sent.voice_id, actor=citizen, now=NOW).code == sent.code
    with pytest.raises(PetitionNotFound):
        pages.my_petition(sent.voice_id, actor=other, now=NOW)
    answered(sent)
    with pytest.raises(PetitionNotFound):
        rate(voice_id=sent.voice_id, rating=1, actor=other, now=NOW)
    assert rate(voice_id=sent.voice_id, rating=5, actor=citizen, now=NOW)


def test_its_author_may_take_it_back_while_it_is_open() -> None:
    sent = filed()
    withdraw_petition(token=sent.token, actor=SOMEBODY, now=NOW)
    assert pages.follow_up(sent.token, now=NOW).state == "withdrawn"
    assert kinds(sent)[-1] == "petition.withdrawn"
    with pytest.raises(PetitionNotFound):
        public.public_petition(sent.code)
    with pytest.raises(AnsweredAlready):
        withdraw_petition(token=sent.token, actor=SOMEBODY, now=NOW)


def test_the_common_acts_move_answer_and_publish_a_petition_and_its_figures_follow() -> None:
    sent = filed(text="Ổ gà sâu trước cổng chợ, đã nhiều người ngã.", name="Nguyễn Thị Mẫu")
    division, row = officer(sent, "head_of_unit"), voice(sent)
    committee = next(
        one for one in units.agencies_of(units.unit(row.unit_id).code, on=NOW.date()) if one.kind == "peoples_committee"
    )
    operations.forward(voice_id=sent.voice_id, to_agency_id=committee.id, reason="", actor=division, now=NOW)
    leader = officer(sent, "leader")
    given: dict[str, Any] = {"voice_id": sent.voice_id, "actor": leader, "now": NOW}
    with pytest.raises(ForwardedInCircle):
        operations.forward(**given, to_agency_id=row.holder_id, reason="Không thuộc thẩm quyền")
    with pytest.raises(EmptyAnswer):
        operations.answer(**given, text=" ")
    operations.answer(**given, text="Đã vá mặt đường ngày 22/9/2026.")
    assert kinds(sent)[2:] == ["petition.left", "petition.reached", "petition.answered"]
    words: dict[str, Any] = {
        "public_title": "Ổ gà",
        "public_text": "Ổ gà trước cổng chợ",
        "public_answer": "Đã vá mặt đường.",
    }
    with pytest.raises(StillPersonal):
        operations.publish_answer(**given, **(words | {"public_answer": "Gọi 0912 345 678"}))
    operations.publish_answer(**given, **words)
    assert public.public_petition(sent.code).answer == "Đã vá mặt đường."
    assert public.public_petitions(Wanted(text="o ga truoc cong cho")).total == 1
    last = [one for one in after(0, 10**6) if one.kind == "petition.answered"][-1]
    assert (last.agency_id, last.unit_id, last.data["on_time"]) == (committee.id, row.unit_id, True)
    check_petition(voice_id=sent.voice_id, outcome="hidden", reason="Lộ danh tính", actor=leader, now=NOW)
    assert voice(sent).published_at is None


def test_an_own_row_of_the_routing_table_goes_before_the_category() -> None:
    code = units.nearest(*CUA_NAM, on=NOW.date())[0].unit.code
    there = {one.kind: one for one in units.agencies_of(code, on=NOW.date())}
    keeper = people.actor(people.officer(there["peoples_committee"].id, "leader", second_factor=False).id, at=NOW)
    row = RouteDraft(
        topic="pothole", agency_id=there["office"].id, contact_id=None, stand_in_id=None, way="step", days=3,
        valid_from=NOW.date(), valid_to=None, reference="Quyết định (ví dụ)",
    )  # fmt: skip
    operations.set_route(keeper_id=there["peoples_committee"].id, draft=row, actor=keeper, now=NOW)
    sent = filed()
    assert voice(sent).holder_id == there["office"].id
    assert sent.due_on == date(2026, 9, 25)


def test_the_agency_the_author_and_the_keeper_are_told_without_words_of_anybody() -> None:
    citizen = Person(people.citizen().id)
    first = filed()
    who = officer(first, "head_of_unit")
    sent = file_petition(draft(text="Ổ gà rất bí mật trước cổng chợ"), actor=citizen, now=NOW)
    operations.answer(voice_id=sent.voice_id, text="Đã vá mặt đường.", actor=who, now=NOW)
    tell([one for one in after(0, 10**6) if one.kind in KINDS and one.subject_id == sent.voice_id])
    told = {one.person_id: one for one in apps.get_model("messages", "Notice").objects.all()}
    assert set(told) == {who.person_id, citizen.person_id}
    assert "bí mật" not in str([one.__dict__ for one in told.values()])


@pytest.mark.django_db(transaction=True)
def test_petitions_that_come_at_the_same_moment_get_codes_of_their_own() -> None:
    def send(_number: int) -> str:
        try:
            return filed().code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        codes = sorted(pool.map(send, range(12)))
    assert codes == [f"PA-260922-{number:04d}" for number in range(1, 13)]
