"""The verbs of the other rooms, as the record ties them together; each imported at first use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.sighted import Identity
from onrecord.sketch import Sketch
from onrecord.values import (
    Article,
    Comparison,
    Entity,
    Findings,
    Judgement,
    Origin,
    Statement,
)
from onrecord.weighed import Weighed

# The runs of words that two articles share, by their ids.
Shared = Mapping[tuple[str, str], int]


class Versions(NamedTuple):
    """What the rooms call themselves: a change means that their work is done again."""

    readers: str = ""
    detectors: str = ""
    identity: str = ""
    comparison: str = ""
    origins: str = ""


def _saved_bytes(path: str) -> bytes:
    from onrecord import readers

    return readers.saved_bytes(path)


def _read_bytes(data: bytes, name: str) -> Iterable[Article]:
    from onrecord import detectors, readers

    return map(detectors.bounded, readers.read_bytes(data, name))


def _annotate(article: Article) -> Findings:
    from onrecord import detectors

    return detectors.annotate(article)


def _redate(findings: Findings, article: Article) -> Findings:
    from onrecord import detectors

    return detectors.redated(findings, article)


def _identity() -> Identity:
    from onrecord import identity

    return identity


def _compare(
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    origins: Mapping[str, str],
    weighed: Weighed,
) -> list[Comparison]:
    from onrecord import comparison

    return comparison.compare(entities, statements, origins, weighed)


def _sketch(article: Article) -> Sketch:
    from onrecord import origins

    return origins.sketch(article)


def _trace(
    sketches: Iterable[Sketch],
    shared: Shared,
    judgements: Iterable[Judgement],
    saved: Mapping[str, Sequence[str]],
    body: Callable[[str], str],
) -> tuple[list[Origin], Shared]:
    from onrecord import origins

    return origins.trace(sketches, shared, judgements, saved, body)


def _versions() -> Versions:
    from onrecord import comparison, detectors, identity, origins, readers

    return Versions(
        readers.VERSION,
        detectors.VERSION,
        getattr(identity, "VERSION", "1"),
        getattr(comparison, "VERSION", "1"),
        origins.VERSION,
    )


@dataclass(frozen=True)
class Stages:
    """What a record calls, in order; tests put stand-ins here.

    With more than one core, `read_bytes` and `annotate` must be picklable.
    """

    saved_bytes: Callable[[str], bytes] = _saved_bytes
    read_bytes: Callable[[bytes, str], Iterable[Article]] = _read_bytes
    annotate: Callable[[Article], Findings] = _annotate
    identity: Callable[[], Identity] = _identity
    compare: Callable[
        [Sequence[Entity], Sequence[Statement], Mapping[str, str], Weighed], list[Comparison]
    ] = _compare
    versions: Callable[[], Versions] = _versions
    sketch: Callable[[Article], Sketch] = _sketch
    trace: Callable[
        [
            Iterable[Sketch],
            Shared,
            Iterable[Judgement],
            Mapping[str, Sequence[str]],
            Callable[[str], str],
        ],
        tuple[list[Origin], Shared],
    ] = _trace
    redate: Callable[[Findings, Article], Findings] = _redate
