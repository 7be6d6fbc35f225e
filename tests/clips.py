"""Two clippings and what is said in them -> stages that put a record together without a model.

The country, the people and the company are invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.ids import comparison_id, mention_id, statement_id
from onrecord.stages import Stages, Versions
from onrecord.values import (
    Act,
    Article,
    Comparison,
    ComparisonKind,
    Entity,
    Findings,
    Mention,
    Quoting,
    Span,
    Statement,
)
from onrecord.weighed import Weighed

DENIAL = """\
Marden denies ties to Lantern Company

By Ana Prell

KASTEL, 12 November 2021 (Northern Courier) - Karsia's foreign minister, Ivo Marden, on Thursday \
denied any ties to the Lantern Company.

"We have never paid the Lantern Company and we never will," Marden told reporters in Kastel.

He said that the government of Karsia had no contract with the company.
"""

LATER = """\
Lantern Company to stay, Marden says

By Jon Osk

KASTEL, 26 June 2023 (Northern Courier) - The Lantern Company will go on working in Dunmar, \
Foreign Minister Ivo Marden said on Monday.

"We have paid the Lantern Company for its work," Marden said. "We will go on paying it."
"""


# source, cue, content, quoting, act
SAID: list[tuple[str, str, str, Quoting, Act]] = [
    (
        "Marden",
        "told",
        '"We have never paid the Lantern Company and we never will,"',
        "direct",
        "deny",
    ),
    ("Marden", "said", '"We have paid the Lantern Company for its work,"', "direct", "confirm"),
    (
        "Ivo Marden",
        "denied",
        "any ties to the Lantern Company",
        "indirect",
        "deny",
    ),
]


def find_said(article: Article) -> Findings:
    """Find the statements of SAID, each by the Marden nearest to its words."""

    def span(words: str, before: int) -> Span:
        start = article.text.rfind(words, 0, before)
        start = start if start >= 0 else article.text.index(words)
        return Span(start, start + len(words))

    mentions, statements = [], []
    for number, (source, cue, content, quoting, act) in enumerate(SAID):
        if content not in article.text:
            continue
        said = span(content, len(article.text))
        named = span(source, said.stop + 40)
        speaker = Mention(
            mention_id(article.id, "person", source, number),
            article.id,
            named,
            "person",
            "Ivo Marden",
            "foreign minister",
            "Karsia",
        )
        mentions.append(speaker)
        statements.append(
            Statement(
                statement_id(article.id, content, source, 0),
                article.id,
                named,
                span(cue, len(article.text)),
                (said,),
                content,
                quoting=quoting,
                act=act,
                speaker=speaker,
                published=article.published,
                by="clips",
            )
        )
    return Findings(tuple(mentions), tuple(statements))


def pair_up(
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    origins: Mapping[str, str],
    weighed: Weighed,
) -> list[Comparison]:
    """Pair what was denied with what was confirmed, as a shift and as a dispute."""
    denied = [each for each in statements if each.act == "deny"]
    [confirmed] = [each for each in statements if each.act == "confirm"]
    kinds: list[ComparisonKind] = ["shifts", "disputes"]
    return [
        Comparison(
            comparison_id(each.id, confirmed.id),
            kind,
            each.id,
            confirmed.id,
            0.5 + 0.25 * number,
            f"Marden denied {number}, then confirmed it.",
            ordered=kind == "shifts",
        )
        for number, (each, kind) in enumerate(zip(denied, kinds, strict=True))
    ]


VERSIONS = Versions("clips", "clips", "clips", "clips")
STAGES = Stages(annotate=find_said, compare=pair_up, versions=lambda: VERSIONS)
