"""Article -> findings: the names it mentions and the statements it reports.

The reading model passes over the title and the body once; each detector then works from what it
said: names, attributions, speech acts, speakers, relays, dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord import weights
from onrecord.detectors.about import about_of
from onrecord.detectors.acts import LEAD, act_of, as_told, polarity_of, quoting_of, speech_of
from onrecord.detectors.attributions import Attribution, attributions
from onrecord.detectors.bounds import bounded
from onrecord.detectors.dates import when
from onrecord.detectors.dating import dated, redated
from onrecord.detectors.groups import described_groups
from onrecord.detectors.names import names_in
from onrecord.detectors.nesting import nested_in
from onrecord.detectors.offices import introduced
from onrecord.detectors.quotation import Quoted, quoted
from onrecord.detectors.reading import read
from onrecord.detectors.relays import own_agency, relayed_by, relays_of
from onrecord.detectors.speakers import Setting, speaker_of
from onrecord.ids import article_id, statement_id
from onrecord.languages import language
from onrecord.values import (
    Article,
    Block,
    Date,
    Findings,
    Mention,
    Relay,
    Span,
    Statement,
    quoted_words,
)

RULES = 8
VERSION = f"{weights.version('reading')}, rules {RULES}"
READ_ROLES = frozenset({"title", "body"})
# Where a story was sent from is nobody's words: "KESRA, May 5 (Orvanian Wire) – ", "KESRA – ".
CAPITALS = r"[A-Z][A-Z.'’-]{2,20}(?: [A-Z][A-Z.'’-]{1,20}){0,2}"
CAPITAL_WORDS = r"[A-Z][\w.'’-]{2,20}(?: [A-Z][\w.'’-]{1,20}){0,2}"
REST, AGENCY = r"(?:, [\w., ]{2,30}?)?", r"\([A-Z][\w ./]{1,40}\)"
DATELINE = (
    rf"(?:{CAPITALS}{REST}(?: ?{AGENCY})?|(?:{CAPITAL_WORDS}{REST} ?)?{AGENCY}) ?(?:[–—]|--?) "
)
ONLY_REPORTED = re.compile(r"(?:an?|the|its|his|her|their)\s+(?:reported|alleged|rumou?red)\s+\w+")
PARAGRAPH = re.compile(rf"(?:^[ \t]*{DATELINE})?(?P<words>[^\n]*\S[^\n]*)", re.MULTILINE)

__all__ = [
    "VERSION", "annotate", "attributions_in", "bounded", "redated", "statements_in", "when",
]  # fmt: skip


def annotate(article: Article) -> Findings:
    """Return the mentions and statements of an article's title and body."""
    blocks = [block for block in article.blocks if block.role in READ_ROLES]
    paragraphs = [p for block in blocks for p in _paragraphs(article.text, block.span)]
    bylines = [b.span for b in article.blocks if b.role in {"byline", "dateline"}]
    return _findings(article, paragraphs, bylines)


def statements_in(text: str, published: Date | str | None = None) -> list[Statement]:
    """Return the statements of a text taken exactly as given: all spans index into it.

    `published`, an ISO date or a Date, is the day from which "Thursday" is counted.

    >>> [s.speaker.name for s in statements_in("“We are leaving,” Ona Prell said on Monday.")]
    ['Ona Prell']
    """
    date = when(published, None) if isinstance(published, str) else published
    span = Span(0, len(text))
    article = Article(article_id("", text), "", text, (Block("body", span),), published=date)
    return list(_findings(article, _paragraphs(text, span), []).statements)


def attributions_in(text: str) -> list[Attribution]:
    """Return the attributions of a text as the model joins them, and how sure it is."""
    marks = quoted(text)
    return attributions(read(text, _paragraphs(text, Span(0, len(text))), marks), marks)


def _findings(article: Article, paragraphs: Sequence[Span], bylines: Sequence[Span]) -> Findings:
    english = language("en")
    marks = quoted(article.text)
    reading = read(article.text, paragraphs, marks)
    found = attributions(reading, marks)
    all_sources = [a.source for a in found if a.source]
    sources = [source for source in all_sources if not _in_title(article, source)]
    mentions = introduced(
        names_in(reading, all_sources, article.id, VERSION), sorted(set(sources)), article.text
    )
    said = tuple(span for attribution in found for span in attribution.content)
    setting = Setting(article.id, article.text, mentions, said, english)
    groups = described_groups(setting, paragraphs)
    agency = own_agency(bylines, article.text, english)
    nested = nested_in(found, article.text, marks, english)
    speakers: list[Mention] = []
    told: list[tuple[Attribution, Statement]] = []
    around: list[tuple[Attribution, Statement]] = []  # those told that may hold what comes
    for attribution in found:
        statement = _statement(attribution, article, setting, marks, speakers, groups)
        if _says_only_a_name(statement, setting):
            continue
        begins = attribution.content[0].start
        around = [one for one in around if one[0].content[-1].stop > begins]
        outer = next((s for owner, s in reversed(around) if _is_inside(attribution, owner)), None)
        told.append((attribution, _relayed(statement, outer, article) if outer else statement))
        if statement.speaker and not _only_asks(statement, article.text):
            speakers.append(statement.speaker)
        inside = [told[-1]]
        for owner, teller in inside:  # which grows while it is read
            for inner in nested.get(owner, ()):
                within = _statement(inner, article, setting, marks, speakers, groups)
                if _words(article, inner.source) == "I":
                    within = replace(within, speaker=teller.speaker)
                within = replace(within, score=round(within.score * teller.score, 4))
                inside.append((inner, _relayed(within, teller, article)))
        told += inside[1:]
        around += inside
    statements = _numbered([statement for _, statement in told], agency, article)
    known = {m.id for m in mentions}
    named = [*speakers, *groups, *(m for statement in statements for m in statement.about)]
    mentions += {m.id: m for m in named if m.id not in known}.values()
    return Findings(tuple(sorted(mentions, key=lambda m: (m.span, m.kind))), tuple(statements))


