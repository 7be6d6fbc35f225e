"""GUM -> how often the source of a statement is resolved to the person whom it means.

    python -m evals.speakers --data DIR [--missed] [--gold-names]

GUM annotates who is who, not who says what, so sources are read off its syntax: the subjects of
cue verbs that govern a clause, agents ("denied by"), and whom "according to" names. A source is
right if the name that ours gives it is among the proper names of its gold chain, wrong if it is
not, open if ours gives none. Of a source that the article never names, open is right. Speakers
before a source are those that we found, not the gold ones. `--gold-names` takes GUM's names in
place of ours, to tell what the names cost. Nothing is trained on any of these documents; the news
ones of `GUM_DEV`, from which the model learnt no names, are printed apart. The rules were made
looking at news, these among them.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.detectors import annotate
from onrecord.detectors.offices import tied
from onrecord.detectors.speakers import Setting, speaker_of
from onrecord.languages import Language, language
from onrecord.values import Article, Block, Mention, MentionKind, Span
from training.reading.corpora import GUM_DEV, Document, gum

KINDS = ("pronoun", "nominal")
SIGN = re.compile(r"\((\d+)-([^()-]+)[^()]*|(\d+)\)|\)")
NAME_RELATIONS = frozenset({"flat", "compound", "goeswith", "amod", "nmod:desc"})
# What can speak, and be named as the speaker; a study or a report is named, but is nobody.
SPEAKERS = frozenset({"person", "organization", "place", "animal"})
CLAUSES = frozenset({"ccomp", "xcomp", "parataxis"})
ARTICLE_ID = "a1-0"
FIRST_AND_SECOND = frozenset({"i", "we", "you", "me", "us", "myself", "one"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a document, what GUM says of it, and where it stands in the text."""

    number: int
    form: str
    tag: str
    governor: int
    relation: str
    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a gold chain: what sort of thing it is, its words and which is the head."""

    chain: str
    sort: str
    words: tuple[Word, ...]
    head: Word

    @property
    def span(self) -> Span:
        """The stretch of text from the first word to the last."""
        return Span(self.words[0].span.start, self.words[-1].span.stop)


@dataclass(frozen=True, slots=True)
class Source:
    """A gold source: what kind of words it is, and every name of whom it means."""

    document: str
    span: Span
    kind: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a source: "right", "wrong" or "open"."""

    source: Source
    speaker: Mention | None
    outcome: str


def score(data: Path) -> dict[str, float]:
    """Return the share right and the share with a wrong name of each kind of source in GUM news."""
    verdicts = [v for v in verdicts_on(data) if "_news_" in v.source.document]
    scores = {}
    for kind in KINDS:
        outcomes = Counter(v.outcome for v in verdicts if v.source.kind == kind)
        total = max(1, outcomes.total())
        scores[f"GUM news {kind} sources right"] = outcomes["right"] / total
        scores[f"GUM news {kind} sources not wrong"] = 1 - outcomes["wrong"] / total
    return scores


def verdicts_on(data: Path, gold_names: bool = False) -> list[Verdict]:
    """Resolve every gold source of GUM and judge it."""
    english = language("en")
    verdicts: list[Verdict] = []
    for document in gum(data):
        path = data / "gum" / f"{document.name}.conllu.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            sources = list(sources_of(document, lines.read(), english))
        setting = setting_of(document, gold_names, english)
        speakers: list[Mention] = []
        for source in sources:
            speaker = speaker_of(source.span, setting, speakers)
            if speaker:
                speakers.append(speaker)
            verdicts.append(Verdict(source, speaker, outcome_of(source, speaker)))
    return verdicts


def setting_of(document: Document, gold_names: bool, english: Language) -> Setting:
    """Return what speakers of a document are found in: what our pipeline found in it."""
    text = document.text
    article = Article(ARTICLE_ID, "", text, (Block("body", Span(0, len(text))),))
    findings = annotate(article)
    said = [span for statement in findings.statements for span in statement.content]
    # What statements add to the names of a text stands after them or where a name stands already.
    by_span = {m.span: m for m in findings.mentions if m.named}
    mentions = [by_span[span] for span in sorted(by_span)]
    if gold_names:
        offices = [m for m in mentions if m.kind == "office"]
        names = [
            Mention(f"m1-{i}", ARTICLE_ID, span, _kind(kind), span.of(text))
            for i, (span, kind) in enumerate(document.names or ())
        ]
        mentions = tied(sorted([*offices, *names], key=lambda m: m.span), text)
    return Setting(ARTICLE_ID, text, mentions, tuple(said), english)


