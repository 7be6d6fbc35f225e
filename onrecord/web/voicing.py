"""A request -> a page on a statement's voices: who else carries it, and its words there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from onrecord.values import Article, Span
from onrecord.web.answering import page, record_of
from onrecord.web.citing import cite

if TYPE_CHECKING:
    from onrecord.origins.versions import Version

# How a stretch of the other article's words is shown.
PUT_IN, LEFT_OUT, SAME = "put in", "left out", "same"


def voices(request: Request) -> Response:
    """Show how many articles, origins and accounts stand behind a statement, and why so many."""
    record = record_of(request)
    found = record.voices(record.statement(request.path_params["id"]).id)
    citation = cite(record, [record.statement(found.statement)])[0]
    wanted = [*found.articles, *(one.article for one in found.versions)]
    articles = record.browse.these(wanted)
    context = {
        "citation": citation,
        "voices": found,
        "accounts": [
            (one, [articles[article] for article in one.articles]) for one in found.accounts
        ],
        "versions": [
            (one, articles[one.article], aligned(one, citation.article, articles[one.article]))
            for one in found.versions
        ],
    }
    return page(request, "voices.html", context)


def aligned(version: Version, here: Article, there: Article) -> list[tuple[str, str]]:
    """Return both versions as one text, in stretches of how and words: what is left out there,
    what is put in, and the rest.
    """
    found = []
    for piece in version.pieces:
        if piece.kind in ("same", "elsewhere"):
            found.append((SAME, _words(there, piece.there)))
            continue
        if piece.here:
            found.append((LEFT_OUT, _words(here, piece.here)))
        if piece.there:
            found.append((PUT_IN, _words(there, piece.there)))
    return [(how, words) for how, words in found if words]


def _words(article: Article, spans: tuple[Span, ...]) -> str:
    return " ... ".join(span.of(article.text) for span in spans)