def _is_inside(attribution: Attribution, owner: Attribution) -> bool:
    """Say whether one is told within what another says: cue and words in its content."""
    if attribution.content[-1].stop > owner.content[-1].stop or attribution.source == owner.source:
        return False
    parts = [*attribution.content, *([attribution.cue] if attribution.cue else [])]
    return all(any(part.within(content) for content in owner.content) for part in parts)


def _only_asks(statement: Statement, text: str) -> bool:
    """Say whether a speaker is named by the way: of "asked by a guard", "he" is who was asked."""
    cue, source = statement.cue, statement.source
    return bool(cue and source and text[cue.stop : source.start].strip() == "by")


def _relayed(statement: Statement, outer: Statement, article: Article) -> Statement:
    """Return a statement that stands in another's content, with that speaker in its chain."""
    # What stands outside the words of the outer one relays the outer one.
    own = [h for h in statement.via if any(h.span.within(words) for words in outer.content)]
    hops = *own, *relayed_by(outer, article.text, language("en"))
    return replace(statement, nested=True, via=_by_others(statement, hops))


def _by_others(statement: Statement, hops: Iterable[Relay]) -> tuple[Relay, ...]:
    """Return hops, each once, without the speaker.

    "Prell said she had told them": nobody relays her own words.
    """
    own_name = statement.speaker.name if statement.speaker else ""
    return tuple(hop for hop in dict.fromkeys(hops) if hop.name != own_name)


def _numbered(
    statements: Sequence[Statement], agency: Sequence[Relay], article: Article
) -> list[Statement]:
    """Return statements with ids: by their words and source, and how often these came before.

    The article's own agency ends the chain of each.
    """
    counts: Counter[tuple[str, str]] = Counter()
    numbered = []
    for statement in statements:
        key = " ".join(statement.words.casefold().split()), _words(article, statement.source)
        id_ = statement_id(article.id, statement.words, key[1], counts[key])
        via = _by_others(statement, (*statement.via, *agency))
        numbered.append(replace(statement, id=id_, via=via))
        counts[key] += 1
    return numbered


def _statement(
    attribution: Attribution,
    article: Article,
    setting: Setting,
    marks: list[Quoted],
    speakers: Sequence[Mention],
    groups: Sequence[Mention],
) -> Statement:
    text, english = article.text, setting.english
    cue = as_told(_words(article, attribution.cue), _words(article, attribution.source))
    words = quoted_words(text, attribution.content)
    quoting = quoting_of(attribution.content, marks, text)
    act = act_of(cue, english, words, _lead(attribution, text))
    frame = [span for span in (attribution.source, attribution.cue) if span]
    statement = Statement(
        id="",
        article=article.id,
        source=attribution.source,
        cue=attribution.cue,
        content=attribution.content,
        words=words,
        quoting=quoting,
        act=act,
        polarity=polarity_of(act, cue, words, english),
        speech=speech_of(cue, quoting, english, _words(article, attribution.source)),
        speaker=speaker_of(attribution.source, setting, speakers),
        via=relays_of(frame, text, setting.mentions, english, attribution.content),
        about=about_of(attribution.content, attribution.source, setting, groups),
        score=round(attribution.score, 4),
        by=VERSION,
    )
    return dated(statement, article)


def _lead(attribution: Attribution, text: str) -> str:
    """Return what stands between source and cue, or before the cue where no source is known."""
    source, cue = attribution.source, attribution.cue
    if cue is None or (source and source.start > cue.start):
        return ""
    return text[max(source.stop if source else 0, cue.start - LEAD) : cue.start]


def _says_only_a_name(statement: Statement, setting: Setting) -> bool:
    """Say whether nothing is said but whom it is about: "the party came under scrutiny from Orre".

    Or what: "alarmed by a reported deal". Where the verb says what she did about him ("accused"),
    that is a statement.
    """
    [first, *more] = statement.content
    if more or (statement.quoting, statement.act) != ("indirect", "say"):
        return False
    if ONLY_REPORTED.match(statement.words):
        return True
    last = setting.names_within(Span(first.stop - 1, first.stop))
    return any(m.span.start - 4 <= first.start and first.stop <= m.span.stop for m in last)


def _in_title(article: Article, span: Span) -> bool:
    return any(b.role == "title" and span.within(b.span) for b in article.blocks)


def _words(article: Article, span: Span | None) -> str:
    return span.of(article.text) if span else ""


def _paragraphs(text: str, within: Span) -> list[Span]:
    found = PARAGRAPH.finditer(text, within.start, within.stop)
    return [Span(*match.span("words")) for match in found]
