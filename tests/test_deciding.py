"""Deciding in the browser: queues, half, undo, two people at once, and what is worked out again."""

import re
from dataclasses import replace

import pytest

from onrecord.ids import entity_id
from tests.asking_pages import OWN, client_of, judge, token_on


@pytest.fixture
def client(shelf):
    with client_of(shelf.open) as client:
        yield client


def decide(client, target, verdict, on="/review", **more):
    form = {"target": target, "verdict": verdict, "token": token_on(client, "/enter"), "seen": ""}
    return client.post("/judge", data=form | more, headers={"origin": OWN}, follow_redirects=False)


def undo(client, judgement):
    form = {"judgement": judgement, "token": token_on(client, "/enter")}
    return client.post("/undo", data=form, headers={"origin": OWN})


def test_half_is_an_answer_and_counts_half(client, shelf):
    assert decide(client, shelf.paired[0].id, "half").status_code == 303
    assert "You half accepted this" in client.get(f"/comparisons/{shelf.paired[0].id}").text
    assert "50 % of 1" in client.get("/review").text


def test_a_queue_leads_from_one_to_the_next_and_back_to_the_overview(client, shelf):
    seen = []
    answer = client.get("/review/comparisons")
    while "/comparisons/" in str(answer.url):
        path, _, query = str(answer.url).removeprefix(OWN).partition("?")
        assert "queue=comparisons" in query
        target = path.rsplit("/", 1)[1]
        seen.append(target)
        answer = decide(client, target, "accept", then="/review/comparisons")
        answer = client.get(answer.headers["location"])
    assert seen == [one.id for one in shelf.paired]
    assert str(answer.url).startswith(f"{OWN}/review?done=j1-")
    assert "3 of 3 decided" in answer.text


def test_what_is_skipped_is_not_asked_again_until_the_next_round(client, shelf):
    page = client.get("/review/comparisons").text
    skip = re.search(r'class="onward" href="([^"]+)"', page)[1]
    assert str(client.get(skip).url).startswith(f"{OWN}/comparisons/{shelf.paired[1].id}")
    assert str(client.get("/review/comparisons").url).startswith(
        f"{OWN}/comparisons/{shelf.paired[0].id}"
    )


def test_the_least_sure_statement_is_asked_first(client, shelf):
    least = min(shelf.found, key=lambda one: one.score)
    answer = client.get("/review/statements")
    assert str(answer.url).startswith(f"{OWN}/statements/{least.id}?queue=statements")
    assert "0 of 9 statements decided" in answer.text


def test_a_decision_is_taken_back_by_a_later_entry_and_nothing_is_lost(client, shelf):
    target = shelf.paired[0].id
    first = decide(client, target, "reject", note="no").headers["location"]
    page = client.get(first).text
    assert "Undo" in page
    back = undo(client, re.search(r"done=(j1-\w+)", first)[1])
    assert "Opened again" in back.text
    assert "Do these two belong together so?" in back.text
    taken, back = shelf.decided
    assert (taken.verdict, back.verdict, back.target) == ("reject", "undo", taken.id)
    assert "0 of 3 decided" in client.get("/review").text
    assert undo(client, shelf.decided[-1].id).status_code == 404


def test_of_two_who_decide_at_once_the_second_sees_the_first_before_anything_is_taken(
    client, shelf
):
    target = shelf.paired[0].id
    assert judge(client, shelf, verdict="reject", note="one").status_code == 303
    overtaken = judge(client, shelf, verdict="accept", note="my reasons", seen="")
    assert overtaken.status_code == 409
    assert "Somebody else rejected this meanwhile" in overtaken.text
    assert ">my reasons</textarea>" in overtaken.text
    (first,) = shelf.judgements(target)
    again = judge(client, shelf, verdict="accept", note="my reasons", seen=first.id)
    assert again.status_code == 303
    assert [one.note for one in shelf.judgements(target)] == ["one", "my reasons"]


def test_two_who_decide_the_same_are_both_kept(client, shelf):
    for note in ("one", "other"):
        assert judge(client, shelf, note=note, seen="").status_code == 303
    assert [one.note for one in shelf.decided] == ["one", "other"]


def test_a_rejected_statement_is_worked_out_again_beside_the_page(client, shelf):
    assert decide(client, shelf.found[3].id, "reject").status_code == 303
    client.app.state.settling.wait()
    assert not client.app.state.settling.working
    assert "Rejected" in client.get(f"/articles/{shelf.shelved[0].id}").text
    with shelf.open() as record:
        assert record.browse.progress()["statements"] == (1, 9)


def test_names_are_shown_with_where_they_stand_and_can_be_split(client, shelf):
    marden = shelf.known[0]
    page = client.get(f"/entities/{marden.id}/names").text
    assert "The same name and the same office in three articles." in page
    assert "<mark>Ilse Marden</mark>" in page
    mention = shelf.found[6].speaker.id
    assert decide(client, marden.id, "different", correction=mention).status_code == 303
    client.app.state.settling.wait()
    assert shelf.decided[0].correction == mention


def test_who_else_it_may_be_comes_with_what_speaks_for_and_against(client, shelf):
    marden, renn = shelf.known[:2]
    page = client.get(f"/entities/{marden.id}/names", params={"q": "Renn"}).text
    assert "Pavo Renn is the same as Ilse Marden" in page
    assert "One belongs to Arvenia, the other to Tolva." in page
    assert "One article names both" in page
    assert decide(client, marden.id, "same", correction=renn.id).status_code == 303
    client.app.state.settling.wait()


def test_what_speaks_against_a_comparison_is_said(client, shelf):
    page = client.get(f"/comparisons/{shelf.paired[1].id}").text
    against = page[page.index("What speaks against it") :]
    assert "Which came first is not known." in against
    assert "The second statement has no date." in against


@pytest.mark.parametrize(
    "then", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/\r\nx: y"]
)
def test_a_decision_leads_nowhere_else(client, shelf, then):
    answer = decide(client, shelf.paired[0].id, "accept", then=then)
    assert answer.headers["location"].startswith(("/?done=", "/comparisons/"))
    assert "x" not in answer.headers


def test_a_queue_that_is_none_is_not_found(client):
    assert client.get("/review/nothing").status_code == 404


def test_a_name_that_may_be_anothers_waits_until_somebody_says_so(shelf):
    marden = shelf.known[0]
    short = replace(
        marden,
        id=entity_id("person", marden.mentions[2:]),
        name="Marden",
        aliases=("Marden",),
        offices=(),
        speaks_for=(),
        mentions=marden.mentions[2:],
    )
    shelf.known[0] = replace(marden, aliases=("Ilse Marden",), mentions=marden.mentions[:2])
    shelf.known.append(short)
    with client_of(shelf.open) as client, shelf.open() as record:
        assert record.browse.progress()["merges"] == (0, 1)
        assert client.get("/review/merges").url.path == f"/entities/{short.id}/names"
        answer = decide(client, short.id, "different", correction=shelf.known[0].id)
        assert answer.status_code == 303
        client.app.state.settling.wait()
        assert record.browse.progress()["merges"] == (1, 1)
