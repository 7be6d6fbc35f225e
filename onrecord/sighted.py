"""What is kept of mentions so that adding one article resolves only what it touches.

A *block* is a key under which mentions are looked up: two mentions that may be the same share one.
Whoever is reached from a mention by way of blocks can be resolved with it and without the rest of
the record. `onrecord.identity` makes blocks and resolves; the store keeps them meanwhile.

An *anchor* is the id of a mention, or stands for a party that offices tell of and nothing
mentions: its sort and key, "body:halcyon mining". The anchor of a party is also its block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from onrecord.values import Date, Entity, Judgement, Mention, Watched

# What an article tells of states on no list: a sort ("place", "office") and a folded word.
Clue = tuple[str, str]

PARTIES = ("state", "institution", "place", "body")  # the sorts of what may be a party


class Party(NamedTuple):
    """Who is meant by a party's words: the entity, and what the record itself calls it."""

    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Where one mention, or a party that nothing mentions, is looked up, and what it rests on.

    `implies` are the parties that its office or name tells of, each with the words for it;
    `asks` are parties that it speaks for where they are on record.
    """

    blocks: frozenset[str]
    implies: Mapping[str, str] = field(default_factory=dict)
    asks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sighted:
    """What is kept of one article.

    `company` are the people named in full and the bodies in it; `told` gives the name and party
    of mentions such as "the ministry" whose article says which. `asked` are words that would mean
    something else if they named a state. `blocked` has an entry for each mention of somebody.
    """

    article: str
    company: tuple[str, ...] = ()
    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    blocked: Mapping[str, Blocked] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closure:
    """Mentions that may be the same as each other and as no others, and what is known beside them.

    `implied` are the anchors of parties without mentions, each with the words for it. `company`
    and `published` are by article. `parties` says who is meant by a party outside, by anchor.
    """

    mentions: list[Mention]
    judgements: list[Judgement] = field(default_factory=list)
    published: Mapping[str, Date] = field(default_factory=dict)
    implied: Mapping[str, str] = field(default_factory=dict)
    company: Mapping[str, frozenset[str]] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)


class Resolved(NamedTuple):
    """The entities of a closure, and who is meant by each party in it, by anchor."""

    entities: list[Entity]
    parties: dict[str, Party]


class Identity(Protocol):
    """The verbs of `onrecord.identity` by which a record is resolved a part at a time."""

    def clues_in(self, mentions: Iterable[Mention]) -> set[Clue]:
        """Return what an article tells of states on no list."""

    def states_from(self, clues: Iterable[Clue]) -> str:
        """Return what all clues on record tell together, as one line of text."""

    def answered_anew(self, old: str, new: str) -> set[str]:
        """Return the words asked of states that two such lines answer otherwise."""

    def sighted(
        self, article: str, mentions: Iterable[Mention], states: str, watched: Iterable[Watched]
    ) -> Sighted:
        """Return what is kept of an article."""

    def blocked_alone(self, anchor: str, words: str, watched: Iterable[Watched]) -> Blocked:
        """Return where a party is looked up that nothing mentions."""

    def traced(self, judgements: Iterable[Judgement], anchors: Iterable[str]) -> list[Judgement]:
        """Return judgements on entities with the anchors that they mean, where none is listed."""

    def anchors_in(self, judgement: Judgement) -> set[str]:
        """Return all anchors that a judgement names."""

    def resolve_closure(
        self, closure: Closure, watched: Iterable[Watched], states: str
    ) -> Resolved:
        """Return the entities of a closure."""
