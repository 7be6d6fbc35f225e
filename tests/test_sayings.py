"""Who says what, and of whom: the table that pages ask never differs from the mentions."""

from dataclasses import replace

from sqlalchemy import text


def told(record):
    """Return who says and is spoken of in what, by the mentions of each statement."""
    behind = {mention: one.id for one in record.entities() for mention in one.mentions}
    rows = set()
    for statement in record.statements():
        if statement.speaker and statement.speaker.id in behind:
            rows.add((behind[statement.speaker.id], "by", statement.id))
        rows |= {
            (behind[one.id], "about", statement.id) for one in statement.about if one.id in behind
        }
    return rows


def kept(record):
    with record._store._reading() as connection:
        query = (
            "SELECT entity, part, statements.id FROM sayings "
            "JOIN statements ON statements.number = statement"
        )
        return {tuple(row) for row in connection.execute(text(query))}


def test_it_tells_what_the_mentions_tell(record):
    assert {part for _, part, _ in told(record)} == {"by", "about"}
    assert kept(record) == told(record)


def test_it_follows_entities_that_become_others(record, shelf):
    first, second, *rest = shelf.known
    merged = replace(first, mentions=(*first.mentions, *second.mentions))
    shelf.known = [merged, *rest]
    record.judge(first.id, "corrected", "Somebody")
    assert {entity for entity, _, _ in kept(record)} <= {one.id for one in shelf.known}
    assert kept(record) == told(record)


def test_it_follows_statements_that_are_read_anew(record, shelf):
    said = next(one for one in shelf.found if one.speaker and one.about)
    place = shelf.found.index(said)
    article = record.article(said.article)
    shelf.found[place] = replace(said, speaker=None, about=())
    findings = shelf.findings(article.id)
    came = next(iter(record.intake(article.id)))
    record._store.keep(came, record.saved(article.id), [(article, findings)], "2", {})
    assert said.id not in {statement for _, _, statement in kept(record)}
    assert kept(record) == told(record)


def test_a_table_that_differs_is_a_problem(record):
    assert record.verify() == []
    with record._store._writing() as connection:
        connection.execute(text("DELETE FROM sayings WHERE part = 'about'"))
    assert record.verify() == ["the table of who says what does not fit the mentions"]
