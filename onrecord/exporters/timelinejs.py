"""A record -> TimelineJS JSON: one slide for each dated statement, a row for each speaker.

A date that is a stretch of days is drawn as one and said in words; what has no date is left out,
and the first slide says how much that is. TimelineJS takes words as HTML, so they are escaped.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.exporters.entries import Entry, entries, web_address
from onrecord.exporters.files import whole_file
from onrecord.exporters.jsonl import json_line
from onrecord.exporters.wording import count_of, day_words

if TYPE_CHECKING:
    from onrecord.record import Record

Json = dict[str, Any]


def export(record: Record, folder: Path) -> list[Path]:
    """Write `timeline.json`; return its path."""
    path = folder / "timeline.json"
    with whole_file(path) as file:
        file.write(json_line(timeline(record)) + "\n")
    return [path]


def timeline(record: Record) -> Json:
    """Return the timeline of what stands on record, oldest first."""
    said = [entry for entry in entries(record) if entry.statement.speech == "said"]
    dated = [entry for entry in said if is_dated(entry)]
    dated.sort(key=lambda entry: (_first(entry), _last(entry), entry.statement.id))
    undated = len(said) - len(dated)
    text = count_of(len(dated), "statement", "statements") + " with a date"
    if undated:
        text += f"; {undated:,} more without one are not shown"
    return {
        "title": {"text": {"headline": "Who said what, and when", "text": f"<p>{text}.</p>"}},
        "events": [slide(entry) for entry in dated],
    }


def is_dated(entry: Entry) -> bool:
    """Say whether both ends of the statement's date are known."""
    date = entry.when
    return date is not None and date.earliest is not None and date.latest is not None


def slide(entry: Entry) -> Json:
    """Return one dated statement as a slide."""
    statement, article = entry.statement, entry.article
    speaker = entry.speaker or "Somebody who is not named"
    how = "said" if statement.said else "published"
    place = escape(article.publisher or article.title or "an article without a name")
    address = web_address(article.url)
    if address:
        place = f'<a href="{escape(address)}" rel="noreferrer noopener">{place}</a>'
    event: Json = {
        "unique_id": statement.id,
        "start_date": _day(_first(entry)),
        "display_date": escape(f"{how} {day_words(entry.when)}"),
        "text": {
            "headline": escape(f"{speaker} {entry.did}"),
            "text": f"<blockquote>{escape(statement.words)}</blockquote><p>{place}</p>",
        },
        "group": escape(speaker),
    }
    if _first(entry) != _last(entry):
        event["end_date"] = _day(_last(entry))
    return event


def _first(entry: Entry) -> str:
    return str(entry.when.earliest) if entry.when else ""


def _last(entry: Entry) -> str:
    return str(entry.when.latest) if entry.when else ""


def _day(day: str) -> dict[str, int]:
    year, month, number = day.split("-")
    return {"year": int(year), "month": int(month), "day": int(number)}
