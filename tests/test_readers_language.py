"""What language a text is written in, whatever its page declares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.readers.language import declared_code, language_of

ENGLISH = (
    "The island council of Veyra voted on Tuesday to reopen the eastern lighthouse to visitors "
    "after nine years. The stairs are safe, and the lamp works again, said councillor Ines "
    "Halvard, who had led the repairs since spring. Opponents said that the road to the cape was "
    "too narrow for buses, and that no money had been set aside for it. "
)
GERMAN = (
    "Der Inselrat von Veyra hat am Dienstag beschlossen, den östlichen Leuchtturm nach neun Jahren "
    "wieder für Besucher zu öffnen. Die Treppe sei sicher, sagte die Ratsfrau Ines Halvard."
)


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (GERMAN, "de")])
def test_words_tell_where_the_page_does_not(text: str, code: str) -> None:
    assert language_of(text) == code


def test_what_the_page_declares_stands_for_a_short_text() -> None:
    assert language_of(GERMAN[:60], "en-GB") == "en"


def test_a_long_text_in_another_language_overrules_the_page() -> None:
    assert language_of(ENGLISH * 2, "de") == "en"


def test_kin_are_left_as_declared() -> None:
    norwegian = "Kommunestyret vedtok tirsdag å åpne fyret for besøkende igjen etter ni år. " * 8
    assert language_of(norwegian, "nb") == "nb"
    assert language_of(norwegian) == "no"


@pytest.mark.parametrize("text", ["", "7", "12.4 / 3 %", "Aha", "xkcd qwrt zzzpf lmnop gggh"])
def test_too_little_to_tell_stays_unknown(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize(
    ("declared", "code"), [("en-GB", "en"), ("pt_BR", "pt"), ("", ""), ("English please", "")]
)
def test_codes_are_read_from_what_pages_declare(declared: str, code: str) -> None:
    assert declared_code(declared) == code


@given(st.text(max_size=200), st.text(max_size=10))
def test_any_text_has_a_code_or_none(text: str, declared: str) -> None:
    code = language_of(text, declared)
    assert code == "" or code.isalpha()
