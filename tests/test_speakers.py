"""A source and the article around it -> who is meant, or nobody where that is open.

The names are given here, so that nothing hangs on what a model finds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from onrecord.detectors.offices import tied
from onrecord.detectors.speakers import Setting, gender_of, speaker_of
from onrecord.languages import language
from onrecord.languages.given_names import gender_of_given_name, given_names
from onrecord.values import Mention, MentionKind, Span

KINDS: dict[str, MentionKind] = {
    "Ona Prell": "person",
    "Prell": "person",
    "Jan Tove": "person",
    "Tove": "person",
    "Vera Hallmond": "person",
    "Hallmond": "person",
    "Tim Marr": "person",
    "Marr": "person",
    "Valdoria": "place",
    "Valdorian": "group",
    "Ostria": "place",
    "Ostrian": "group",
    "Vanter": "organisation",
    "Harbour Ministry": "organisation",
}
FULL = {name.split()[-1]: name for name, kind in KINDS.items() if kind == "person" and " " in name}


def setting_of(text: str, said: Sequence[str] = ()) -> Setting:
    english = language("en")
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(KINDS, key=len, reverse=True))})\b")
    mentions = [
        mention(text, Span(*m.span()), KINDS[m[0]], FULL.get(m[0], m[0]))
        for m in pattern.finditer(text)
    ]
    mentions += [
        mention(text, Span(*m.span()), "office", m[0])
        for m in english.office_pattern.finditer(text)
    ]
    spans = tuple(Span(text.index(words), text.index(words) + len(words)) for words in said)
    return Setting("a1-0", text, tied(sorted(mentions, key=lambda m: m.span), text), spans, english)


def mention(text: str, span: Span, kind: MentionKind, name: str) -> Mention:
    return Mention(f"m1-{span.start}", "a1-0", span, kind, name)


def speakers_in(text: str, said: Sequence[str] = ()) -> list[str]:
    """Return who each [source] in brackets is, "-" for one whom the article does not name."""
    plain = text.replace("[", "").replace("]", "")
    setting = setting_of(plain, said)
    speakers: list[Mention] = []
    names = []
    for number, match in enumerate(re.finditer(r"\[([^]]+)\]", text)):
        start = match.start() - 2 * number
        speaker = speaker_of(Span(start, start + len(match[1])), setting, speakers)
        speakers += [speaker] if speaker else []
        names.append(speaker.name if speaker and speaker.named else "-")
    return names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # he and she
        ("Vera Hallmond met Tim Marr on Monday. [She] said it rained.", ["Vera Hallmond"]),
        ("Vera Hallmond met Tim Marr on Monday. [He] said it rained.", ["Tim Marr"]),
        ("Ona Prell wrote to Jan Tove before [she] said so.", ["Ona Prell"]),
        ("[Prell] said no. Mr. Tove left early. [He] said nothing.", ["Prell", "Jan Tove"]),
        ("A woman rang Tim Marr. [She] said the dam broke.", ["-"]),
        ("[A spokeswoman] for Vanter said no. [She] said why.", ["-", "-"]),
        # a name that only belongs to whom is meant
        ("[Prell's brother] said no.", ["-"]),
        ("[Ostrian officials] said no.", ["-"]),
        ("[officials in Ostria] said no.", ["-"]),
        ("[A spokesman for Ona Prell] said no.", ["-"]),
        ("[The farmer, Ona Prell,] said no.", ["Ona Prell"]),
        ("[Village head Ona Prell] said no.", ["Ona Prell"]),
        ("[The head of the village], Ona Prell, said no.", ["Ona Prell"]),
        # who
        ("The fair was opened by Ona Prell, [who] said it was late.", ["Ona Prell"]),
        ("Ona Prell, a farmer from the coast, [who] said it was late.", ["Ona Prell"]),
        ("Families in Ostria [who] said no were sent home.", ["-"]),
        # what somebody was called where the name stood
        ("Ona Prell, a 54-year-old farmer, sold up. [The farmer] said why.", ["Ona Prell"]),
        ("Ona Prell, a 54-year-old farmer, sold up. [The 54-year-old] said why.", ["Ona Prell"]),
        ("Sen. Tim Marr voted. [The lawmaker] said why.", ["Tim Marr"]),
        ("Farmer Ona Prell sold to farmer Jan Tove. [The farmer] said why.", ["-"]),
        ("[Farmer Ona Prell] spoke up near farmer Jan Tove.", ["Ona Prell"]),
        ("Ona Prell, a farmer, sold up. [A farmer] said why.", ["-"]),
        ("Ona Prell, a farmer, sold up. [The farmers] said why.", ["-"]),
        # offices
        ("Vice President Tim Marr came. [The president] said why.", ["-"]),
        ("President Tim Marr came. [The former president] said why.", ["-"]),
        ("President Tim Marr came. [The Ostrian president] said why.", ["-"]),
        ("Ostrian President Tim Marr came. [The Ostrian president] said why.", ["Tim Marr"]),
        (
            "Finance minister Ona Prell saw health minister Jan Tove. [The minister] said why.",
            ["-"],
        ),
        (
            "Valdorian foreign minister Ona Prell met Ostrian foreign minister Jan Tove. "
            "[Her Ostrian counterpart] said why.",
            ["Jan Tove"],
        ),
        # bodies
        ("[Vanter] shut the mine. [It] said the coal was gone.", ["Vanter", "Vanter"]),
        ("[Vanter] shut the mine. [The company] said why.", ["Vanter", "Vanter"]),
        ("The Harbour Ministry answered. [The ministry] said why.", ["Harbour Ministry"]),
        ("Vanter rang. [The ministry] said why.", ["-"]),
        ("[Critics] said no. [They] said why.", ["-", "-"]),
        ("Vanter officials came to the mine, where [they] said no.", ["-"]),
        ("[Officials] said no.", ["-"]),
    ],
)
def test_a_source_means(text: str, names: list[str]) -> None:
    found = speakers_in(text)
    assert [FULL.get(name, name) for name in found] == [FULL.get(name, name) for name in names]


def test_whom_others_speak_of_is_not_who_goes_on() -> None:
    text = "[Prell] said that Tove was brave. [She] said he was late."
    assert speakers_in(text, ["Tove was brave"]) == ["Ona Prell", "Ona Prell"]


def test_nobody_calls_himself_by_his_name() -> None:
    text = "To Jan Tove, Marr was a riddle. [He] said Marr never slept."
    assert speakers_in(text, ["Marr never slept"]) == ["Jan Tove"]


def test_a_man_in_a_quotation_is_not_its_speaker() -> None:
    text = "Jan Tove was ill. “[He] believed in herbs,” Tim Marr said."
    assert speakers_in(text, ["He believed in herbs"]) == ["Jan Tove"]


def test_a_source_without_a_name_keeps_its_kind() -> None:
    kinds = {"Officials": "group", "A woman": "person", "The court": "organisation", "All": "group"}
    for words, kind in kinds.items():
        text = f"{words} said no."
        speaker = speaker_of(Span(0, len(words)), setting_of(text), [])
        assert speaker is not None
        assert (speaker.kind, speaker.named) == (kind, False)


def test_gender_is_what_titles_and_given_names_tell() -> None:
    setting = setting_of("Ms. Prell met Tim Marr and Jan Tove.")
    assert [gender_of(n, setting) for n in ("Ona Prell", "Tim Marr", "Jan Tove")] == [
        "female",
        "male",
        "",
    ]


def test_no_given_name_is_both() -> None:
    assert gender_of_given_name("José") == "male"
    assert gender_of_given_name("Kim") == ""
    assert set(given_names().values()) == {"male", "female"}
