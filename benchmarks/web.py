"""A record of 100,000 statements, made by a script -> how fast its pages answer.

`python -m benchmarks.web` makes the record in a folder that it removes again (`--keep FILE` keeps
it, or takes the one that is there), asks every kind of page and every list of the API from within
the process and prints, for each, the median and the slowest answer by the clock, and the median
of the time that the processor worked on it: a busy machine lengthens the first two alone.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.largerecord import OUTLETS, make
from onrecord.record import Record
from onrecord.web.site import site

ROUNDS = 15


def main() -> None:
    """Make the record where it is not there yet, and time its pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="keep the record in this file, or use it")
    parser.add_argument("--only", default="", help="ask only pages with this in their name")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "large.db"
        if not path.exists():
            began = time.perf_counter()
            make(path, given.statements)
            print(f"made in {time.perf_counter() - began:.0f} s")
        paths = {name: at for name, at in paths_of(path).items() if given.only in name}
        time_pages(path, paths)


def paths_of(path: Path) -> dict[str, str]:
    """Return the path of each page that is asked for, those with most to show among them."""
    with Record(path) as record:
        overview = record.browse.overview()
        person = record.browse.names(["person"], limit=1)[0]
        land = record.browse.names(["place"], limit=1)[0]
        comparison = record.browse.comparisons("shifts", limit=1)[0]
        statement = comparison.later
        article = record.browse.articles(1)[0]
        speaking = max(
            record.browse.names(["place"], limit=20),
            key=lambda one: len(record.browse.speaking_for(one.id)),
        )
    print(
        f"{overview.statements:,} statements in {overview.articles:,} articles, "
        f"{sum(overview.comparisons.values()):,} comparisons; "
        f"{person.name} has {person.mentions:,} mentions, {land.name} {land.mentions:,}"
    )
    return {
        "home": "/",
        "search: one common word": "/?q=harbour",
        "search: two words": "/?q=harbour+treaty",
        "search: a phrase": "/?q=%22of+Adaia+will+stay%22",
        "search: a word that nobody said": "/?q=zeppelin",
        "search: page 20": "/?q=harbour&page=20",
        "search: no words, page 200": "/?act=say&page=200",
        "search: who and act": f"/?by={person.name}&act=deny",
        "search: a country's voices": f"/?by={speaking.name}",
        "search: about and dates": f"/?about={land.name}&since=2021&until=2022",
        "search: outlet and quoting": f"/?outlet={OUTLETS[0]}&quoting=direct",
        "search: two words and all filters": f"/?q=harbour+treaty&by={person.name}"
        f"&about={land.name}&act=say&since=2020&until=2024&outlet={OUTLETS[0]}&quoting=direct",
        "articles": "/articles",
        "articles, page 100": "/articles?page=100",
        "article": f"/articles/{article.id}",
        "saved file": f"/articles/{article.id}/source",
        "person": f"/entities/{person.id}",
        "person, page 40": f"/entities/{person.id}?page=40",
        "country": f"/entities/{land.id}",
        "country with most who speak for it": f"/entities/{speaking.id}",
        "positions of a person": f"/entities/{person.id}/positions?about={land.id}",
        "positions of a country": f"/entities/{speaking.id}/positions?about={land.id}",
        "names of a person": f"/entities/{person.id}/names",
        "names of a country": f"/entities/{land.id}/names",
        "people and things": "/entities",
        "people": "/entities?kind=person",
        "people of a name": "/entities?q=marden",
        "comparison": f"/comparisons/{comparison.id}",
        "comparisons": "/comparisons",
        "comparisons, page 200": "/comparisons?page=200",
        "statement": f"/statements/{statement}",
        "voices": f"/statements/{statement}/voices",
        "review": "/review",
        "review: next comparison": "/review/comparisons",
        "review: next statement": "/review/statements",
        "review: next name": "/review/merges",
        "report": "/report",
        "report as Markdown": "/report.md",
        "api": "/api",
        "api: description": "/api/openapi.json",
        "api: statements": "/api/statements",
        "api: statements, 500": "/api/statements?limit=500",
        "api: statements, page 2000": "/api/statements?page=2000",
        "api: statements, filters": f"/api/statements?by={person.name}&about={land.name}"
        "&act=say&since=2020&until=2024&search=harbour",
        "api: statement": f"/api/statements/{statement}",
        "api: entities": "/api/entities",
        "api: entities of a name": "/api/entities?search=marden",
        "api: entity": f"/api/entities/{land.id}",
        "api: articles": "/api/articles",
        "api: articles, page 100": "/api/articles?page=100",
        "api: article": f"/api/articles/{article.id}",
        "api: comparisons": "/api/comparisons",
        "api: comparisons, filters": f"/api/comparisons?kind=shifts&by={person.name}"
        f"&about={land.name}&min_score=0.5",
        "api: comparison": f"/api/comparisons/{comparison.id}",
    }


def time_pages(path: Path, paths: dict[str, str]) -> None:
    """Print how long each page takes, in milliseconds."""
    medians = {}
    print(f"{'':36}  median  slowest  processor, ms")
    with TestClient(site(lambda: Record(path), "large.db"), base_url="http://127.0.0.1") as client:
        for name, place in paths.items():
            times, worked = [], []
            for _ in range(ROUNDS + 1):  # the first compiles queries and templates
                began, work_began = time.perf_counter(), time.process_time()
                answer = client.get(place)
                times.append(1000 * (time.perf_counter() - began))
                worked.append(1000 * (time.process_time() - work_began))
                assert answer.status_code == 200, (name, answer.status_code)
            medians[name] = statistics.median(times[1:])
            processor = statistics.median(worked[1:])
            print(f"{name:36} {medians[name]:7.0f} {max(times[1:]):8.0f} {processor:10.0f}")
    slowest = max(medians, key=lambda name: medians[name])
    print(f"slowest: {slowest}, {medians[slowest]:.0f} ms")


if __name__ == "__main__":
    main()
