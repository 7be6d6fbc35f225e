"""A statement and its versions elsewhere -> how many articles, origins and accounts carry it.

Copies of one story are one origin. Origins are one account where their articles have the words
from one place: a broadcaster, an agency, a document or a go-between that both name, or one paper
that printed both. A press conference, which many may attend, is no such place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.languages.relaying import relaying
from onrecord.origins.versions import Version, VersionKind, versions
from onrecord.origins.wording import listed, named
from onrecord.sketch import Carrier
from onrecord.values import Entity, Statement

# Of the relays between a speaker and the page, those that one account can come from.
TELLING = frozenset({"agency", "document", "outlet", "person"})
# An article that has other words, another speaker or another day vouches for none of these.
COUNTED = frozenset({"same", "trimmed", "altered"})

NOTES: tuple[tuple[VersionKind, str], ...] = (
    ("trimmed", "More or fewer words: {}."),
    ("altered", "Altered words: {}."),
    ("re-attributed", "Given to another speaker: {}."),
    ("said again", "Said again on another day: {}."),
)


@dataclass(frozen=True, slots=True)
class Account:
    """Articles that stand or fall together: one origin, or several that have it from one place."""

    articles: tuple[str, ...]
    origins: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Voices:
    """How many voices there are for one statement.

    `articles` carry it, whole, trimmed or altered, the first first; `origins` and `accounts` are
    how many these come to. `versions` has these and also who gives the words to somebody else or
    has them on another day. `is_whole` is False where more were found than were looked at.
    """

    statement: str
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    accounts: tuple[Account, ...]
    versions: tuple[Version, ...]
    because: str
    is_whole: bool = True


def voices(
    statement: Statement,
    others: Sequence[Statement],
    carriers: Mapping[str, Carrier],
    speakers: Mapping[str, Entity],
    text: Callable[[str], str],
    is_whole: bool = True,
) -> Voices:
    """Return who carries a statement, and how many independent accounts that makes.

    `others` are the statements that may be it, `carriers` the articles of all of them by id,
    `speakers` entities by the id of a mention; `text` gives the text of an article.
    """
    found = versions(statement, others, carriers, speakers, text)
    by_id = {one.id: one for one in others}
    held = {statement.article: [statement]}
    for version in found:
        if version.kind in COUNTED:
            held[version.article] = [by_id[id] for id in version.statements]
    ordered = sorted((carriers[article] for article in held), key=_standing)
    sources = {each.article: _sources(held[each.article], each) for each in ordered}
    accounts = tuple(_accounts(ordered, sources))
    origins = tuple(dict.fromkeys(carrier.origin for carrier in ordered))
    return Voices(
        statement.id,
        tuple(carrier.article for carrier in ordered),
        origins,
        accounts,
        tuple(found),
        _because(len(ordered), len(origins), len(accounts), found, is_whole),
        is_whole,
    )


def _standing(carrier: Carrier) -> tuple[bool, str, str, str]:
    return not carrier.day, carrier.day, carrier.outlet, carrier.article


# --- from where ---


def _sources(statements: Sequence[Statement], carrier: Carrier) -> dict[str, str]:
    """Return where an article says that it has the words from, by the name as it is compared."""
    relays = [relay for one in statements for relay in one.via if relay.kind in TELLING]
    named_there = [*(relay.name for relay in relays), carrier.agency]
    found = {_plain(name): _known_as(name) for name in reversed(named_there) if name.strip()}
    found.pop(_plain(carrier.house), None)  # what a paper has from itself
    return found


def _known_as(name: str) -> str:
    return relaying("en").agency_names.get(name, name)


def _plain(name: str) -> str:
    """Return a name as names of sources are compared: "a statement" is "the statement"."""
    words = _known_as(name).casefold().split()
    opens = len(words) > 1 and words[0] in relaying("en").determiners
    return " ".join(words[1:] if opens else words)


def _accounts(
    carriers: Sequence[Carrier], sources: Mapping[str, Mapping[str, str]]
) -> Iterator[Account]:
    """Yield the carriers put together by origin, source and house, the largest account first."""
    joined = {carrier.article: carrier.article for carrier in carriers}

    def first(article: str) -> str:
        while joined[article] != article:
            article = joined[article]
        return article

    met: dict[tuple[str, str], str] = {}
    for carrier in carriers:
        places = {*sources[carrier.article], _plain(carrier.house)} - {""}
        for link in [("origin", carrier.origin), *(("place", place) for place in sorted(places))]:
            joined[first(carrier.article)] = first(met.setdefault(link, carrier.article))
    together = defaultdict(list)
    for carrier in carriers:
        together[first(carrier.article)].append(carrier)
    for members in sorted(together.values(), key=len, reverse=True):
        yield Account(
            tuple(carrier.article for carrier in members),
            tuple(dict.fromkeys(carrier.origin for carrier in members)),
            _why_one(members, sources),
        )


# --- why ---


def _why_one(members: Sequence[Carrier], sources: Mapping[str, Mapping[str, str]]) -> str:
    """Return why these articles are one account, in a sentence that a reporter could print."""
    reasons = []
    for copies in _alike(members, lambda carrier: carrier.origin):
        reasons.append(f"{listed([named(each) for each in copies])} carry one story")
    names = dict(source for each in members for source in sources[each.article].items())
    for plain, name in sorted(names.items()):
        told = [named(each) for each in members if plain in sources[each.article]]
        reasons.append(f"{listed(told)} {'has' if len(told) == 1 else 'have'} it from {name}")
    for one_house in _alike(members, lambda carrier: _plain(carrier.house)):
        if len({each.origin for each in one_house}) > 1:
            reasons.append(f"{listed([named(each) for each in one_house])} are of one publisher")
    return f"{'; '.join(reasons) or f'{named(members[0])} alone has it'}."


def _alike(
    members: Sequence[Carrier], what: Callable[[Carrier], str]
) -> Iterator[Sequence[Carrier]]:
    """Yield the members that are alike in something that is known, two or more at a time."""
    groups = defaultdict(list)
    for carrier in members:
        groups[what(carrier)].append(carrier)
    return (group for value, group in groups.items() if value and len(group) > 1)


def _because(
    articles: int, origins: int, accounts: int, found: Sequence[Version], is_whole: bool
) -> str:
    told = f"{_counted(articles, 'article')}, {_counted(origins, 'origin')}, "
    told += f"{_counted(accounts, 'independent account')}."
    kinds = Counter(version.kind for version in found)
    notes = [words.format(_counted(kinds[kind], "article")) for kind, words in NOTES if kinds[kind]]
    if not is_whole:
        notes.append("More articles hold these words than were looked at.")
    return " ".join([told, *notes])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
