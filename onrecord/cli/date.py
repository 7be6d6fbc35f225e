"""An article and a day -> the article dated by a person, and every date that hung on it."""

from __future__ import annotations

import click

from onrecord.cli.layout import counted, desk_for, outlet
from onrecord.cli.lists import print_json
from onrecord.cli.prompt import Prompt, decision_options, open_record, pass_prompt
from onrecord.cli.show import date_words, print_fields, print_heading, print_judgements


@click.command()
@click.argument("article")
@click.argument("day", required=False, metavar="[DATE]")
@click.option("--undo", is_flag=True, help="Take back the date that was given.")
@decision_options
@pass_prompt
def date(prompt: Prompt, /, article: str, day: str | None, undo: bool, note: str, who: str) -> None:
    """Give an ARTICLE its date, or show what is known of it.

    DATE is a day, a month, a year or a stretch of days: 2023-06-26, 2023-06, 2023,
    2023-06-24/2023-06-26. Whatever was counted from the article's date is counted again: "on
    Monday" becomes a day, and pairs whose order was not known are put in order. It is a judgement
    like any other and holds when the article is read again; --undo gives the article its own date
    back, if it had one.
    """
    if day is not None and undo:
        raise click.UsageError("give a date or --undo, not both")
    with desk_for(open_record(prompt.record)) as desk:
        found = desk.record.article(article)
        if day is not None or undo:
            desk.record.judge(found.id, "corrected", correction=day or "", note=note, who=who)
            found = desk.record.article(found.id)
        statements = desk.record.statements(article=found.id)
        judgements = desk.record.judgements(target=found.id)
        if prompt.as_json:
            return print_json(
                [{"article": found.id, "published": found.published, "judgements": judgements}]
            )
        print_heading(desk, found.title or outlet(found), found.id)
        said = sum(statement.said is not None for statement in statements)
        dates = {"published": date_words(found.published) or "date not known"}
        dates["said"] = f"{said} of {counted(len(statements), 'statement')} on a day that is known"
        print_fields(desk, dates)
        print_judgements(desk, judgements)
