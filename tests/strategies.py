"""Generated values: any that a record may be asked to keep, each true to its own article."""

import datetime
import hashlib
from typing import get_args

from hypothesis import strategies as st

from onrecord.ids import (
    article_id,
    comparison_id,
    entity_id,
    judgement_id,
    mention_id,
    statement_id,
)
from onrecord.values import (
    Act,
    Article,
    Block,
    Cited,
    Comparison,
    Date,
    Entity,
    Evidence,
    Findings,
    Judgement,
    Mention,
    MentionKind,
    Office,
    Polarity,
    Quoting,
    Relay,
    RelayKind,
    Role,
    Span,
    Speech,
    Statement,
    quoted_words,
)

# Everything but lone surrogates and NUL: the text of an article has neither.
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.text(SIGNS, max_size=8)
TEXTS = st.text(SIGNS, min_size=4, max_size=60)
SCORES = st.floats(0, 1)
DAYS = st.none() | st.dates()


def one_of(kind):
    return st.sampled_from(get_args(kind))


DATES = st.none() | st.builds(Date, WORDS, DAYS, DAYS, WORDS, WORDS, WORDS)


def spans(text):
    edges = st.integers(0, len(text))
    return st.tuples(edges, edges).map(lambda pair: Span(*sorted(pair)))


@st.composite
def articles_with_findings(draw):
    data = draw(st.binary(max_size=20))
    digest = hashlib.sha256(data).hexdigest()
    text = draw(TEXTS)
    stretch = spans(text)
    article = Article(
        id=article_id(digest),
        digest=digest,
        text=text,
        blocks=tuple(draw(st.lists(st.builds(Block, one_of(Role), stretch), max_size=3))),
        title=draw(WORDS),
        byline=draw(WORDS),
        authors=tuple(draw(st.lists(WORDS, max_size=2))),
        agency=draw(WORDS),
        publisher=draw(WORDS),
        section=draw(WORDS),
        url=draw(WORDS),
        canonical=draw(WORDS),
        published=draw(DATES),
        modified=draw(DATES),
        language=draw(WORDS),
        evidence=tuple(
            draw(
                st.lists(st.builds(Evidence, WORDS, WORDS, WORDS, WORDS, st.booleans()), max_size=2)
            )
        ),
        reader=draw(WORDS),
        path=draw(WORDS),
    )
    mentions = tuple(
        Mention(
            mention_id(article.id, kind, span.of(text), number),
            article.id,
            span,
            kind,
            *draw(st.tuples(WORDS, WORDS, WORDS, st.booleans(), SCORES, WORDS)),
        )
        for number, (kind, span) in enumerate(
            draw(st.lists(st.tuples(one_of(MentionKind), stretch), max_size=4))
        )
    )
    one_mention = st.sampled_from(mentions) if mentions else st.nothing()
    statements = []
    for number in range(draw(st.integers(0, 3))):
        content = tuple(draw(st.lists(stretch, max_size=3)))
        words = quoted_words(text, content)
        statements.append(
            Statement(
                id=statement_id(article.id, words, "", number),
                article=article.id,
                source=draw(st.none() | stretch),
                cue=draw(st.none() | stretch),
                content=content,
                words=words,
                quoting=draw(one_of(Quoting)),
                act=draw(one_of(Act)),
                polarity=draw(one_of(Polarity)),
                speech=draw(one_of(Speech)),
                nested=draw(st.booleans()),
                speaker=draw(st.none() | one_mention),
                via=tuple(
                    draw(st.lists(st.builds(Relay, stretch, WORDS, one_of(RelayKind)), max_size=2))
                ),
                about=tuple(draw(st.lists(one_mention, max_size=2))) if mentions else (),
                said=draw(DATES),
                spoken_of=draw(DATES),
                published=draw(DATES),
                score=draw(SCORES),
                by=draw(WORDS),
                times=tuple(
                    Date.on(draw(st.dates()), words=span.of(text), rule="weekday", span=span)
                    for span in draw(st.lists(stretch, max_size=2))
                ),
            )
        )
    return data, article, Findings(mentions, tuple(statements))


@st.composite
def entities(draw, mentions):
    """Entities over mention ids, each mention behind one of them."""
    found = []
    for kind in get_args(MentionKind):
        behind = tuple(mention.id for mention in mentions if mention.kind == kind)
        if behind:
            found.append(
                Entity(
                    entity_id(kind, behind),
                    kind,
                    draw(WORDS),
                    tuple(draw(st.lists(WORDS, max_size=2))),
                    tuple(
                        draw(st.lists(st.builds(Office, WORDS, WORDS, WORDS, WORDS), max_size=2))
                    ),
                    tuple(one.id for one in found if draw(st.booleans())),
                    behind,
                    tuple(draw(st.lists(WORDS, max_size=2))),
                    draw(WORDS),
                    draw(WORDS),
                )
            )
    return found


@st.composite
def comparisons(draw, article, statements):
    if len(statements) < 2:
        return []
    one, other = statements[:2]
    cited = st.builds(Cited, st.sampled_from([one.id, other.id]), spans(article.text))
    return [
        Comparison(
            comparison_id(one.id, other.id),
            "shifts",
            one.id,
            other.id,
            draw(SCORES),
            draw(WORDS),
            tuple(draw(st.lists(cited, max_size=2))),
            draw(st.booleans()),
            draw(WORDS),
        )
    ]


@st.composite
def judgements(draw):
    when = draw(st.datetimes(timezones=st.none() | st.just(datetime.UTC)))
    target, who = draw(WORDS), draw(WORDS)
    return Judgement(
        judgement_id(target, "accept", when, who),
        "statement",
        target,
        "accept",
        when,
        who,
        *draw(st.tuples(WORDS, WORDS, WORDS)),
        *draw(st.tuples(*[st.lists(WORDS, max_size=3).map(tuple)] * 2)),
    )
