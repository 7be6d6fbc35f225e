"""A request under /api -> JSON: statements, entities, articles and comparisons, a page at a time.

Everything is read, nothing is changed. `ENDPOINTS` is the table of what there is: the routes, what
is taken from the query string and the description at /api/openapi.json are all made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from onrecord.errors import DateError, NotOnRecord, OnrecordError
from onrecord.exporters import as_json, line_of
from onrecord.values import (
    Act,
    Article,
    Comparison,
    ComparisonKind,
    Entity,
    Quoting,
    Speech,
    Statement,
)
from onrecord.web.answering import page
from onrecord.web.citing import cite
from onrecord.web.openapi import Endpoint, Parameter, description, words

if TYPE_CHECKING:
    from onrecord.record import Record

A_PAGE, LARGEST_PAGE = 50, 500
FURTHEST = 100_000  # values that pages reach; whoever wants more is better served by an export
LONGEST = 300  # characters of a parameter
LONG_IN_AN_ARTICLE = ("text", "blocks", "authors", "evidence")
LONG_IN_AN_ENTITY = ("mentions",)

Document = dict[str, Any]


def routes(record: Callable[[], Record]) -> list[BaseRoute]:
    """Return the page that tells what there is, and the routes that answer with JSON."""
    inside = Starlette(
        routes=[
            Route("/openapi.json", lambda request: _answered(_described(record()))),
            *(Route(endpoint.path, _answering(endpoint, record)) for endpoint in ENDPOINTS),
        ],
        exception_handlers={
            HTTPException: _http_problem,
            OnrecordError: _onrecord_problem,
            Exception: _broken,
        },
    )
    return [Route("/api", lambda request: _page(request, record())), Mount("/api", inside)]


def _page(request: Request, record: Record) -> Response:
    return page(request, "api.html", {"api": _described(record), "prompt": urlencode})


def _described(record: Record) -> Document:
    return description(ENDPOINTS, _examples(record))


def _answering(endpoint: Endpoint, record: Callable[[], Record]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        given = _given(request.query_params, endpoint.parameters)
        if endpoint.is_list:
            return _answered(_listed(endpoint, record(), given))
        found = endpoint.find(record(), {"id": request.path_params["id"]}, 0, 1)
        return _answered(endpoint.documents(record(), found)[0])

    return answer


def _answered(document: Document, status: int = 200) -> Response:
    return Response(line_of(document), status, media_type="application/json")


def _listed(endpoint: Endpoint, record: Record, given: dict[str, str]) -> Document:
    """Return one page of what is found, and the address of the next where there is more."""
    number, size = int(given.pop("page", 1)), int(given.pop("limit", A_PAGE))
    if number * size > FURTHEST:
        raise HTTPException(
            400,
            f"pages reach the first {FURTHEST:,} values; narrow the question down, or take all "
            "with `onrecord export jsonl`",
        )
    found = endpoint.find(record, given, (number - 1) * size, size + 1)
    asked = {**given, "page": number + 1} | ({"limit": size} if size != A_PAGE else {})
    return {
        "items": endpoint.documents(record, found[:size]),
        "page": number,
        "next": f"/api{endpoint.path}?{urlencode(asked)}" if len(found) > size else None,
    }


def _given(query: Mapping[str, str], parameters: tuple[Parameter, ...]) -> dict[str, str]:
    """Return what is asked for. Raise HTTPException 400 for what makes no sense."""
    by_name = {one.name: one for one in parameters if one.name != "id"}
    given = {}
    for name, value in query.items():
        name = "search" if name == "q" and "search" in by_name else name  # as the pages call it
        if name not in by_name:
            raise HTTPException(400, f"no parameter '{name}' here; on hand: {', '.join(by_name)}")
        value = value.strip()
        if problem := by_name[name].problem_with(value[: LONGEST + 1], LONGEST):
            raise HTTPException(400, f"{name}: {problem}")
        if value:
            given[name] = value
    return given


# --- what is found ---


def _statements(record: Record, given: dict[str, Any], skip: int, most: int) -> list[Statement]:
    return record.statements(**given, skip=skip, limit=most)


def _entities(record: Record, given: dict[str, Any], skip: int, most: int) -> list[Entity]:
    return record.browse.entities(given.get("search"), most, skip)


def _articles(record: Record, given: dict[str, Any], skip: int, most: int) -> list[Article]:
    return record.browse.articles(most, skip, newest=False)


def _comparisons(record: Record, given: dict[str, Any], skip: int, most: int) -> list[Comparison]:
    wanted = {**given, "min_score": float(given.get("min_score", 0))}
    return record.comparisons(**wanted, limit=most, skip=skip)


# --- how it is told: many at once, as each lookup takes its time ---


def _spoken(record: Record, statements: Sequence[Statement]) -> list[Document]:
    return [
        {
            **as_json(one.statement),
            "entity": one.entity.id if one.entity else None,
            "entity_name": one.entity.name if one.entity else None,
            "outlet": one.article.publisher,
            "title": one.article.title,
            "url": one.article.url,
        }
        for one in cite(record, statements)
    ]


def _whole(record: Record, values: Sequence[Any]) -> list[Document]:
    return [as_json(value) for value in values]


def _without_text(record: Record, articles: Sequence[Article]) -> list[Document]:
    return [_without(as_json(article), LONG_IN_AN_ARTICLE) for article in articles]


def _without_mentions(record: Record, entities: Sequence[Entity]) -> list[Document]:
    named = record.browse.named([one.id for one in entities])
    return [
        {**_without(as_json(one), LONG_IN_AN_ENTITY), "mentioned": named[one.id].mentions}
        for one in entities
    ]


def _without(document: Document, fields: Sequence[str]) -> Document:
    return {name: value for name, value in document.items() if name not in fields}


def _compared(record: Record, comparisons: Sequence[Comparison]) -> list[Document]:
    ids = [side for one in comparisons for side in (one.earlier, one.later)]
    statements = record.browse.statements(ids).values()
    told = {document["id"]: document for document in _spoken(record, list(statements))}
    return [
        {
            **as_json(one),
            "passages": {"earlier": told[one.earlier], "later": told[one.later]},
        }
        for one in comparisons
    ]


# --- the table ---

PAGES = (
    Parameter("page", "Which page of results.", {"type": "integer", "minimum": 1}, "1"),
    Parameter(
        "limit",
        f"How many results to a page; {A_PAGE} unless said otherwise.",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE},
        "10",
    ),
)
BY = Parameter("by", "Said by this person or party: a name, an alias or an id.")
ABOUT = Parameter("about", "Saying something of this person, party or thing.")
SEARCH = Parameter("search", "With these words in it; q is the same.", example="deal")
SPOKEN_BY = {
    "entity": words("The id of whoever speaks.", or_null=True),
    "entity_name": words("The name of whoever speaks.", or_null=True),
    "outlet": words("Who published the article."),
    "title": words("The title of the article."),
    "url": words("The address of the article."),
}

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "/statements",
        "List who said what, by date, the undated last",
        Statement,
        _statements,
        _spoken,
        (
            BY,
            ABOUT,
            Parameter("act", "What was done in saying it.", {"enum": list(get_args(Act))}, "deny"),
            Parameter(
                "speech",
                "Said, or told of as something else.",
                {"enum": list(get_args(Speech))},
                "said",
            ),
            Parameter("since", "Said on this day or later: 2021, 2021-11.", example="2021"),
            Parameter("until", "Said on this day or earlier.", example="2035-12"),
            SEARCH,
            Parameter("outlet", "In articles of this publisher, as they name it."),
            Parameter(
                "quoting",
                "Word for word, partly so, or in the article's words.",
                {"enum": list(get_args(Quoting))},
                "direct",
            ),
            Parameter("article", "From the article with this id."),
            *PAGES,
        ),
        beside=SPOKEN_BY,
    ),
    Endpoint(
        "/statements/{id}",
        "Show one statement",
        Statement,
        lambda record, given, skip, most: [record.statement(given["id"])],
        _spoken,
        beside=SPOKEN_BY,
    ),
    Endpoint(
        "/entities",
        "List people, organisations, places and groups by name",
        Entity,
        _entities,
        _without_mentions,
        (Parameter("search", "With this in a name; q is the same.", example="a"), *PAGES),
        beside={"mentioned": {"type": "integer", "description": "How many mentions it has."}},
        without=LONG_IN_AN_ENTITY,
    ),
    Endpoint(
        "/entities/{id}",
        "Show one person, organisation, place or group, by id or name",
        Entity,
        lambda record, given, skip, most: [record.entity(given["id"])],
        _whole,
    ),
    Endpoint(
        "/articles",
        "List articles by date, without their text",
        Article,
        _articles,
        _without_text,
        PAGES,
        without=LONG_IN_AN_ARTICLE,
    ),
    Endpoint(
        "/articles/{id}",
        "Show one article with its text, into which all spans index",
        Article,
        lambda record, given, skip, most: [record.article(given["id"])],
        _whole,
    ),
    Endpoint(
        "/comparisons",
        "List comparisons, best first, those that a person rejected last",
        Comparison,
        _comparisons,
        _compared,
        (
            Parameter("kind", "Of this kind.", {"enum": list(get_args(ComparisonKind))}, "shifts"),
            Parameter("by", "Where this person or party speaks."),
            Parameter("about", "Where either speaks of this."),
            Parameter(
                "min_score",
                "Only those that score at least this.",
                {"type": "number", "minimum": 0, "maximum": 1},
                "0.5",
            ),
            *PAGES,
        ),
        passages=True,
        beside=SPOKEN_BY,
    ),
    Endpoint(
        "/comparisons/{id}",
        "Show one comparison with both its passages",
        Comparison,
        lambda record, given, skip, most: [record.comparison(given["id"])],
        _compared,
        passages=True,
        beside=SPOKEN_BY,
    ),
)


def _examples(record: Record) -> dict[str, str]:
    """Return values that this record answers to, by parameter and by the path of an id."""
    found: dict[str, str] = {}
    for citation in cite(record, record.statements(limit=A_PAGE)):
        if speaker := citation.entity:
            statement = citation.statement
            found |= {"by": speaker.name, "about": speaker.name, "article": statement.article}
            found |= {"/statements/{id}": statement.id, "/articles/{id}": statement.article}
            found |= {"outlet": citation.article.publisher, "/entities/{id}": speaker.id}
            break
    for comparison in record.comparisons(kind="shifts", limit=1):
        found["/comparisons/{id}"] = comparison.id
    return found


# --- what went wrong ---


def _http_problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    if problem.status_code == 404:
        on_hand = ", ".join(f"/api{endpoint.path}" for endpoint in ENDPOINTS)
        return _problem(404, f"there is nothing here; on hand: {on_hand}, /api/openapi.json")
    return _problem(problem.status_code, problem.detail)


def _onrecord_problem(request: Request, problem: Exception) -> Response:
    if isinstance(problem, NotOnRecord):
        return _problem(404, str(problem))
    return _problem(400 if isinstance(problem, DateError) else 500, str(problem))


def _broken(request: Request, problem: Exception) -> Response:
    """Say so; Starlette raises the error again, for the terminal to show."""
    return _problem(500, "something broke here; the terminal that serves this shows what")


def _problem(status: int, words: str) -> Response:
    return _answered({"error": words}, status)
