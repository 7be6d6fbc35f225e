"""An id -> the article, statement, entity or comparison behind it, in its context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from onrecord.cli.layout import (
    Desk,
    counted,
    desk_for,
    office_term,
    outlet,
    print_comparison,
    print_entity,
    print_statement,
    short,
)
from onrecord.cli.lists import print_json, with_passages
from onrecord.cli.origins import print_origin, with_changes
from onrecord.cli.passage import marks_of, passage
from onrecord.cli.prompt import Prompt, open_record, pass_prompt, record_options
from onrecord.cli.terminal import clean
from onrecord.errors import NotOnRecord
from onrecord.values import (
    Article,
    Comparison,
    Date,
    Entity,
    Intake,
    Judgement,
    Mention,
    Origin,
    Statement,
)

if TYPE_CHECKING:
    from onrecord.record import Record

Shown = Article | Statement | Entity | Comparison | Mention | Judgement | Origin

SIGHTINGS = 1_000  # ways to write one entity that are looked through for descriptions
_ID = re.compile(r"([a-z])\d+-[0-9a-f]*")


@click.command()
@click.argument("id")
@record_options
@pass_prompt
def show(prompt: Prompt, /, id: str) -> None:
    """Show what an ID stands for, in its context.

    An article with how its saved file came, its blocks and its statements marked; a statement in
    its paragraph with source, cue and words marked and every field; a person or party with what
    they said; a comparison with both passages; an origin with all that carry it. The name of an
    entity does as well as its ID.
    """
    with desk_for(open_record(prompt.record)) as desk:
        value = find(desk.record, id)
        if prompt.as_json:
            return print_json([with_context(desk, value)])
        match value:
            case Article():
                show_article(desk, value)
            case Statement():
                show_statement(desk, value)
            case Entity():
                show_entity(desk, value)
            case Comparison():
                show_comparison(desk, value)
            case Mention():
                show_mention(desk, value)
            case Judgement():
                print_judgements(desk, [value])
            case Origin():
                print_origin(desk, value)


def find(record: Record, id: str) -> Shown:
    """Return the value with this id, or the one whose id begins so, or the entity of this name."""
    found = _ID.fullmatch(id)
    match found[1] if found else "":
        case "a":
            return record.article(id)
        case "s":
            return record.statement(id)
        case "c":
            return record.comparison(id)
        case "m":
            return _only(id, record.mentions())
        case "j":
            return _only(id, record.judgements())
        case "o":
            return _only(id, record.origins())
    return record.entity(id)


def _only(
    id: str, values: Sequence[Mention] | Sequence[Judgement] | Sequence[Origin]
) -> Mention | Judgement | Origin:
    found = [value for value in values if value.id.startswith(id)]
    if len(found) != 1:
        raise NotOnRecord(f"'{id}' fits {counted(len(found), 'id')} on record")
    return found[0]


def with_context(desk: Desk, value: Shown) -> dict[str, object]:
    """Return a value under the name of its kind, with what stands around it on record."""
    record = desk.record
    judgements = record.judgements(target=value.id)
    match value:
        case Article():
            statements = record.statements(article=value.id)
            return {
                "article": value,
                "statements": statements,
                "judgements": judgements,
                "intake": list(record.intake(value.id)),
            }
        case Statement():
            return {
                "statement": value,
                "speaker": record.speaker(value),
                "article": desk.article(value.article),
                "judgements": judgements,
            }
        case Entity():
            statements = record.statements(by=value.id)
            return {"entity": value, "statements": statements, "judgements": judgements}
        case Comparison():
            return {"comparison": with_passages(desk, value), "judgements": judgements}
        case Mention():
            return {"mention": value, "article": desk.article(value.article)}
        case Judgement():
            return {"judgement": value}
        case Origin():
            return {"origin": with_changes(desk, value)}


def show_article(desk: Desk, article: Article) -> None:
    """Print what the page says of itself, its blocks with the statements marked, and these."""
    statements = desk.record.statements(article=article.id)
    print_heading(desk, article.title or outlet(article), article.id)
    print_fields(desk, article_fields(article))
    for entry in desk.record.intake(article.id):
        print_fields(desk, {"came": arrival_words(entry)})
    for block in article.blocks:
        marks = [mark for each in statements for mark in marks_of(each, content_only=True)]
        desk.print("", passage(desk, article, block, marks))
    desk.print("")
    for statement in statements:
        print_statement(desk, statement)
    desk.print(counted(len(statements), "statement"))
    print_judgements(desk, desk.record.judgements(target=article.id))


def article_fields(article: Article) -> dict[str, str]:
    """Return what is known of an article, by field."""
    return {
        "outlet": article.publisher,
        "section": article.section,
        "byline": article.byline,
        "agency": article.agency,
        "published": date_words(article.published) or "date not known",
        "changed": date_words(article.modified),
        "url": article.url,
        "canonical": "" if article.canonical == article.url else article.canonical,
        "language": article.language,
        "file": f"{article.path} {article.member}",
        "sha256": article.digest,
        "read by": article.reader,
    }


def arrival_words(entry: Intake) -> str:
    """Return how a saved file came: when, from where, how large, read by which version."""
    words = f"{entry.added} from {entry.path}, {entry.size:,} bytes"
    words += f", readers {entry.reader_version}, intake entry {entry.number}"
    return words + (f", read in part: {entry.reason}" if entry.reason else "")


def show_statement(desk: Desk, statement: Statement) -> None:
    """Print a statement, its paragraph with source, cue and words marked, and every field."""
    print_heading(desk, "Statement", statement.id)
    print_statement(desk, statement)
    desk.print("")
    print_context(desk, statement)
    desk.print("")
    print_fields(desk, statement_fields(desk, statement))
    print_judgements(desk, desk.record.judgements(target=statement.id))


def print_context(desk: Desk, statement: Statement) -> None:
    """Print the blocks of the article in which a statement stands, its parts marked."""
    article = desk.article(statement.article)
    marks = marks_of(statement)
    for block in article.blocks:
        if any(_meet(mark.span, block.span) for mark in marks):
            desk.print(passage(desk, article, block, marks))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def statement_fields(desk: Desk, statement: Statement) -> dict[str, str]:
    """Return all that is known of a statement, by field."""
    article = desk.article(statement.article)
    entity = desk.record.speaker(statement)
    via = (f"{relay.name} ({relay.kind})" for relay in statement.via)
    about = dict.fromkeys(f"{mention.name} ({mention.kind})" for mention in statement.about)
    speaker = statement.speaker
    return {
        "speaker": mention_words(speaker) if speaker else "not known",
        "entity": f"{entity.name}, {entity.kind}, {short(entity.id)}" if entity else "",
        "via": ", then ".join(via),
        "act": statement.act,
        "polarity": statement.polarity,
        "speech": statement.speech,
        "quoting": statement.quoting,
        "nested": "inside another statement" if statement.nested else "",
        "about": ", ".join(about),
        "said": date_words(statement.said) or "date not known",
        "spoken of": "; ".join(date_words(date) for date in statement.times),
        "published": date_words(statement.published) or "date not known",
        "article": f"{article.title or outlet(article)}, {short(article.id)}",
        "outlet": outlet(article),
        "voices": desk.record.voices(statement.id).because,
        "spans": _span_words(statement),
        "score": f"{statement.score:.2f}",
        "found by": statement.by,
    }


def _span_words(statement: Statement) -> str:
    spans = [("source", statement.source), ("cue", statement.cue)]
    spans += [("content", span) for span in statement.content]
    return ", ".join(f"{name} {span.start}:{span.stop}" for name, span in spans if span)


def mention_words(mention: Mention) -> str:
    """Return a name with its kind, office and party, and whether it names anyone."""
    parts = [mention.name, mention.kind, mention.office, mention.party]
    return ", ".join(part for part in parts if part) + ("" if mention.named else " (unnamed)")


def date_words(date: Date | None) -> str:
    """Return a date with its bounds, the words it was read from and what they were counted from."""
    if date is None:
        return ""
    if date.is_bounds:
        days = f"{date.earliest or '...'} to {date.latest or '...'}"
        told = f", since it tells of “{date.words}”" if date.words else ""
        return f"date not known, bounds {days}{told}"
    words = date.edtf
    if (date.earliest, date.latest) != (None, None) and date.earliest != date.latest:
        words += f", {date.earliest or '...'} to {date.latest or '...'}"
    if date.words:
        words += f", from “{date.words}”"
    if date.anchor and date.anchor != date.edtf:
        words += f" as of {date.anchor}"
    return words


def show_entity(desk: Desk, entity: Entity) -> None:
    """Print a name with all its names, offices and reasons, then what it said."""
    print_heading(desk, entity.name, entity.id)
    parties = [desk.record.entity(id).name for id in entity.speaks_for]
    print_fields(
        desk,
        {
            "kind": entity.kind if entity.named else f"{entity.kind}, a source without a name",
            "also": "; ".join(entity.aliases),
            "offices": "; ".join(office_term(office) for office in entity.offices),
            "speaks for": ", ".join(parties),
            "called": "; ".join(descriptions(desk, entity)),
            "mentions": f"{len(entity.mentions):,}",
        },
    )
    if entity.reasons:
        desk.print("", "Taken for one, because")
        for reason in entity.reasons:
            desk.print(f"  {clean(reason)}")
    statements = desk.record.statements(by=entity.id)
    desk.print("")
    for statement in statements:
        print_statement(desk, statement)
    desk.print(counted(len(statements), "statement"))
    print_judgements(desk, desk.record.judgements(target=entity.id))


def descriptions(desk: Desk, entity: Entity) -> Iterable[str]:
    """Return the descriptions that stand for an entity, each with how often."""
    written = desk.record.browse.sightings(entity.id, SIGHTINGS)
    return (f"“{one.described}” ({often})" for often, one in written if one.described)


def show_comparison(desk: Desk, comparison: Comparison) -> None:
    """Print both statements and why they stand together, then the paragraph of each."""
    print_comparison(desk, comparison)
    for id in (comparison.earlier, comparison.later):
        statement = desk.record.statement(id)
        article = desk.article(statement.article)
        desk.print("")
        print_heading(desk, article.title or outlet(article), article.id)
        print_fields(
            desk,
            {
                "outlet": outlet(article),
                "published": date_words(article.published) or "date not known",
            },
        )
        print_context(desk, statement)
    print_doubts(desk, comparison)
    print_judgements(desk, desk.record.judgements(target=comparison.id))


def print_doubts(desk: Desk, comparison: Comparison) -> None:
    """Print what speaks against a comparison."""
    from rich.text import Text

    from onrecord.exporters.doubts import doubts

    found = [Text(f"- {clean(doubt)}") for doubt in doubts(desk.record, comparison)]
    desk.print("", Text("What speaks against it", style="bold"), *found)
    if not found:
        desk.print("nothing was found")


def show_mention(desk: Desk, mention: Mention) -> None:
    """Print a mention in its paragraph."""
    from onrecord.cli.passage import Mark

    article = desk.article(mention.article)
    print_heading(desk, mention_words(mention), mention.id)
    for block in article.blocks:
        if _meet(mention.span, block.span):
            desk.print(passage(desk, article, block, [Mark("source", mention.span)]))
    entities = [each for each in desk.record.entities() if mention.id in each.mentions]
    for entity in entities:
        print_entity(desk, entity)


def print_heading(desk: Desk, words: str, id: str) -> None:
    """Print what this is, with its whole id beneath."""
    from rich.text import Text

    desk.print(Text(clean(words), style="bold"), Text(id, style="dim"))


def print_fields(desk: Desk, fields: dict[str, str]) -> None:
    """Print the fields that hold something, one a line, their names in a column."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in fields.items():
        if words.strip():
            table.add_row(Text(name, style="dim"), Text(clean(words)))
    desk.print(table)


def print_judgements(desk: Desk, judgements: Iterable[Judgement]) -> None:
    """Print what people decided, oldest first."""
    from rich.text import Text

    for judgement in judgements:
        words = f"Judged {judgement.verdict}"
        words += f": {judgement.correction}" if judgement.correction else ""
        words += f" ({judgement.words})" if judgement.verdict == "undo" else ""
        words += f", {judgement.when:%Y-%m-%d %H:%M}"
        words += f", by {judgement.who}" if judgement.who else ""
        words += f", {judgement.note}" if judgement.note else ""
        words += "" if judgement.id in desk.standing else ", taken back"
        desk.print(Text(clean(words), style="yellow"))
