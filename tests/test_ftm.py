"""FollowTheMoney entities, read by the followthemoney package where it is installed."""

import json
import warnings

import pytest

from onrecord.exporters import export


def exported(record, folder):
    [path] = export(record, "ftm", folder)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_followthemoney_takes_every_entity_as_it_is(record, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of its own libraries
        followthemoney = pytest.importorskip("followthemoney", reason="pip install onrecord[ftm]")
        for given in exported(record, tmp_path / "out"):
            proxy = followthemoney.model.get_proxy(given, cleaned=False)
            assert proxy.schema.name == given["schema"]
            cleaned = proxy.to_dict()["properties"]
            assert {k: sorted(v) for k, v in cleaned.items()} == given["properties"]
            proxy.schema.validate(given)


def test_who_said_what_is_tied_to_its_article(record, shelf, tmp_path):
    found = exported(record, tmp_path / "out")
    by_id = {one["id"]: one for one in found}
    assert len(by_id) == len(found), "an id stands once"
    denial, minister = shelf.found[0], shelf.known[0]
    note = by_id[denial.id]
    assert note["schema"] == "Note"
    assert note["properties"]["description"] == [denial.words]
    assert note["properties"]["entity"] == [minister.id]
    assert by_id[minister.id]["schema"] == "Person"
    assert by_id[minister.id]["properties"]["position"] == ["foreign minister of Arvenia"]
    [tie] = [
        one
        for one in found
        if one["schema"] == "Documentation" and one["properties"]["entity"] == [denial.id]
    ]
    assert tie["properties"]["document"] == [denial.article]
    assert tie["properties"]["date"] == ["2029-03-09"]


def test_every_id_that_is_named_is_there(record, tmp_path):
    found = exported(record, tmp_path / "out")
    ids = {one["id"] for one in found}
    links = ("entity", "document", "holder", "post", "subject", "object", "agent", "client")
    for one in found:
        for name in links:
            assert set(one["properties"].get(name, [])) <= ids, one


def test_a_comparison_says_whether_a_person_accepted_it(record, shelf, tmp_path):
    first, second, third = shelf.paired
    record.judge(first.id, "accept")
    record.judge(third.id, "reject")
    by_id = {one["id"]: one for one in exported(record, tmp_path / "out")}
    assert by_id[first.id]["properties"]["status"] == ["accepted by a person"]
    assert by_id[second.id]["properties"]["status"] == ["found by a program, not checked"]
    assert third.id not in by_id
