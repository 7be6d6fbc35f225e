"""What the tests of the pages share: a client of the case's pages, their paths, a decision."""

import re

from starlette.testclient import TestClient

from onrecord.web import wording
from onrecord.web.site import site

OWN = "http://127.0.0.1:8000"


def client_of(open_record, name="case.db", **options):
    """Return a client of the pages of what is opened so; use it as a context to close that."""
    return TestClient(site(open_record, name), base_url=OWN, **options)


def every_path(shelf):
    return [
        "/",
        "/?q=instructors",
        "/articles",
        "/entities",
        "/comparisons",
        "/review",
        "/add",
        "/export",
        "/enter",
        *(f"/comparisons?kind={kind}" for kind in wording.COMPARISON_KINDS),
        *(f"/articles/{one.id}" for one in shelf.shelved),
        *(f"/articles/{one.id}/source" for one in shelf.shelved),
        f"/articles/{shelf.shelved[0].id}/changes/{shelf.shelved[1].id}",
        *(f"/entities/{one.id}" for one in shelf.known),
        *(f"/entities/{one.id}/names" for one in shelf.known),
        *(f"/entities/{shelf.known[0].id}/positions?about={one.id}" for one in shelf.known),
        *(f"/statements/{one.id}" for one in shelf.found),
        *(f"/statements/{one.id}/voices" for one in shelf.found[:3]),
        *(f"/comparisons/{one.id}" for one in shelf.paired),
    ]


def token_on(client, path):
    return re.search(r'name="token" value="([^"]+)"', client.get(path).text)[1]


def judge(client, shelf, **changes):
    target = shelf.paired[0].id
    form = {"verdict": "accept", "note": "checked", "target": target, "seen": ""}
    form["token"] = token_on(client, f"/comparisons/{target}")
    headers = {"origin": OWN} | changes.pop("headers", {})
    return client.post("/judge", data=form | changes, headers=headers, follow_redirects=False)
