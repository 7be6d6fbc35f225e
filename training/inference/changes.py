"""A statement -> the same put so that both cannot hold, or so that they can.

Each rule yields `Made` pairs, the label always that of the first text before the second. What a
rule knows of words is in `languages/en_meanings.toml`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.languages.tables import table
from training.inference.statements import (
    SUBJECTS,
    Said,
    Token,
    first_auxiliary,
    has_negation,
    inner,
    is_infinitive,
    main_verb,
    negator,
    put,
    sentence,
)
from training.inference.wording import (
    CONDITIONS,
    DENYING,
    GIVING_UP,
    LIMITING,
    NAMES,
    OPEN_WHETHER,
    PART,
    PROMISING,
    PRONOUNS,
    REFUSING,
    SAYING,
    TIMES,
    UNTRUE,
    WEAK_VOICES,
    inflected,
    opposites,
    other_number,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A pair of texts, its label, and the rule that made it."""

    one: str
    other: str
    label: str
    rule: str


Rule = Callable[[Said, random.Random], Iterator[Made]]
CLASH, OPEN, SAME = "contradiction", "neutral", "entailment"


def opposite_truth(said: Said) -> str | None:
    """Return the statement with its main verb negated, or its negation taken out."""
    parse = said.parse
    verb = main_verb(parse)
    if verb is None or parse[0].lower_ in ("if", "when", "unless") or holds_in_part(verb):
        return None
    if (there := negator(verb)) is not None:
        return put(parse, {there.i: ""})
    if has_negation(parse) or any(t.dep_ == "conj" and t.head == verb for t in parse):
        return None
    if (helping := first_auxiliary(verb)) is not None:
        if helping.text.startswith("'"):
            return None
        return put(parse, {helping.i: f"{helping.text} not"})
    did = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
    return put(parse, {verb.i: f"{did} not {verb.lemma_}"}) if did else None


def holds_in_part(verb: Token) -> bool:
    """Return whether the contrary may hold as well: of some, of a share, of what may be."""
    subject = next(t for t in verb.children if t.dep_ in SUBJECTS)
    counted = {t.lower_ for t in subject.subtree} & PART or any(
        t.like_num or t.text == "%" for t in subject.subtree
    )
    return bool(counted) or any(t.lower_ in ("may", "might") for t in verb.children)


def in_part(said: Said, draw: random.Random) -> Iterator[Made]:
    """What may be may also not be; what some do others do not."""
    verb = main_verb(said.parse)
    if verb is None or not holds_in_part(verb) or has_negation(said.parse):
        return
    helping = first_auxiliary(verb)
    if helping is not None and not helping.text.startswith("'"):
        other = put(said.parse, {helping.i: f"{helping.text} not"})
        yield _either_way(said.text, other, OPEN, "in part", draw)


def negated(said: Said, draw: random.Random) -> Iterator[Made]:
    """One affirms what the other negates."""
    if (other := opposite_truth(said)) is not None:
        yield _either_way(shortened(said, draw) or said.text, other, CLASH, "negated", draw)


def both_negated(said: Said, draw: random.Random) -> Iterator[Made]:
    """Both negate the same thing, one of them in other words."""
    if (other := opposite_truth(said)) is not None:
        untrue = f"{draw.choice(UNTRUE[:3])} {inner(said.text, said)}."
        yield Made(untrue, other, SAME, "both negated")


def other_time(said: Said, draw: random.Random) -> Iterator[Made]:
    """What was so once and what is not so at another time may both hold."""
    verb = main_verb(said.parse)
    other = opposite_truth(said)
    dated = any(entity.label_ in ("DATE", "TIME") for entity in said.parse.ents)
    if verb is None or other is None or dated or verb.tag_ != "VBD" or is_stative(verb):
        return
    one_time, other_time = draw.sample(TIMES, 2)
    yield Made(
        f"{one_time} {inner(said.text, said)}.",
        f"{other_time} {inner(other, said)}.",
        OPEN,
        "other time",
    )


