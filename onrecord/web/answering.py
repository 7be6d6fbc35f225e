"""What every page needs: the open record, who asks, a template filled in, a form taken safely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.web import wording
from onrecord.web.guard import refuse_foreign

if TYPE_CHECKING:
    from onrecord.record import Record

LARGEST_FORM = 64 * 1024


def record_of(request: Request) -> Record:
    """Return the record that the site holds open."""
    record: Record = request.app.state.held.record()
    return record


def who_asks(request: Request) -> str:
    """Return the name that whoever asks gave at the door, "" where none."""
    return str(request.scope.get("state", {}).get("who", ""))


def page(
    request: Request, template: str, context: dict[str, Any], status: int = 200
) -> HTMLResponse:
    """Return a template filled in, with what was just decided and what is still worked out."""
    done = request.query_params.get("done", "")
    judgement = record_of(request).browse.judgement(done) if done.startswith("j1-") else None
    around = {
        "done": judgement,
        "done_words": wording.VERDICTS[judgement.verdict] if judgement else "",
        "who": who_asks(request),
        "door": request.app.state.doors,
        "settling": request.app.state.settling,
    }
    made = request.app.state.templates.get_template(template).render(around | context)
    return HTMLResponse(made, status)


async def small_form(request: Request) -> FormData:
    """Return a form of ours without files. Raise HTTPException for any other, or a large one."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_FORM:
        raise HTTPException(413, "That is more than a decision and a note.")
    form = await request.form(max_files=0, max_fields=12)
    refuse_foreign(request.headers, form.get("token"), request.app.state.token)
    return form


def words_in(form: FormData, name: str, longest: int = 300) -> str:
    """Return a field of a form as words, "" where there is none."""
    given = form.get(name, "")
    return given.strip()[:longest] if isinstance(given, str) else ""


def page_number(request: Request, furthest: int = 2000) -> int:
    """Return which page of a list is asked for; what makes no sense is the first."""
    given = request.query_params.get("page", "1")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 1
    return min(max(1, number), furthest)


def local_path(path: str) -> str:
    """Return a path on this site, "/" for whatever would lead elsewhere."""
    is_local = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_local and path.isprintable() else "/"
