"""Everything that was issued to the visitor or handed in by them, searched without diacritics."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caunoi.dossiers import queries as dossiers
from caunoi.portal.visitors import visit
from caunoi.ui.access import citizen
from caunoi.units.rules.text import fold


@citizen
@require_safe
def store(request: HttpRequest) -> HttpResponse:
    """Records first, then papers; `q` narrows to those whose name, number, procedure or code holds every word."""
    here = visit(request)
    text = request.GET.get("q", "").strip()[:100]
    words = fold(text).split()
    results = dossiers.my_results(actor=here.actor, now=here.now)
    papers = dossiers.my_papers(actor=here.actor, now=here.now)
    context = {
        "q": text, "total": len(results) + len(papers),
        "results": [
            r for r in results if _fits(words, r.title, r.number, r.procedure_name, r.dossier_code, r.agency_name)
        ],
        "papers": [p for p in papers if _fits(words, p.title, p.file_name, p.procedure_name, p.dossier_code)],
    }  # fmt: skip
    return render(request, "portal/store/store.html", context)


def _fits(words: list[str], *texts: str) -> bool:
    whole = fold(" ".join(texts))
    return all(word in whole for word in words)
