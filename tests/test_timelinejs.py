"""TimelineJS JSON, held against its documented shape (timeline.knightlab.com/docs/json-format)."""

import json

from jsonschema import Draft202012Validator

from onrecord.exporters import export
from tests.opened import hostile, opened
from tests.rivercase import HOSTILE

WORDS = {"type": "string"}
DAY = {
    "type": "object",
    "required": ["year"],
    "additionalProperties": False,
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
}
TEXT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"headline": WORDS, "text": WORDS},
}
SHAPE = {
    "type": "object",
    "required": ["events"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "object", "required": ["text"], "properties": {"text": TEXT}},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text"],
                "additionalProperties": False,
                "properties": {
                    "start_date": DAY,
                    "end_date": DAY,
                    "display_date": WORDS,
                    "text": TEXT,
                    "group": WORDS,
                    "unique_id": WORDS,
                },
            },
        },
    },
}


def timeline_of(record, folder):
    [path] = export(record, "timelinejs", folder)
    timeline = json.loads(path.read_text("utf-8"))
    Draft202012Validator(SHAPE).validate(timeline)
    return timeline


def test_dated_statements_are_slides_oldest_first(record, shelf, tmp_path):
    timeline = timeline_of(record, tmp_path / "out")
    dated = [one for one in shelf.found if one.said or one.published]
    assert {one["unique_id"] for one in timeline["events"]} == {one.id for one in dated}
    days = [tuple(one["start_date"].values()) for one in timeline["events"]]
    assert days == sorted(days)
    last = timeline["events"][-1]
    assert last["start_date"] == {"year": 2031, "month": 4, "day": 17}
    assert last["text"]["headline"] == "Ilse Marden promised"
    assert last["group"] == "Ilse Marden"
    assert last["display_date"] == "said 17 April 2031"


def test_the_undated_are_counted_and_not_drawn(record, shelf, tmp_path):
    undated = sum(not (one.said or one.published) for one in shelf.found)
    title = timeline_of(record, tmp_path / "out")["title"]["text"]["text"]
    assert f"{undated} more without one are not shown" in title


def test_the_rejected_are_not_drawn(record, shelf, tmp_path):
    record.judge(shelf.found[8].id, "reject")
    ids = {one["unique_id"] for one in timeline_of(record, tmp_path / "out")["events"]}
    assert shelf.found[8].id not in ids


def test_markup_from_a_page_is_shown_as_words(tmp_path):
    with opened(hostile(), tmp_path) as record:
        timeline = timeline_of(record, tmp_path / "out")
    assert timeline["events"]
    assert HOSTILE not in json.dumps(timeline)
    assert "<script>" not in json.dumps(timeline)
