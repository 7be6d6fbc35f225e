"""Stand-ins for the stages of a record: small, exact, and the same in every process.

A saved file is `key: value` lines for title and date, a blank line, then sentences; a sentence
`Name says[denies] of Thing: words.` is a statement of that name about that thing.
"""

import datetime
import hashlib
import re
from dataclasses import replace
from types import SimpleNamespace

from onrecord.errors import NoArticle, NoReader, TooLarge
from onrecord.ids import article_id, comparison_id, entity_id, mention_id, statement_id
from onrecord.sighted import Blocked, Resolved, Sighted
from onrecord.stages import Stages, Versions
from onrecord.values import (
    Article,
    Block,
    Cited,
    Comparison,
    Date,
    Entity,
    Findings,
    Mention,
    Span,
    Statement,
    quoted_words,
)

SAYS = re.compile(
    r"(?P<who>[A-Z]\w+) (?P<cue>says|denies) of (?P<what>[A-Z]\w+): (?P<words>[^.\n]+)"
)


def saved_bytes(path):
    with open(path, "rb") as file:
        data = file.read(1_000_001)
    if len(data) > 1_000_000:
        raise TooLarge(path, "larger than 1 MB")
    return data


def read_bytes(data, name):
    if name.endswith(".doc"):
        raise NoReader(name, "no reader for '.doc'; on hand: .txt")
    if b"CRASH" in data:
        raise RuntimeError("a fault of ours")
    if not data.strip():
        raise NoArticle(name, "an empty file")
    digest = hashlib.sha256(data).hexdigest()
    for number, part in enumerate(data.decode("utf-8", "replace").split("\n=====\n")):
        if part.strip() == "BROKEN":
            raise NoArticle(name, f"part {number} is broken")
        dated = re.search(r"^date: (\S+)$", part, re.M)
        titled = re.search(r"^title: (.*)$", part, re.M)
        member = str(number) if number else ""
        yield Article(
            id=article_id(digest, member),
            digest=digest,
            text=part,
            blocks=(Block("body", Span(0, len(part))),),
            title=titled[1] if titled else "",
            published=Date.on(datetime.date.fromisoformat(dated[1])) if dated else None,
            reader="standin 1",
            path=name,
            member=member,
        )


def annotate(article, by="standin 1"):
    mentions, statements, seen = {}, [], {}
    for found in SAYS.finditer(article.text):

        def mention(group, kind, found=found):
            words = found[group]
            count = seen[kind, words] = seen.get((kind, words), -1) + 1
            id = mention_id(article.id, kind, words, count)
            mentions[id] = Mention(id, article.id, Span(*found.span(group)), kind, words, by=by)
            return mentions[id]

        who, what = mention("who", "person"), mention("what", "organisation")
        content = (Span(*found.span("words")),)
        words = quoted_words(article.text, content)
        count = seen[words, who.name] = seen.get((words, who.name), -1) + 1
        statements.append(
            Statement(
                id=statement_id(article.id, words, who.name, count),
                article=article.id,
                source=who.span,
                cue=Span(*found.span("cue")),
                content=content,
                words=words,
                act="deny" if found["cue"] == "denies" else "say",
                speaker=who,
                about=(what,),
                published=article.published,
                by=by,
            )
        )
    return Findings(tuple(mentions.values()), tuple(statements))


def annotate_better(article):
    return annotate(article, "standin 2")


def resolve(mentions, judgements=(), watched=(), published=()):
    names = {}
    for one in mentions:
        names.setdefault((one.kind, one.name), []).append(one.id)
    spokesman = {"Vale": "Lowland"}
    ids = {name: entity_id(kind, members) for (kind, name), members in names.items()}
    same = {one.target: one.correction for one in judgements if one.verdict == "same"}
    merged = {}
    for (kind, name), members in names.items():
        merged.setdefault(same.get(ids[name], ids[name]), []).append((kind, name, members))
    found = []
    for group in merged.values():
        members = sorted(id for _, _, ids in group for id in ids)
        kind, name = min((kind, name) for kind, name, _ in group)
        found.append(
            Entity(
                entity_id(kind, members),
                kind,
                name,
                aliases=tuple(sorted({name for _, name, _ in group})),
                speaks_for=tuple(ids[spokesman[name]] for _ in [0] if spokesman.get(name) in ids),
                mentions=tuple(members),
                reasons=("the same name",),
            )
        )
    return sorted(found, key=lambda entity: entity.id)


def at_once(resolve):
    """Return an identity that resolves all mentions together, however little has changed."""
    return lambda: SimpleNamespace(
        clues_in=lambda mentions: set(),
        states_from=lambda clues: "",
        answered_anew=lambda old, new: set(),
        sighted=lambda article, mentions, states, watched: Sighted(
            article, blocked={one.id: Blocked(frozenset({"who:all"})) for one in mentions}
        ),
        blocked_alone=lambda anchor, words, watched: Blocked(frozenset({anchor})),
        traced=lambda judgements, anchors: [one for one in judgements if one.of == "entity"],
        anchors_in=lambda one: {one.target, one.correction, *one.behind, *one.others} - {""},
        resolve_closure=lambda closure, watched, states: Resolved(
            resolve(closure.mentions, closure.judgements, watched, closure.published)
            if closure.mentions
            else [],
            {},
        ),
    )


def compare(entities, statements, origins, weighed):
    whose = {mention: entity.id for entity in entities for mention in entity.mentions}
    found = []
    # Another writer may just have added somebody whom its own update will resolve.
    known = [one for one in statements if one.speaker.id in whose]
    ordered = sorted(known, key=lambda one: (str(one.published or "9"), one.id))
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            same = whose[one.speaker.id] == whose[other.speaker.id]
            if same and one.about[0].name == other.about[0].name and one.act != other.act:
                found.append(
                    Comparison(
                        comparison_id(one.id, other.id),
                        "shifts",
                        one.id,
                        other.id,
                        0.9 if one.published and other.published else 0.5,
                        f"{one.words}, then {other.words}",
                        (Cited(one.id, one.content[0]), Cited(other.id, other.content[0])),
                        bool(one.published and other.published),
                    )
                )
    return found


def versions():
    return Versions("1", "1", "1", "1")


def newer_versions():
    return Versions("1", "2", "1", "1")


def redate(findings, article):
    statements = (replace(one, published=article.published) for one in findings.statements)
    return replace(findings, statements=tuple(statements))


STAGES = Stages(
    saved_bytes, read_bytes, annotate, at_once(resolve), compare, versions, redate=redate
)
NEWER_STAGES = replace(STAGES, annotate=annotate_better, versions=newer_versions)
