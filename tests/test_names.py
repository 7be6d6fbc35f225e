"""Names are cut, called and counted as a reader of the article would."""

from __future__ import annotations

import onrecord
from onrecord.ids import article_id
from onrecord.values import Article, Block, Span


def names_in(title: str, body: str) -> dict[str, str]:
    """Return the kind of every named mention of an article with this headline."""
    text = f"{title}\n\n{body}"
    blocks = (Block("title", Span(0, len(title))), Block("body", Span(len(title) + 2, len(text))))
    article = Article(article_id("", text), "", text, blocks)
    return {m.name: m.kind for m in onrecord.annotate(article).mentions if m.named}


def test_a_name_in_a_headline_is_what_the_story_calls_by_it() -> None:
    found = names_in(
        "Arlandia Vows Support for Orvania, Denies Vanter Links",
        "Arlandia denied on Thursday any ties to the Vanter mercenary group.\n\n"
        "“There is no contract with Vanter,” minister Dagny Roux said.",
    )
    assert found["Vanter"] == "organisation"
    assert "Vanter Links" not in found


def test_what_a_text_calls_a_group_once_is_one_throughout() -> None:
    found = names_in("No Contract", "Critics of Vanter met on Monday. The Vanter group was silent.")
    assert found["Vanter"] == "organisation"


def test_the_name_of_a_body_does_not_end_in_a_preposition() -> None:
    words = "She leads the Board of Harbour Pilots, and the Harbour Foundation for Better Reading."
    found = names_in("No Contract", words)
    assert not any(name.endswith((" of", " for")) for name in found)


def test_a_title_or_an_outlet_before_a_name_is_no_part_of_it() -> None:
    found = names_in("No Contract", "“We will stay,” Kelm Gov. Dagny Roux said on Monday.")
    assert found["Dagny Roux"] == "person"