def _kind(kind: str) -> MentionKind:
    return "person" if kind == "person" else "place" if kind == "place" else "organisation"


def outcome_of(source: Source, speaker: Mention | None) -> str:
    """Return "right", "wrong" or "open"."""
    if speaker is None or not speaker.named:
        return "open" if source.names else "right"
    ours = _plain(speaker.name)
    gold = [_plain(name) for name in source.names]
    is_right = any(set(ours) <= set(name) or ours[-1:] == name[-1:] for name in gold)
    return "right" if is_right else "wrong"


def _plain(name: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’]s?\b", "", name.casefold()))


def sources_of(document: Document, conllu: str, english: Language) -> Iterator[Source]:
    """Yield the sources of a document in the third person, in the order of the text."""
    sentences = list(_sentences(document.text, conllu))
    mentions = [list(_mentions(words)) for words in sentences]
    names: dict[str, set[str]] = {}
    for mention in (m for of_sentence in mentions for m in of_sentence):
        if name := _name_of(mention, english):
            names.setdefault(mention.chain, set()).add(name)
    for words, of_sentence in zip(sentences, mentions, strict=True):
        by_head = {m.head.number: m for m in sorted(of_sentence, key=lambda m: len(m.words))}
        found = {word.number: word for word in _source_heads(words, english)}
        for word in sorted(found.values(), key=lambda w: w.span):
            meant = by_head.get(_antecedent(word, words))
            kind = _kind_of(word, meant, english)
            if meant and kind and meant.sort in SPEAKERS:
                span = word.span if word.tag == "PRON" else meant.span
                yield Source(document.name, span, kind, frozenset(names.get(meant.chain, ())))


def _source_heads(words: Sequence[Word], english: Language) -> Iterator[Word]:
    """Yield subject or agent of every cue verb that governs a clause, and of "according to"."""
    for word in words:
        below = [w for w in words if w.governor == word.number]
        if word.tag == "VERB" and word.form.lower() in english.acts:
            reports = word.relation == "parataxis" or any(w.relation in CLAUSES for w in below)
            relations = {"nsubj", "obl:agent"} if reports else set()
            yield from (w for w in below if w.relation in relations)
        elif any(w.form.lower() == "according" for w in below) and word.tag != "VERB":
            yield word


def _antecedent(word: Word, words: Sequence[Word]) -> int:
    """Return the number of the word whose mention a source is: "who" is the noun before it."""
    if word.form.lower() not in {"who", "which", "that"} or word.tag != "PRON":
        return word.number
    by_number = {w.number: w for w in words}
    clause: Word | None = by_number.get(word.governor)
    while clause and clause.relation != "acl:relcl":
        clause = by_number.get(clause.governor)
    return clause.governor if clause else word.number


def _kind_of(word: Word, mention: Named | None, english: Language) -> str:
    if word.form.lower() in FIRST_AND_SECOND:
        return ""
    if word.tag in {"PRON", "DET"}:
        return "pronoun"
    if mention and _name_of(mention, english):
        return "name"
    return "nominal"


def _name_of(mention: Named, english: Language) -> str:
    """Return the proper name at the head of a mention without titles, "" where it has none.

    A common noun leads up to a name: "team member Ona Prell", "the Vanter news agency".
    """
    cores = (_core(head, mention) for head in _heads(mention, english) if head.tag == "PROPN")
    return next((core for core in cores if _is_more_than_title(core, english)), "")


def _core(head: Word, mention: Named) -> str:
    """Return the capitalised words around a head that belong to it."""
    at = mention.words.index(head)
    chosen = [head]
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(mention.words) and _is_of_name(mention.words[place]):
            chosen.append(mention.words[place])
            place += step
    return " ".join(w.form for w in sorted(chosen, key=lambda w: w.number))


def _is_of_name(word: Word) -> bool:
    if word.form == "-":
        return True
    return word.form[:1].isupper() and word.relation in NAME_RELATIONS


