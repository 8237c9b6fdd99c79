"""Operations about dossiers: file, follow, answer a supplement, hand the result over."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from caunoi.api.access import scoped
from caunoi.api.cursors import from_cursor, to_cursor
from caunoi.api.errors import BadHeader, PreconditionFailed, said_where
from caunoi.api.frame import MachineToken, caller_of
from caunoi.api.moments import Moment
from caunoi.api.once import Done, key_of, once
from caunoi.api.schemas_dossiers import (
    ChangedOut,
    ChangePage,
    ComponentIn,
    DossierIn,
    DossierOut,
    FeeLineOut,
    HandOverIn,
    PaymentOut,
    SupplementIn,
)
from caunoi.dossiers import operations as dossier_operations
from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.queries import CounterPerson
from caunoi.exchange import operations as exchange
from caunoi.exchange import queries as machines
from caunoi.procedures import queries as procedures

router = Router(tags=["dossiers"])
FILE, READ, DELIVER, PAYMENTS = "dossiers:file", "dossiers:read", "dossiers:deliver", "payments:read"
_ETAG = re.compile(r'(?:W/)?"(\d+)(?:-[a-z]{2})?"')


@router.post("/dossiers", response={201: DossierOut}, auth=MachineToken(FILE), summary="File a dossier for a person")
@scoped(FILE)
@once
def file_dossier(request: HttpRequest, body: DossierIn) -> Done:
    """A machine in a counter's role receives it at its centre, with a receipt; one that helps files it online.

    All of it is done, or nothing. Upload files first by POST /files.
    """
    caller = caller_of(request)
    filing = exchange.Filing(
        procedure_code=body.procedure_code, person=CounterPerson(**body.applicant.model_dump()),
        answers=dict(body.answers), papers=_papers(body.components), case_id=body.case_id, channel=body.channel,
        agency_id=body.receiving_agency_id, competent_agency_id=body.competent_agency_id, reliefs=body.reliefs,
        return_way=body.return_way, return_address=body.return_address,
    )  # fmt: skip
    with said_where(body):
        view = exchange.file_dossier(filing=filing, key=key_of(request), caller=caller, now=_now(request))
    said = _said(request, view.code)
    return Done(said, 201, {**_tagged(said), "Location": f"/api/v1/dossiers/{said.code}"})


@router.get("/dossiers", response={200: ChangePage}, auth=MachineToken(READ), summary="Dossiers by their last change")
@scoped(READ)
def list_dossiers(
    request: HttpRequest,
    after: Annotated[str | None, Query(max_length=80, description="`next_cursor` of the page before")] = None,
    changed_since: Annotated[Moment | None, Query(description="Only those changed at or after it")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ChangePage:
    """Those that your agency takes part in or that you filed, in the order of their changes.

    Ask again with the last `next_cursor`: nothing is missed, and a dossier comes again when it changed again. A change
    appears a few seconds after it happened.
    """
    caller, position = caller_of(request), from_cursor("changes", after, name="after")
    found = machines.changes(caller=caller, after=position, since=changed_since, limit=limit + 1)
    page, more = found[:limit], len(found) > limit
    by_id = {change.dossier_id: change for change in page}
    rows = dossiers.followed_many([*by_id], actor=exchange.actor_of(caller), now=_now(request))
    items = [ChangedOut.of(row, changed_at=by_id[row.id].changed_at, last_event=by_id[row.id].kind) for row in rows]
    last = page[-1].position if page else position
    return ChangePage(items=items, next_cursor=to_cursor("changes", last), has_more=more)


@router.get("/dossiers/{code}", response={200: DossierOut}, auth=MachineToken(READ), summary="Where a dossier stands")
@scoped(READ)
def get_dossier(request: HttpRequest, response: HttpResponse, code: str) -> DossierOut | HttpResponse:
    """With its timeline, what is asked, its results. With If-None-Match it is sent only when it changed."""
    said = _said(request, code)
    tag = _tagged(said)["ETag"]
    given = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if tag in given or "*" in given:
        return HttpResponse(status=304, headers={"ETag": tag})
    response["ETag"] = tag
    return said


@router.get(
    "/dossiers/{code}/payment", response={200: PaymentOut}, auth=MachineToken(PAYMENTS), summary="What is paid for it"
)
@scoped(PAYMENTS)
def get_payment(request: HttpRequest, code: str) -> PaymentOut:
    """Its fees as they were computed when it was filed, and whether they are paid."""
    view, _reads = dossiers.followed(code, actor=exchange.actor_of(caller_of(request)), now=_now(request))
    fee, names = view.fee, _fee_names(view)
    told = [line | {"name": names.get(line.get("id"), line["name"])} for line in fee.get("lines", [])]
    lines = [FeeLineOut(**{name: line[name] for name in FeeLineOut.model_fields}) for line in told]
    relief = (fee.get("relief") or {}).get("name", "")
    return PaymentOut(
        code=view.code, state=view.fee_state, due=view.fee_due, lines=lines, relief=relief, note=fee.get("note", "")
    )


@router.get("/dossiers/{code}/files/{file_id}", auth=MachineToken(READ), summary="Download a paper, receipt or result")
@scoped(READ)
def get_file(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """The file itself, as it was signed or handed in. Who looks at it is remembered for the applicant."""
    actor, now = exchange.actor_of(caller_of(request)), _now(request)
    view = dossiers.by_code(code, actor=actor, now=now)
    found = dossiers.file_content(view.id, file_id, actor=actor, now=now)
    dossier_operations.record_look(dossier_id=view.id, actor=actor, now=now, what="file")
    answer = HttpResponse(found.content, content_type=found.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = "attachment"
    return answer


@router.post(
    "/dossiers/{code}/supplement", response={200: DossierOut}, auth=MachineToken(FILE), summary="Answer a supplement"
)
@scoped(FILE)
@once
def answer_supplement(request: HttpRequest, code: str, body: SupplementIn) -> Done:
    """Everything that the open request asked for, at once. With If-Match only when nobody changed it since."""
    caller = caller_of(request)
    view = _for_change(request, code)
    with said_where(body):
        exchange.answer_supplement(
            dossier_id=view.id, answers=dict(body.answers), papers=_papers(body.components),
            expected_version=_expected(request, view.version), key=key_of(request), caller=caller, now=_now(request),
        )  # fmt: skip
    said = _said(request, code)
    return Done(said, 200, _tagged(said))


@router.post(
    "/dossiers/{code}/hand-over", response={200: DossierOut}, auth=MachineToken(DELIVER), summary="The result was given"
)
@scoped(DELIVER)
@once
def hand_over(request: HttpRequest, code: str, body: HandOverIn) -> Done:
    """The result was brought to its owner: status 10, with the proof. With If-Match only when nobody changed it."""
    view = _for_change(request, code)
    proof = exchange.Proof(
        received_by=body.received_by, delivered_at=body.delivered_at, way=body.way,
        tracking_number=body.tracking_number, file_id=body.file,
    )  # fmt: skip
    exchange.hand_over(
        dossier_id=view.id, proof=proof, expected_version=_expected(request, view.version),
        caller=caller_of(request), now=_now(request),
    )  # fmt: skip
    said = _said(request, code)
    return Done(said, 200, _tagged(said))


def _fee_names(view: dossiers.DossierView) -> dict[str, str]:
    """What each line of a fee is called, in the language in force."""
    version = procedures.version(view.procedure_version_id)
    return {rule.id: rule.name for case in version.cases for rules in case.fees.values() for rule in rules}


def _now(request: HttpRequest) -> datetime:
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def _papers(given: list[ComponentIn]) -> list[exchange.Paper]:
    return [
        exchange.Paper(
            component_id=paper.component_id, file_ids=tuple(paper.files), originals=paper.originals, copies=paper.copies
        )
        for paper in given
    ]


def _said(request: HttpRequest, code: str) -> DossierOut:
    """The dossier for who may read it whole; for who only filed it, without results and requests between agencies."""
    actor, now = exchange.actor_of(caller_of(request)), _now(request)
    try:
        page = dossier_operations.open_told(code=code, actor=actor, now=now)
    except DossierNotFound:
        view, _reads = dossiers.followed(code, actor=actor, now=now)
        return DossierOut.of(view)
    proof = machines.proof_of(page.dossier.id)
    return DossierOut.of(
        page.dossier, requests=page.requests, results=page.results, timeline=page.timeline, proof=proof
    )


def _for_change(request: HttpRequest, code: str) -> dossiers.DossierView:
    return dossiers.followed(code, actor=exchange.actor_of(caller_of(request)), now=_now(request))[0]


def _tagged(said: DossierOut) -> dict[str, str]:
    """The version and the language: both decide what the answer says."""
    return {"ETag": f'"{said.version}-{(get_language() or "vi")[:2]}"'}


def _expected(request: HttpRequest, version: int) -> int | None:
    """The version of If-Match; None without one. Raises BadHeader, PreconditionFailed."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    found = [_ETAG.fullmatch(one.strip()) for one in given.split(",")]
    if None in found:
        raise BadHeader(name="If-Match", given=given[:80])
    if str(version) not in {one[1] for one in found if one is not None}:
        raise PreconditionFailed(now=f'"{version}"', given=given[:80])
    return version
