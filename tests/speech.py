"""Words, a speaker and a day -> statements and mentions, for tests of the comparison."""

from dataclasses import replace

from onrecord import edtf
from onrecord.comparison import compare
from onrecord.identity import resolve
from onrecord.ids import mention_id, statement_id
from onrecord.values import Mention, Span, Statement


def mention(article, name, kind="person", *, office="", party="", named=True):
    words = f"{name}/{office}/{party}"
    return Mention(
        id=mention_id(article, kind, words, 0),
        article=article,
        span=Span(0, 1),
        kind=kind,
        name=name,
        office=office,
        party=party,
        named=named,
    )


def said(article, speaker, words, *, on=None, act="say", about=(), **more):
    """Return a statement; `on` is a day in ISO form, `about` pairs of name and kind."""
    return Statement(
        id=statement_id(article, words, speaker.name, 0),
        article=article,
        source=Span(0, 1),
        cue=None,
        content=(Span(10, 10 + len(words)),),
        words=words,
        act=act,
        speaker=speaker,
        about=tuple(mention(article, name, kind) for name, kind in about),
        said=edtf.date(on) if on else None,
        **more,
    )


def compared(*statements, origins=None):
    mentions = [m for s in statements for m in (s.speaker, *s.about) if m is not None]
    return compare(resolve(mentions), statements, origins or {})


def minister(article):
    return mention(article, "Ilya Marenko", office="foreign minister", party="Valdoria")


def capital(article):
    return mention(article, "Valdoria", "organisation")


def counterpart(article):
    return mention(article, "Tesso Amadi", office="foreign minister", party="Ruvania")


def place(statement, start):
    """Return a statement whose content stands at this place of its article."""
    return replace(statement, content=(Span(start, start + len(statement.words)),))


def crowd(article, name="officials"):
    return mention(article, name, "group", named=False)