def _is_more_than_title(name: str, english: Language) -> bool:
    bare = english.office_pattern.sub(" ", name)
    kept = [w for w in bare.split() if w.lower().rstrip(".") not in english.honorifics]
    return any(w[:1].isupper() for w in kept)


def _heads(mention: Named, english: Language) -> Iterator[Word]:
    """Yield the head of a mention and the words in it that may be the name instead."""
    yield mention.head
    below = [w for w in mention.words if w.governor == mention.head.number]
    yield from (w for w in below if w.relation in {"flat", "appos"})
    if english.unnamed.get(mention.head.form.lower()) == "organisation":
        yield from (w for w in below if w.relation == "compound")


def _sentences(text: str, conllu: str) -> Iterator[list[Word]]:
    """Yield the words of each sentence with their places in the text."""
    at = 0
    for sentence in conllu.strip().split("\n\n"):
        words = []
        for row in (line.split("\t") for line in sentence.split("\n")):
            if not row[0].isdigit():
                continue
            at = text.index(row[1], at)
            entity = re.search(r"Entity=([^|]*)", row[9])
            span = Span(at, at + len(row[1]))
            words.append(
                Word(int(row[0]), row[1], row[3], int(row[6]), row[7], entity[1] if entity else "",
                     span)
            )  # fmt: skip
            at = span.stop
        yield words


def _mentions(words: Sequence[Word]) -> Iterator[Named]:
    """Yield the annotated mentions of a sentence, discontinuous ones by their first part."""
    opened: list[tuple[str, str, int]] = []
    for position, word in enumerate(words):
        for sign in SIGN.finditer(word.entity):
            chain, sort, closed = sign.groups()
            if chain:
                opened.append((chain, sort, position))
                continue
            at = max((i for i, o in enumerate(opened) if not closed or o[0] == closed), default=-1)
            if at >= 0:
                chain, sort, begin = opened.pop(at)
                yield _mention(chain, sort, words[begin : position + 1])


def _mention(chain: str, sort: str, words: Sequence[Word]) -> Named:
    inside = {w.number for w in words}
    head = next((w for w in words if w.governor not in inside), words[0])
    return Named(chain, sort, tuple(words), head)


def table(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yield a line for each part and kind of source."""
    verdicts = list(verdicts)
    parts = {
        "news": [v for v in verdicts if "_news_" in v.source.document],
        "news, of GUM_DEV": [
            v for v in verdicts if "_news_" in v.source.document and v.source.document in GUM_DEV
        ],
        "all genres": verdicts,
    }
    yield f"{'GUM':36}{'n':>5}{'right':>8}{'wrong name':>12}{'left open':>11}"
    for part, of_part in parts.items():
        for kind in (*KINDS, "name"):
            of_kind = [v for v in of_part if v.source.kind == kind]
            yield _line(f"{part}: {kind}", of_kind)
            yield _line("    whom the article names", [v for v in of_kind if v.source.names])


def _line(name: str, verdicts: Sequence[Verdict]) -> str:
    counts = Counter(v.outcome for v in verdicts)
    right, wrong, left = (counts[o] / max(1, len(verdicts)) for o in ("right", "wrong", "open"))
    return f"{name:36}{len(verdicts):5}{right:8.1%}{wrong:12.1%}{left:11.1%}"


def missed(verdict: Verdict, text: str) -> str:
    """Return one line of what was wrong, with the words around the source."""
    source, speaker = verdict.source, verdict.speaker
    before = " ".join(text[max(0, source.span.start - 240) : source.span.start].split())
    after = " ".join(text[source.span.stop : source.span.stop + 60].split())
    name = speaker.name if speaker and speaker.named else None
    return (
        f"{verdict.outcome} {source.kind} {source.document}: {name}, not {sorted(source.names)}\n"
        f"    {before} [[{source.span.of(text)}]] {after}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--gold-names", action="store_true")
    args = parser.parse_args()
    verdicts = verdicts_on(args.data, args.gold_names)
    if args.missed:
        texts = {document.name: document.text for document in gum(args.data)}
        for verdict in verdicts:
            if verdict.outcome != "right" and verdict.source.kind in KINDS:
                print(missed(verdict, texts[verdict.source.document]))
    print("\n".join(table(verdicts)))


if __name__ == "__main__":
    main()