def is_stative(verb: Token) -> bool:
    """Return whether a verb tells of who somebody is rather than of what happened."""
    return verb.lemma_ in ("be", "bear", "know", "believe", "think")


def denied(said: Said, draw: random.Random) -> Iterator[Made]:
    """What is denied by one is said, or confirmed, by the other."""
    if main_verb(said.parse) is None or has_negation(said.parse):
        return
    who = _name(said, draw)
    text = inner(said.text, said)
    no = draw.choice(
        (f"{who} {draw.choice(DENYING)} that {text}.", f"{draw.choice(UNTRUE)} {text}.")
    )
    yes = draw.choice((said.text, f"{who} {draw.choice(SAYING)} that {text}."))
    yield _either_way(yes, no, CLASH, "denied", draw)


def told(said: Said, draw: random.Random) -> Iterator[Made]:
    """Who says a thing, and the thing; shortened on one side."""
    if main_verb(said.parse) is None:
        return
    framed = f"{_name(said, draw)} {draw.choice(SAYING)} that {inner(said.text, said)}."
    yield Made(framed, shortened(said, draw) or said.text, SAME, "told")


def left_open(said: Said, draw: random.Random) -> Iterator[Made]:
    """What somebody wonders or a weak voice claims is no claim of one's own."""
    if main_verb(said.parse) is None:
        return
    text = inner(said.text, said)
    if draw.random() < 0.5:
        yield _either_way(
            f"{draw.choice(OPEN_WHETHER)} {text}.", opposite_truth(said) or said.text, OPEN,
            "left open", draw,
        )  # fmt: skip
    elif (other := opposite_truth(said)) is not None:
        yield _either_way(f"{draw.choice(WEAK_VOICES)} {text}.", other, OPEN, "weak voice", draw)


def hedged(said: Said, draw: random.Random) -> Iterator[Made]:
    """What will be may be; what may be is not what will not be."""
    verb = main_verb(said.parse)
    will = (
        next((t for t in verb.children if t.lower_ == "will"), None) if verb is not None else None
    )
    if will is None or has_negation(said.parse):
        return
    may = draw.choice(("may", "might", "could"))
    yield Made(said.text, put(said.parse, {will.i: may}), SAME, "hedged")
    yield Made(put(said.parse, {will.i: may}), said.text, OPEN, "hedged")


def shortened_pair(said: Said, draw: random.Random) -> Iterator[Made]:
    """A statement and a shorter version of it."""
    short = shortened(said, draw)
    if short is not None and not has_negation(said.parse):
        yield Made(said.text, short, SAME, "shortened")
        yield Made(short, said.text, OPEN, "longer")


def shortened(said: Said, draw: random.Random) -> str | None:
    """Return the statement without one thing that only adds to it, or None."""
    verb = main_verb(said.parse)
    if verb is None:
        return None
    adding = [t for t in said.parse if _only_adds(t, verb)]
    adding = [t for t in adding if not {s.lower_ for s in t.subtree} & CONDITIONS]
    if not adding:
        return None
    gone = {t.i for t in draw.choice(adding).subtree}
    left = put(said.parse, {}, lambda token: token.i not in gone)
    return left if len(left.split()) >= 4 and left != said.text else None


def _only_adds(token: Token, verb: Token) -> bool:
    """Return whether a clause, a place, a time or an apposition can go and leave a sentence."""
    begins = next(iter(token.subtree))
    after_comma = begins.i > 0 and begins.nbor(-1).text == ","
    if token.dep_ in ("relcl", "appos"):
        return after_comma and token.head != verb
    if token.head != verb or token.i < verb.i:
        return False
    if token.dep_ == "advcl":
        return begins.lower_ in ("because", "after", "before", "while", "since", "to")
    is_placed = any(t.ent_type_ in ("DATE", "TIME", "GPE") for t in token.subtree)
    return token.dep_ in ("prep", "npadvmod") and is_placed


