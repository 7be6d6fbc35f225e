"""Who is who, as a person knows it -> corrections on record, each of which can be taken back."""

from __future__ import annotations

import click

from onrecord import judging
from onrecord.cli.layout import Desk, counted, desk_for, outlet, print_entity, short
from onrecord.cli.lists import print_json
from onrecord.cli.prompt import Prompt, decision_options, open_record, pass_prompt, record_options
from onrecord.cli.show import print_judgements
from onrecord.cli.terminal import clean
from onrecord.values import Judgement


@click.command()
@click.argument("name")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@decision_options
@pass_prompt
def merge(prompt: Prompt, /, name: str, others: tuple[str, ...], **by: str) -> None:
    """Make one entry of two or more that are the same.

    NAME and OTHER are names or IDs, as `onrecord entities` lists them. All their mentions are kept
    and the decision holds after every re-run. `onrecord undo` takes it back.
    """
    with desk_for(open_record(prompt.record)) as desk:
        first = desk.record.entity(name).id
        ids = [desk.record.entity(other).id for other in others]
        decided = []
        for id in ids:
            decided.append(judging.merge(desk.record, first, id, **by))
            first = _kept(desk, first, id)
        report(prompt, desk, decided, first)


def _kept(desk: Desk, *ids: str) -> str:
    """Return the id under which merged entities go on: an id hangs on the first mention."""
    found = {entity.id for entity in desk.record.entities()}
    return next((id for id in ids if id in found), ids[0])


@click.command()
@click.argument("name")
@click.option("--article", "articles", multiple=True, metavar="ID", help="All mentions in this.")
@click.option("--mention", "mentions", multiple=True, metavar="ID", help="This mention.")
@decision_options
@pass_prompt
def split(
    prompt: Prompt, /, name: str, articles: tuple[str, ...], mentions: tuple[str, ...], **by: str
) -> None:
    """Take mentions off an entry, because they are somebody else.

    Say which with --article or --mention, as often as needed; without them, the mentions are
    listed with their IDs. What is taken off becomes an entry of its own, which can be renamed or
    merged. `onrecord undo` takes it back.
    """
    with desk_for(open_record(prompt.record)) as desk:
        if not articles and not mentions:
            return list_mentions(prompt, desk, name)
        taken = [desk.record.article(id).id for id in articles] + list(mentions)
        decided = judging.split(desk.record, name, taken, **by)
        report(prompt, desk, [decided], decided.target, decided.correction)


def list_mentions(prompt: Prompt, desk: Desk, name: str) -> None:
    """Print each mention of an entity with its article, and the ids of both."""
    entity = desk.record.entity(name)
    held = set(entity.mentions)
    found = [mention for mention in desk.record.mentions() if mention.id in held]
    if prompt.as_json:
        return print_json(found)
    article = ""
    for mention in found:
        if mention.article != article:
            article = mention.article
            desk.print(f"{outlet(desk.article(article))}  {short(article)}")
        words = mention.span.of(desk.article(article).text)
        desk.print(f"    {clean(words)}  {short(mention.id)}")
    desk.print("Say which of them are somebody else, with --article ID or --mention ID.")


@click.command()
@click.argument("name")
@click.argument("new_name")
@decision_options
@pass_prompt
def rename(prompt: Prompt, /, name: str, new_name: str, **by: str) -> None:
    """Call an entry by another name.

    The names that the articles use stay with it and go on finding it.
    """
    with desk_for(open_record(prompt.record)) as desk:
        decided = judging.rename(desk.record, name, new_name, **by)
        report(prompt, desk, [decided], decided.target)


@click.command("never-merge")
@click.argument("name")
@click.argument("other")
@decision_options
@pass_prompt
def never_merge(prompt: Prompt, /, name: str, other: str, **by: str) -> None:
    """Keep two entries apart, whatever a later run or version finds."""
    with desk_for(open_record(prompt.record)) as desk:
        decided = judging.never_merge(desk.record, name, other, **by)
        report(prompt, desk, [decided], decided.target, decided.correction)


@click.command()
@click.argument("id", required=False, default="", metavar="[ID]")
@decision_options
@pass_prompt
def undo(prompt: Prompt, /, id: str, **by: str) -> None:
    """Take back a decision: the last one, or the one that ID names.

    ID is that of a judgement, as `onrecord judgements` lists them, or of a statement, article,
    comparison or entry (or its name) for the last decision on it. Both the decision and its
    undoing stay on record.
    """
    with desk_for(open_record(prompt.record)) as desk:
        decided = judging.undo(desk.record, id, **by)
        report(prompt, desk, [decided])


@click.command()
@click.argument("id", required=False, default="", metavar="[ID]")
@record_options
@pass_prompt
def judgements(prompt: Prompt, /, id: str) -> None:
    """List what people decided, oldest first; with ID, on that alone.

    Decisions that were taken back are listed too, and marked.
    """
    with desk_for(open_record(prompt.record)) as desk:
        found = judging.judgements_on(desk.record, id)
        if prompt.as_json:
            return print_json(found)
        for judgement in found:
            desk.print(f"{clean(judgement.words)}  {short(judgement.id)}")
            print_judgements(desk, [judgement])
        desk.print(counted(len(found), "judgement"))


def report(prompt: Prompt, desk: Desk, decided: list[Judgement], *entities: str) -> None:
    """Print what was decided, and what the entities that it is about are now."""
    if prompt.as_json:
        return print_json(decided)
    print_judgements(desk, decided)
    now = {entity.id: entity for entity in desk.record.entities()}
    for id in entities:
        if id in now:
            print_entity(desk, now[id])
