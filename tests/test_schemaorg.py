"""schema.org JSON-LD, read by pyld: every node is known, every property is one of its type."""

import json

from pyld import jsonld

from onrecord.exporters import export
from onrecord.exporters.schemaorg import CONTEXT

# As schema.org lists them, for the types and properties that are used.
WORK = {"text", "about", "dateCreated", "inLanguage"}
PROPERTIES = {
    "Quotation": WORK | {"spokenByCharacter", "isPartOf"},
    "Claim": WORK | {"author", "appearance"},
    "NewsArticle": {
        *("headline", "author", "publisher", "datePublished", "dateModified", "url"),
        *("inLanguage", "encoding"),
    },
    "Person": {"name", "alternateName", "jobTitle"},
    "Organization": {"name", "alternateName"},
    "Place": {"name", "alternateName"},
    "MediaObject": {"sha256"},
}
SCHEMA = "https://schema.org/"


def on_hand(address, options):
    assert address == CONTEXT, "nothing else may be loaded"
    document = {"@context": {"@vocab": SCHEMA, "id": "@id", "type": "@type"}}
    return {"contextUrl": None, "documentUrl": address, "document": document}


def exported(record, folder):
    [path] = export(record, "schemaorg", folder)
    return jsonld.expand(json.loads(path.read_text("utf-8")), {"documentLoader": on_hand})


def test_quoted_words_are_quotations_and_told_ones_are_claims(record, shelf, tmp_path):
    nodes = {node["@id"]: node for node in exported(record, tmp_path / "out")}
    for statement in shelf.found:
        node = nodes[f"urn:onrecord:{statement.id}"]
        kind = "Claim" if statement.quoting == "indirect" else "Quotation"
        assert node["@type"] == [SCHEMA + kind]
        assert node[SCHEMA + "text"] == [{"@value": statement.words}]
    quotation = nodes[f"urn:onrecord:{shelf.found[1].id}"]
    [speaker] = quotation[SCHEMA + "spokenByCharacter"]
    assert nodes[speaker["@id"]][SCHEMA + "name"] == [{"@value": "Ilse Marden"}]
    [article] = quotation[SCHEMA + "isPartOf"]
    assert nodes[article["@id"]][SCHEMA + "datePublished"] == [{"@value": "2029-03-09"}]


def test_every_property_belongs_to_its_type_and_every_id_is_there(record, tmp_path):
    nodes = exported(record, tmp_path / "out")
    known = {node["@id"] for node in nodes}
    for node in _inside(nodes):
        if "@type" in node:
            [kind] = node["@type"]
            used = {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")}
            assert used <= PROPERTIES[kind.removeprefix(SCHEMA)]
        elif "@id" in node:
            assert node["@id"] in known


def test_an_address_that_is_none_of_the_web_is_left_out(record, tmp_path):
    addresses = [node.get(SCHEMA + "url") for node in exported(record, tmp_path / "out")]
    assert [one for one in addresses if one] == [
        [{"@value": "https://lowmarch.example/2029/03/09/no-ties"}]
    ]


def test_what_was_rejected_is_left_out(record, shelf, tmp_path):
    record.judge(shelf.found[1].id, "reject")
    ids = {node["@id"] for node in exported(record, tmp_path / "out")}
    assert f"urn:onrecord:{shelf.found[1].id}" not in ids
    assert f"urn:onrecord:{shelf.found[2].id}" in ids


def _inside(value):
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from _inside(one)
