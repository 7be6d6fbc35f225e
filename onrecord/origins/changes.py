"""Two versions of an article -> the paragraphs that are gone from it, and those that are new."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from onrecord.origins.sketches import words_of
from onrecord.values import Article, Span


@dataclass(frozen=True, slots=True)
class Change:
    """Paragraphs of an earlier version that are gone from a later one, and what stands instead.

    `gone` are spans of the earlier article's text, `new` of the later one's.
    """

    gone: tuple[Span, ...] = ()
    new: tuple[Span, ...] = ()


def changes(earlier: Article, later: Article) -> list[Change]:
    """Return what changed in the body from one version to the next, in order.

    Paragraphs are the same where their words are: marks, letter case and white space aside.
    """
    old, new = _paragraphs(earlier), _paragraphs(later)
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], False)
    return [
        Change(
            tuple(span for span, _ in old[gone:gone_stop]),
            tuple(span for span, _ in new[added:added_stop]),
        )
        for what, gone, gone_stop, added, added_stop in matcher.get_opcodes()
        if what != "equal"
    ]


def _paragraphs(article: Article) -> list[tuple[Span, tuple[str, ...]]]:
    spans = [block.span for block in article.blocks if block.role == "body"]
    return [(span, tuple(words_of(span.of(article.text)))) for span in spans]
