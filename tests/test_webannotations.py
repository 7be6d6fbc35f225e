"""W3C Web Annotations: read as JSON-LD, held against the model, each selector followed."""

import json

from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from onrecord.exporters import export
from onrecord.exporters.entries import Entry
from onrecord.exporters.webannotations import CONTEXT, annotation, text_name
from onrecord.values import Article, Block, Span, Statement

OA = "http://www.w3.org/ns/oa#"
# The terms of http://www.w3.org/ns/anno.jsonld that are used, so that nothing is fetched.
TERMS = {
    "oa": OA,
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@id"},
    "AnnotationPage": "as:OrderedCollectionPage",
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "Software": "as:Application",
    "Text": "dctypes:Text",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "startIndex": "as:startIndex",
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "refinedBy": {"@type": "@id", "@id": "oa:refinedBy"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix", "start", "end")},
    "value": "rdf:value",
    "format": "dc:format",
    "language": "dc:language",
    "name": "foaf:name",
}


def on_hand(address, options):
    assert address == CONTEXT, "nothing else may be loaded"
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": TERMS}}


def test_every_statement_is_an_annotation(record, shelf, tmp_path):
    [path] = export(record, "webannotations", tmp_path / "out")
    page = json.loads(path.read_text("utf-8"))
    assert {one["id"] for one in page["items"]} == {f"urn:onrecord:{s.id}" for s in shelf.found}
    [expanded] = jsonld.expand(page, {"documentLoader": on_hand})
    assert expanded["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollectionPage"]
    annotations = expanded["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    for one in annotations:
        assert one["@type"] == [f"{OA}Annotation"]
        assert one[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
        for target in one[f"{OA}hasTarget"]:
            assert target["@type"] == [f"{OA}SpecificResource"]
            assert len(target[f"{OA}hasSource"]) == 1
    quoted = [s[f"{OA}exact"][0]["@value"] for s in _nodes(expanded) if f"{OA}exact" in s]
    assert {
        span.of(a.text)
        for s in shelf.found
        for a in shelf.shelved
        for span in s.content
        if a.id == s.article
    } <= set(quoted)


def test_every_term_is_one_of_the_model(record, tmp_path):
    [path] = export(record, "webannotations", tmp_path / "out")
    page = json.loads(path.read_text("utf-8"))
    assert {name for node in _nodes(page) for name in node} - {"@context"} <= set(TERMS)
    for node in _nodes(page):
        if node.get("type") == "TextPositionSelector":
            assert 0 <= node["start"] <= node["end"]
        if node.get("type") == "TextualBody":
            assert node["value"]


def test_only_a_web_address_is_a_source(record, shelf, tmp_path):
    [path] = export(record, "webannotations", tmp_path / "out")
    names = {
        node["source"]["id"]
        for node in _nodes(json.loads(path.read_text("utf-8")))
        if "source" in node
    }
    texts = {text_name(one.text) for one in shelf.shelved}
    assert names - texts == {"https://lowmarch.example/no-ties"}


def test_what_was_rejected_is_no_annotation(record, shelf, tmp_path):
    record.judge(shelf.found[0].id, "reject")
    [path] = export(record, "webannotations", tmp_path / "out")
    assert shelf.found[0].id not in path.read_text("utf-8")


@given(st.data())
def test_every_selector_leads_back_to_the_words(data):
    paragraphs = data.draw(st.lists(st.text("no ", min_size=1, max_size=60), min_size=1))
    text, blocks = "", []
    for words in paragraphs:
        blocks.append(Block("body", Span(len(text), len(text) + len(words))))
        text += words + "\n\n"
    block = data.draw(st.sampled_from(blocks)).span
    start = data.draw(st.integers(block.start, block.stop - 1))
    span = Span(start, data.draw(st.integers(start + 1, block.stop)))
    article = Article("a1-x", "d" * 64, text, tuple(blocks))
    statement = Statement("s1-x", article.id, None, None, (span,), span.of(text))
    [target] = annotation(Entry(statement, article))["target"]
    for selector in target["selector"]:
        assert span in list(_places(text, selector))
    if len(target["selector"]) == 2:  # then the words with those around them are enough
        assert list(_places(text, target["selector"][0])) == [span]


def _places(text, selector, start=0):
    """Yield where a selector leads to in a text."""
    if selector["type"] == "TextPositionSelector":
        place = Span(start + selector["start"], start + selector["end"])
        if "refinedBy" not in selector:
            yield place
            return
        inside = selector["refinedBy"]
        for number in range(place.start, place.stop):
            found = Span(number, number + len(inside["exact"]))
            if found.within(place) and found.of(text) == inside["exact"]:
                yield found
        return
    whole = selector["prefix"] + selector["exact"] + selector["suffix"]
    for number in range(len(text) - len(whole) + 1):
        if text.startswith(whole, number):
            begin = number + len(selector["prefix"])
            yield Span(begin, begin + len(selector["exact"]))


def _nodes(value):
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from _nodes(one)