def opposite_word(said: Said, draw: random.Random) -> Iterator[Made]:
    """The main verb, or what is said of the subject, changed into its opposite."""
    verb = main_verb(said.parse)
    if verb is None:
        return
    said_of = [t for t in verb.children if t.dep_ == "acomp"] or [verb]
    for token in said_of:
        against = opposites().get((token.lemma_.lower(), token.pos_))
        form = inflected(draw.choice(against), token.tag_) if against else None
        if form is not None and token.tag_ not in ("JJR", "JJS"):
            other = put(said.parse, {token.i: form})
            yield _either_way(said.text, other, CLASH, "opposite word", draw)
            if (back := opposite_truth(said)) is not None and negator(verb) is None:
                yield Made(other, back, SAME, "opposite word")


def figure(said: Said, draw: random.Random) -> Iterator[Made]:
    """A number changed; or changed together with what it counts."""
    for token in said.parse:
        near = {t.lower_ for t in (*token.children, *token.head.children)} | {
            t.lower_ for t in said.parse[max(0, token.i - 2) : token.i]
        }
        counts = token.dep_ == "nummod" and token.head.pos_ == "NOUN" and token.ent_type_ in (
            "CARDINAL", "PERCENT", "MONEY", "QUANTITY")  # fmt: skip
        if not counts or near & LIMITING or has_negation(said.parse):
            continue
        value = other_number(token.text, draw)
        if value is None:
            continue
        verb = main_verb(said.parse)
        if verb is None:
            return
        other = put(said.parse, {token.i: value})
        short = shortened(said, draw)
        one = short if short is not None and token.text in short.split() else said.text
        yield _either_way(one, other, CLASH, "figure", draw)
        return


def quantifier(said: Said, draw: random.Random) -> Iterator[Made]:
    """All against not all or none, never against often, no against some."""
    swaps = {
        "all": ("not all", "hardly any"), "every": ("not every", "hardly any"),
        "always": ("never", "not always"), "never": ("often", "always"),
        "nobody": ("everybody", "somebody"), "everyone": ("nobody", "not everyone"),
        "everybody": ("nobody", "not everybody"), "nothing": ("something", "a lot"),
        "most": ("few", "hardly any"), "many": ("no", "hardly any"), "no": ("some", "many"),
    }  # fmt: skip
    verb = main_verb(said.parse)
    for token in said.parse:
        near = verb is not None and (token.head == verb or token.head.head == verb)
        if token.lower_ in swaps and near and (token.lower_ != "no" or token.dep_ == "det"):
            if token.dep_ not in ("det", "neg", "nsubj", "advmod", "amod", "predet", "dobj"):
                continue
            if sum(t.lower_ in swaps or t.lower_ in ("not", "n't") for t in said.parse) > 1:
                continue
            around = said.parse[max(0, token.i - 1) : token.i + 2]
            if {t.lower_ for t in around} & {"almost", "nearly", ",", "ever", "previously", "at"}:
                continue
            other = put(said.parse, {token.i: draw.choice(swaps[token.lower_])})
            yield _either_way(said.text, other, CLASH, "quantifier", draw)
            return


def other_name(said: Said, draw: random.Random) -> Iterator[Made]:
    """The same said of somebody else: both may hold, whether affirmed or negated."""
    verb = main_verb(said.parse)
    if verb is None:
        return
    for entity in said.parse.ents:
        subject = entity.root.dep_ in ("nsubj", "nsubjpass") and entity.root.head == verb
        if not subject or entity.label_ not in ("PERSON", "ORG", "GPE"):
            continue
        name = draw.choice(NAMES[entity.label_])
        places = {t.i: "" for t in entity} | {entity[0].i: name + " "}
        text = put(said.parse, places)
        back = opposite_truth(said)
        titled = entity.start > 0 and said.parse[entity.start - 1].pos_ == "PROPN"
        if titled or verb.lemma_ in ("win", "become", "lead", "beat"):
            return
        if back is not None and draw.random() < 0.7:
            yield _either_way(text, back, OPEN, "name", draw)
        else:
            yield _either_way(text, said.text, OPEN, "name", draw)
        return


