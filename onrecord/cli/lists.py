"""Who, about whom, when -> the statements, entities, shifts and disputes on record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any, get_args

import click

from onrecord.cli.layout import (
    Desk,
    counted,
    desk_for,
    print_comparison,
    print_entity,
    print_statement,
)
from onrecord.cli.prompt import Prompt, open_record, pass_prompt, record_options
from onrecord.cli.terminal import clean
from onrecord.errors import JudgeError
from onrecord.values import SHOWN, Act, Comparison, ComparisonKind, Level, Speech, Statement


@click.command()
@click.option("--by", metavar="NAME", help="Said by this person or party: name, alias or id.")
@click.option(
    "--level",
    type=click.Choice(get_args(Level)),
    metavar="LEVEL",
    help="With --by: follow the position of the person, the institution or the state behind NAME, "
    f"with all who speak for it: {', '.join(get_args(Level))}.",
)
@click.option("--about", metavar="NAME", help="Saying something of this person, party or thing.")
@click.option(
    "--act",
    type=click.Choice(get_args(Act)),
    metavar="ACT",
    help=f"What was done in saying it: {', '.join(get_args(Act))}.",
)
@click.option(
    "--speech",
    type=click.Choice(get_args(Speech)),
    metavar="KIND",
    help=f"Said or written, or told of as something else: {', '.join(get_args(Speech))}.",
)
@click.option("--since", metavar="DATE", help="Said on this day or later: 2021, 2021-11-08.")
@click.option("--until", metavar="DATE", help="Said on this day or earlier.")
@click.option("--search", metavar="WORDS", help="With these words in it.")
@click.option("--article", metavar="ID", help="From this article.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@record_options
@pass_prompt
def statements(prompt: Prompt, /, article: str | None, **wanted: Any) -> None:
    """List who said what, and when.

    The date is the day it was said. "by 2021-11-12" is the day of publication, where the day it
    was said is not known; "undated" is where neither is. Words stand in quotation marks only
    where the article quotes them whole.
    """
    with desk_for(open_record(prompt.record)) as desk:
        if wanted["level"] and not wanted["by"]:
            raise click.UsageError("--level needs --by")
        if article:
            wanted["article"] = desk.record.article(article).id
        found = desk.record.statements(**wanted)
        if prompt.as_json:
            return print_json(found)
        for statement in found:
            print_statement(desk, statement)
        print_count(desk, found, "statement")


@click.command()
@click.argument("search", required=False, metavar="[NAME]")
@click.option("--unnamed", is_flag=True, help="List the sources without a name instead.")
@record_options
@pass_prompt
def entities(prompt: Prompt, /, search: str | None, unnamed: bool) -> None:
    """List people, organisations, places and groups on record.

    With NAME, those that have it in one of their names. An office stands with the dates of the
    articles that give it; a source without a name ("officials") is one in its article only.
    `onrecord show NAME` tells why what stands under one name was taken for one.
    """
    with desk_for(open_record(prompt.record)) as desk:
        every = desk.record.entities(search=search)
        found = [entity for entity in every if entity.named is not unnamed]
        if prompt.as_json:
            return print_json(found)
        for entity in found:
            print_entity(desk, entity)
        print_count(desk, found, "entity")
        if left := len(every) - len(found) if not unnamed else 0:
            desk.print(f"Without a name: {counted(left, 'source')}, listed with --unnamed.")


def comparison_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose among comparisons."""
    for option in (
        click.option(
            "--min-score",
            type=click.FloatRange(0, 1),
            default=SHOWN,
            show_default=True,
            metavar="SCORE",
            help="Only pairs that score at least this, from 0 to 1.",
        ),
        click.option(
            "--judge",
            metavar="URL",
            help="Ask the OpenAI-compatible server there about each pair, and print what it says. "
            "The words of these pairs are sent to it. A key is read from ONRECORD_JUDGE_KEY.",
        ),
        click.option("--judge-model", default="", metavar="NAME", help="The model to ask there."),
        click.option("--about", metavar="NAME", help="Where both speak of this."),
        click.option(
            "--level",
            type=click.Choice(get_args(Level)),
            metavar="LEVEL",
            help=f"With --by: the {', '.join(get_args(Level))} behind NAME speaks.",
        ),
        click.option("--by", metavar="NAME", help="Where this person or party speaks."),
    ):
        command = option(command)
    return command


@click.command()
@comparison_options
@record_options
@pass_prompt
def shifts(prompt: Prompt, /, **wanted: Any) -> None:
    """List where one party said one thing and later another.

    The clearest come first. Where one side has no date, the pair says "order unknown".
    """
    print_comparisons(prompt, "shifts", **wanted)


@click.command()
@comparison_options
@record_options
@pass_prompt
def disputes(prompt: Prompt, /, **wanted: Any) -> None:
    """List where two parties say what cannot both be so.

    The clearest come first.
    """
    print_comparisons(prompt, "disputes", **wanted)


def print_comparisons(
    prompt: Prompt, kind: ComparisonKind, judge: str | None, judge_model: str, **wanted: Any
) -> None:
    """Print the comparisons of a kind, each with both its statements."""
    with desk_for(open_record(prompt.record)) as desk:
        found = desk.record.comparisons(kind=kind, **wanted)
        if prompt.as_json:
            return print_json(
                {**with_passages(desk, each), **opinion(desk, each, judge, judge_model)}
                for each in found
            )
        for comparison in found:
            print_comparison(desk, comparison)
            for said in opinion(desk, comparison, judge, judge_model).values():
                desk.print("  The judge: " + ", ".join(clean(words) for words in said.values()))
            desk.print("")
        print_count(desk, found, kind.removesuffix("s"))


def opinion(
    desk: Desk, comparison: Comparison, url: str | None, model: str
) -> dict[str, dict[str, str]]:
    """Return under `judge` what a larger judge says of a pair, or why it says nothing."""
    if not url:
        return {}
    from onrecord.comparison.judge import Endpoint, judged

    endpoint = Endpoint(url, model, os.environ.get("ONRECORD_JUDGE_KEY", ""))
    earlier, later = (desk.record.statement(id) for id in (comparison.earlier, comparison.later))
    try:
        said = judged(endpoint, earlier, later)
    except JudgeError as error:
        return {"judge": {"failed": str(error)}}
    return {
        "judge": {
            "kind": said.kind,
            "earlier": f"“{said.earlier}”",
            "later": f"“{said.later}”",
            "by": said.by,
        }
    }


def with_passages(desk: Desk, comparison: Comparison) -> dict[str, object]:
    """Return a comparison's fields, with both statements whole under `passages`."""
    from onrecord.exporters import as_json

    passages: dict[str, Statement] = {
        "earlier": desk.record.statement(comparison.earlier),
        "later": desk.record.statement(comparison.later),
    }
    return {**as_json(comparison), "passages": as_json(passages)}


def print_json(values: Iterable[object]) -> None:
    """Print each value as one line of JSON."""
    from onrecord.exporters import json_line

    for value in values:
        click.echo(json_line(value))


def print_count(desk: Desk, found: Sequence[object], noun: str) -> None:
    """Print how many there were, and where to begin when the record is empty."""
    if found:
        return desk.print(counted(len(found), noun))
    desk.print(f"No {counted(2, noun).split()[1]} found.")
    if not desk.record.articles():
        desk.print("The record is empty. Put articles on it with `onrecord add FILE ...`.")
