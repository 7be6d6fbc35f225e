"""Imports run down only, each library lives in one room, and no file is two nouns."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "onrecord"
FILES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 400

# From the top floor to the ground. A room may import from any floor below its own, never from a
# room beside it. On the ground floor they may know each other: values are made of values.
FLOORS = (
    {"cli", "web", "__main__"},
    {"exporters"},
    {"record"},
    {"adding", "tracing", "resolving"},
    {"intake", "fetching", "judging", "watchlist"},
    {"stages"},
    {"readers", "detectors", "identity", "comparison", "origins", "store", "spread"},
    {"languages", "weights"},
    {"values", "kinds", "ids", "runs", "sketch", "sighted", "weighed", "edtf", "errors", "plugins"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
GROUND = len(FLOORS) - 1

# The one door between neighbours: `onrecord serve` opens the web.
DOORS = {("cli", "web")}

# The public names and the door of `python -m onrecord` stand outside the floors.
OUTSIDE = {"__init__", "__main__"}

# numpy is the language that arrays are passed in, so it has no room of its own; what came from
# the web is passed as a WARC, which warcio writes in one room and reads in another; jinja2
# draws the pages of one room and the report of another.
SHARED_LIBRARIES = {"numpy", "warcio", "jinja2"}
ROOM_OF = {
    "onnxruntime": "weights",
    "tokenizers": "weights",
    "sqlalchemy": "store",
    "starlette": "web",
    "uvicorn": "web",
    "pyarrow": "exporters",
    "click": "cli",
    "rich": "cli",
    "trafilatura": "readers",
    "lxml": "readers",
    "htmldate": "readers",
    "py3langid": "readers",
    "chardet": "readers",
    "warcio": "readers",
    "fastwarc": "readers",
    "brotli": "readers",
    "feedparser": "readers",
    "pypdfium2": "readers",
    "mammoth": "readers",
    "markdown_it": "readers",
    "yaml": "readers",
    "rapidfuzz": "identity",
    "anyascii": "identity",
    "rensa": "origins",
    "ray": "spread",
    "httpx2": "fetching",
    "httpcore2": "fetching",
    "protego": "fetching",
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_in(path: Path) -> Iterator[str]:
    """Yield the full name of each module that a file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_known_to(path: Path) -> Iterator[str]:
    for name in imports_in(path):
        first, _, rest = name.partition(".")
        room = rest.partition(".")[0]
        # `from onrecord import open` names no room: it goes through the public names.
        if first == "onrecord" and room in FLOOR_OF:
            yield room


def is_below(room: str, other: str) -> bool:
    if room == other or (room, other) in DOORS:
        return True
    here, there = FLOOR_OF[room], FLOOR_OF[other]
    return there > here or here == there == GROUND


def test_every_room_has_a_floor() -> None:
    assert {room_of(path) for path in FILES} - OUTSIDE <= FLOOR_OF.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_down_only(path: Path) -> None:
    room = room_of(path)
    if room in OUTSIDE:
        return
    assert [other for other in rooms_known_to(path) if not is_below(room, other)] == []


def test_each_library_lives_in_one_room() -> None:
    rooms: defaultdict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for name in imports_in(path):
            library = name.partition(".")[0]
            if library not in sys.stdlib_module_names | SHARED_LIBRARIES | {"onrecord"}:
                rooms[library].add(room_of(path))
    assert {library: found for library, found in rooms.items() if len(found) > 1} == {}
    misplaced = {
        library: found
        for library, found in rooms.items()
        if library in ROOM_OF and found != {ROOM_OF[library]}
    }
    assert misplaced == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_file_opens_with_a_sentence(path: Path) -> None:
    opening = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert opening.partition("\n\n")[0].endswith(".")