def day(said: Said, draw: random.Random) -> Iterator[Made]:
    """What happened once, on another day, in another month or year."""
    verb = main_verb(said.parse)
    if verb is None or verb.tag_ not in ("VBD", "VBN") or has_negation(said.parse):
        return
    known = table("en")["dates"]
    for token in said.parse:
        is_day = token.ent_type_ == "DATE" and token.dep_ in ("pobj", "npadvmod")
        if (
            not is_day
            or verb.lemma_ in ("say", "tell", "add", "write")
            or token.head.lower_ not in ("in", "on", verb.lower_)
        ):
            continue
        if token.lower_ in known["months"]:
            other = draw.choice([m.title() for m in known["months"] if m != token.lower_])
        elif token.lower_ in known["weekdays"]:
            other = draw.choice([d.title() for d in known["weekdays"] if d != token.lower_])
        elif token.text.isdigit() and len(token.text) == 4:
            other = str(int(token.text) + draw.choice((-9, -4, -3, -2, -1, 1, 2, 3)))
        else:
            continue
        yield _either_way(said.text, put(said.parse, {token.i: other}), CLASH, "day", draw)
        return


def promised(said: Said, draw: random.Random) -> Iterator[Made]:
    """What is promised is refused, given up or not done; what is urged on others is neither."""
    if not is_infinitive(said):
        return
    who, deed = _name(said, draw), said.parse.text.rstrip(".")
    bare = deed.partition(" ")[2]
    yes = draw.choice(
        (f"{who} {draw.choice(PROMISING)} {deed}.", f"{who} will {bare}.",
         f"{who} said that it was right {deed}.", f"{who} plans {deed}.")
    )  # fmt: skip
    no = draw.choice(
        (f"{who} {draw.choice(REFUSING)} {deed}.", f"{who} will not {bare}.",
         f"{who} {draw.choice(GIVING_UP)} {deed}.", f"{who} will never {bare}.")
    )  # fmt: skip
    yield _either_way(yes, no, CLASH, "promised", draw)
    urges = f"{who} urged others {deed}."
    yield _either_way(urges, draw.choice((yes, f"{who} wants {deed}.")), OPEN, "urged", draw)
    yield Made(f"{who} will {bare}.", f"{who} {draw.choice(('plans', 'is willing'))} {deed}.", SAME,
               "planned")  # fmt: skip


RULES: tuple[Rule, ...] = (
    in_part,     negated, both_negated, other_time, denied, told, left_open, hedged, shortened_pair,
    opposite_word, figure, quantifier, other_name, day, promised,
)  # fmt: skip


def _either_way(one: str, other: str, label: str, rule: str, draw: random.Random) -> Made:
    return Made(one, other, label, rule) if draw.random() < 0.5 else Made(other, one, label, rule)


def _name(said: Said, draw: random.Random) -> str:
    speaker = said.speaker.rstrip(",").removesuffix("'s").removesuffix("’s")
    is_name = speaker[:1].isupper() and speaker.lower() not in PRONOUNS and " and " not in speaker
    if is_name and len(speaker.split()) < 5:
        return speaker
    return draw.choice(("He", "She", "The spokesman"))


def neighbour(one: Said, other: Said, draw: random.Random) -> Iterator[Made]:
    """Two statements of one article, one of them negated or not: seldom anything but open."""
    texts = [one.text, other.text]
    chosen = draw.randrange(2)
    if draw.random() < 0.5:
        texts[chosen] = opposite_truth((one, other)[chosen]) or texts[chosen]
    if not any(is_infinitive(said) for said in (one, other)) and texts[0] != texts[1]:
        yield Made(sentence(texts[0]), sentence(texts[1]), OPEN, "neighbour")
