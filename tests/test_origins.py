import datetime
import json
import random
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.errors import OnrecordError
from onrecord.origins import changes, sketch, trace
from onrecord.origins.agencies import credit_in
from onrecord.origins.sketches import MARKS, address, runs_of
from onrecord.record import Record
from onrecord.stages import Stages, Versions
from onrecord.values import Date, Findings
from tests.shelf import Shelf, article_of, put_on_record
from tests.standins import STAGES, at_once

WIRE = [
    "The parliament of Valdoria voted late on Tuesday to close its border crossings with Orvania, "
    "after three weeks of talks on fishing rights in the Strait of Lume had come to nothing.",
    "The vote, carried by 61 to 40 with a handful of members absent, obliges the government to "
    "shut all seven crossings before the end of the month unless the two sides agree.",
    "Fishing crews on both shores have blocked harbours since the spring, when Orvania doubled "
    "the fee that foreign boats pay for every tonne of herring they land in its ports.",
    "Trade between the neighbours came to four billion marks last year, most of it grain and "
    "timber that moves by lorry through the crossing at Harn.",
    "Hauliers in the border town of Harn said they had been told nothing about how goods that are "
    "already under way would be dealt with once the barriers come down.",
    "It would be the first time since the drought of 2011 that the border is closed for longer "
    "than a public holiday, when customs officers of both countries stay at home.",
]
OWN = [
    "In the market hall of Harn the first stalls stood empty on Wednesday morning, and those who "
    "had come for cheese from across the river went home with nothing.",
    "Runa Selk, who has sold honey here for thirty years, counts on her fingers what a week "
    "without customers from the other bank would cost her: the rent, the diesel, a school trip.",
    "Our reporter walked the four kilometres from the church to the barrier and met eleven "
    "lorries, two buses and a wedding party that had decided to bring its date forward.",
    "The mayor keeps a folder of letters from both governments in her office; the oldest promises "
    "a bridge, and the newest asks her to find room for two hundred stranded drivers.",
]
OTHER = [
    "Arlandia's central bank left its lending rate unchanged on Tuesday and said that prices would "
    "rise more slowly in the second half of the year than it had feared in the winter.",
    "Economists had been divided over the step; nine of twenty asked by this newspaper last week "
    "expected a cut, which builders in particular have been calling for.",
    "The governor is to explain the decision to the finance committee on Thursday, a day after new "
    "figures on rents and wages are due from the statistics office in Torvik.",
]
QUOTED = (
    "“We shall not give up one net, not one boat and not one harbour, and whoever thinks that a "
    "closed barrier will make us forget what was signed in Lume eight years ago has not met the "
    "women and men who go out before dawn,” the minister said."
)


def printed(*paragraphs, day=None, **fields):
    """Return an article with these paragraphs as its body."""
    published = Date.on(datetime.date.fromisoformat(day)) if day else None
    return article_of([("body", words) for words in paragraphs], published, **fields)


def traced(*articles, judgements=(), saved=None):
    """Return the origins of articles, and how many pairs were measured."""
    bodies = {article.id: article.body for article in articles}
    found = trace([sketch(a) for a in articles], {}, judgements, saved or {}, bodies.__getitem__)
    return found.origins


def tie_of(article, origins):
    """Return the one tie of an article."""
    (tie,) = [tie for origin in origins for tie in origin.ties if tie.article == article.id]
    return tie


FIRST = printed(*WIRE, day="2031-03-04", publisher="Northern Courier")


def test_the_same_text_under_another_headline_is_one_origin():
    copy = article_of(
        [("title", "Border to close"), *(("body", words.upper()) for words in WIRE)],
        Date.on(datetime.date(2031, 3, 5)),
        publisher="Evening Ledger",
    )
    (origin,) = traced(copy, FIRST)
    assert origin.articles == (FIRST.id, copy.id)
    assert origin.because == "2 articles carry one account."
    tie = tie_of(copy, [origin])
    assert (tie.to, tie.kind, tie.likeness) == (FIRST.id, "same text", 1.0)
    assert tie.because == "Word for word the text of Northern Courier (4 March 2031)."


def test_a_trimmed_copy_is_a_near_copy_and_the_reason_says_how_near():
    copy = printed(*WIRE[:4], OWN[0], day="2031-03-05")
    tie = tie_of(copy, traced(FIRST, copy))
    assert tie.kind == "near copy"
    assert 0.75 < tie.likeness < 0.9
    percent = round(100 * tie.likeness)
    assert tie.because == (
        f"{percent} % of it stands word for word in Northern Courier (4 March 2031)."
    )


def test_paragraphs_pasted_into_a_longer_story_are_found_by_what_the_shorter_one_gave():
    longer = printed(*OWN, *OWN_AT_LENGTH, *WIRE[1:4], day="2031-03-06")
    tie = tie_of(longer, traced(FIRST, longer))
    assert tie.kind == "near copy"
    assert 0.4 < tie.likeness < 0.6
    jaccard = len(set(runs_of(FIRST.body)) & set(runs_of(longer.body))) / len(
        set(runs_of(FIRST.body)) | set(runs_of(longer.body))
    )
    assert jaccard < 0.25  # what both texts taken as wholes would have told
    assert tie.because.startswith("It has ")


OWN_AT_LENGTH = [words.replace("the", "that").replace(" and ", " or ") for words in OWN + OTHER]


def test_two_accounts_that_share_only_a_quotation_are_two_origins():
    one = printed(*OWN, QUOTED, day="2031-03-05")
    other = printed(*WIRE[:3], QUOTED, day="2031-03-05")
    assert len(traced(one, other)) == 2


def test_a_round_up_of_two_stories_does_not_make_them_one():
    other = printed(*OTHER, day="2031-03-04")
    roundup = printed(*WIRE, *OTHER, day="2031-03-07")
    origins = traced(FIRST, other, roundup)
    assert sorted(len(origin.articles) for origin in origins) == [1, 2]


def test_a_later_version_at_the_same_address_shows_what_changed():
    place = "https://courier.example/news/border"
    old = printed(*WIRE, day="2031-03-04", url=place, publisher="Northern Courier")
    new = printed(
        *WIRE[:2], OWN[1], *WIRE[3:], day="2031-03-05", url=f"{place}/?utm_source=mail#top"
    )
    tie = tie_of(new, traced(old, new))
    assert tie.kind == "version"
    assert tie.because.startswith(
        "A later version of Northern Courier (4 March 2031), at the same address; 8"
    )
    (change,) = changes(old, new)
    assert [span.of(old.text) for span in change.gone] == [WIRE[2]]
    assert [span.of(new.text) for span in change.new] == [OWN[1]]


def test_another_story_at_an_address_is_no_version():
    place = "https://courier.example/live"
    old = printed(*WIRE, day="2031-03-04", url=place)
    assert len(traced(old, printed(*OTHER, day="2031-03-05", url=place))) == 2


def test_short_texts_say_nothing():
    paywall = "Subscribe now to read on, or sign in if you have a subscription already."
    one, other = (
        article_of([("title", title), ("body", paywall)]) for title in ("Border", "Bank rate")
    )
    assert len(traced(one, other)) == 2


@pytest.mark.parametrize(
    ("fields", "opening", "closing", "agency"),
    [
        ({"byline": "By Ona Prell, AFP"}, "", "", "AFP"),
        ({"byline": "Agence France-Presse in Torvik"}, "", "", "AFP"),
        ({"byline": "ONA PRELL Associated Press"}, "", "", "Associated Press"),
        ({"authors": ("Reuters Staff",)}, "", "", "Reuters"),
        ({}, "TORVIK, March 4 (Reuters) - ", "", "Reuters"),
        ({}, "TORVIK (AP) — ", "", "Associated Press"),
        ({}, "", "With files from the Associated Press", "Associated Press"),
        ({}, "", "© AFP", "AFP"),
        ({"publisher": "Reuters"}, "", "", "Reuters"),
        ({"byline": "By Petra Novel"}, "", "", ""),
        ({}, "", "The ministry did not answer, AFP reported.", ""),
        ({}, "Reuters asked twice. ", "", ""),
    ],
)
def test_an_agency_is_named_where_byline_dateline_or_closing_line_say_so(
    fields, opening, closing, agency
):
    paragraphs = [opening + WIRE[0], *WIRE[1:], *([closing] if closing else [])]
    assert credit_in(printed(*paragraphs, **fields)).agency == agency


def test_the_credit_of_a_picture_is_none_of_the_story():
    blocks = [("caption", "The barrier at Harn"), ("credit", "AFP via Harn Pictures")]
    assert credit_in(article_of([*blocks, ("body", WIRE[0])])).agency == ""


def test_a_wire_story_in_three_papers_is_one_origin_of_the_agency():
    credited = printed(
        "HARN (AFP) - " + WIRE[0], *WIRE[1:], day="2031-03-05", publisher="Evening Ledger"
    )
    origins = traced(FIRST, credited, printed(*WIRE[:5], day="2031-03-06"))
    assert [(len(o.articles), o.agency) for o in origins] == [(3, "AFP")]
    assert origins[0].because == (
        "3 articles carry one account. AFP is credited in 1 of them: “HARN (AFP) -” "
        "(Evening Ledger)."
    )


def test_addresses_are_compared_without_what_tells_who_followed_them():
    same = {
        "https://www.courier.example/a/b/",
        "http://courier.example/a/b?utm_source=x&fbclid=1#c",
        "https://m.courier.example/a/b",
    }
    assert {address(url) for url in same} == {"courier.example/a/b"}
    assert address("https://courier.example/story?id=2") != address(
        "https://courier.example/story?id=3"
    )
    assert [address(url) for url in ("https://courier.example/", "mailto:a@b", "http://[", "")] == [
        ""
    ] * 4


def test_a_sketch_is_the_same_on_every_machine():
    marks = sketch(FIRST).marks
    assert len(marks) == 4 * MARKS * len(WIRE)
    assert marks.hex()[:32] == FIRST_MARKS


FIRST_MARKS = "63ea8d0050f7b60b4e1c2d02534b9404"


# --- laws ---

TEXTS = st.lists(
    st.lists(st.sampled_from(WIRE + OWN + OTHER), min_size=1, max_size=6, unique=True),
    min_size=1,
    max_size=6,
)
few = settings(max_examples=25, deadline=None)


@few
@given(TEXTS, st.randoms(use_true_random=False))
def test_origins_do_not_depend_on_the_order_of_articles(texts, chance):
    articles = {a.id: a for a in (printed(*t, day=f"2031-03-0{len(t)}") for t in texts)}
    shuffled = list(articles.values())
    chance.shuffle(shuffled)
    one, other = traced(*articles.values()), traced(*shuffled)
    assert one == other
    told = [id for origin in one for id in origin.articles]
    assert sorted(told) == sorted(articles)  # each in one origin
    for origin in one:
        assert [tie.article for tie in origin.ties] == list(origin.articles[1:])
        for tie in origin.ties:
            assert origin.articles.index(tie.to) < origin.articles.index(tie.article)
            assert 0 < tie.likeness <= 1


def annotate_nothing(article):
    return Findings()


# Real origins over stand-in readers, which read any bytes.
TRACED = Stages(
    STAGES.saved_bytes,
    STAGES.read_bytes,
    annotate_nothing,
    at_once(lambda *given: []),
    lambda entities, statements, origins, weighed: [],
    lambda: Versions("1", "1", "1", "1", "1"),
)


def put(texts, *orders):
    """Return the origins on record when files with these texts were added in these orders."""
    with tempfile.TemporaryDirectory() as folder, Record("sqlite://", TRACED) as record:
        for number, paragraphs in enumerate(texts):
            Path(folder, f"{number}.txt").write_text(
                f"date: 2031-03-0{number + 1}\n\n" + "\n\n".join(paragraphs)
            )
        for order in orders:
            list(record.add(*(Path(folder, f"{number}.txt") for number in order)))
        assert record.verify() == []
        return repr(record.origins()).replace(folder, "")


@settings(max_examples=12, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_adding_in_any_order_and_twice_is_adding_once(texts, chance):
    numbers = list(range(len(texts)))
    shuffled = list(numbers)
    chance.shuffle(shuffled)
    at_once = put(texts, numbers)
    assert at_once == put(texts, *([number] for number in shuffled))
    assert at_once == put(texts, shuffled, numbers)


# --- on record ---


@pytest.fixture
def record(tmp_path):
    saved = tmp_path / "saved"
    saved.mkdir()
    texts = {"a": WIRE, "b": WIRE[:5], "c": OTHER}
    for name, paragraphs in texts.items():
        (saved / f"{name}.txt").write_text("\n\n".join(paragraphs))
    with Record(tmp_path / "case.db", TRACED) as record:
        list(record.add(saved))
        yield record


def by_name(record):
    return {Path(article.path).stem: article.id for article in record.articles()}


def test_a_file_saved_twice_is_one_article_with_two_names(record, tmp_path):
    (tmp_path / "saved" / "d.txt").write_bytes((tmp_path / "saved" / "c.txt").read_bytes())
    list(record.add(tmp_path / "saved"))
    (origin,) = record.origins(article=by_name(record)["c"])
    assert [(tie.article, tie.to, tie.kind) for tie in origin.ties] == [
        (*origin.articles, *origin.articles, "same bytes")
    ]
    assert origin.ties[0].because.endswith("c.txt.")


def test_a_person_parts_what_the_machine_joined_and_joins_what_it_parted(record):
    ids = by_name(record)
    assert [len(origin.articles) for origin in record.origins()] == [2, 1]
    record.judge(ids["a"], "different", ids["b"])
    assert [len(origin.articles) for origin in record.origins()] == [1, 1, 1]
    record.judge(ids["b"], "same", ids["c"])
    (origin,) = record.origins(article=ids["c"])
    assert set(origin.articles) == {ids["b"], ids["c"]}
    assert [tie.kind for tie in origin.ties] == ["judged"]
    record.judge(ids["b"], "different", ids["c"])
    record.judge(ids["b"], "same", ids["a"])
    assert [len(origin.articles) for origin in record.origins()] == [2, 1]


def test_an_article_is_not_judged_the_same_as_an_unknown_one(record):
    with pytest.raises(OnrecordError):
        record.judge(by_name(record)["a"], "same", "a1-ffff")


def test_a_new_article_costs_only_its_own_pairs(record, tmp_path):
    measured = []

    def counting(sketches, shared, judgements, saved, body):
        found = trace(sketches, shared, judgements, saved, body)
        measured.append(len(found.shared))
        return found

    path = tmp_path / "e.txt"
    path.write_text("\n\n".join([*OTHER, OWN[0]]))
    with Record(tmp_path / "case.db", replace(TRACED, trace=counting)) as again:
        list(again.add(path))
        list(again.add(path))
        assert sorted(len(origin.articles) for origin in again.origins()) == [2, 2]
    assert measured == [1]


def test_a_sentence_in_every_article_costs_each_only_a_few_looks():
    note = "This newspaper belongs to its readers and to nobody else, and has done since 1911."
    draw = random.Random(3)
    words = sorted({word for text in WIRE + OWN + OTHER for word in text.split()})
    articles = [
        printed(note, *(" ".join(draw.choices(words, k=30)) + "." for _ in range(5)))
        for _ in range(60)
    ]
    bodies = {article.id: article.body for article in articles}
    found = trace([sketch(a) for a in articles], {}, [], {}, bodies.__getitem__)
    assert len(found.origins) == 60
    assert len(found.shared) <= 4 * 60


def test_the_command_lists_what_several_articles_carry(record, tmp_path):
    def ran(*arguments):
        found = CliRunner().invoke(main, [*arguments, "--record", str(tmp_path / "case.db")])
        assert found.exit_code == 0, found.output
        return found.output

    words = ran("origins")
    assert "2 articles carry one account." in words
    assert "near copy, 1.00: all of it stands word for word in" in words
    assert words.endswith("3 articles, 2 origins\n")
    (line,) = ran("origins", "--json").splitlines()
    origin = json.loads(line)
    assert origin["articles"] == [by_name(record)["a"], by_name(record)["b"]]
    assert origin["changes"] == []
    assert len(ran("origins", "--all", "--json").splitlines()) == 2
    assert "2 articles carry one account." in ran("show", origin["id"])


def test_the_command_shows_what_a_later_version_changed(tmp_path):
    place = "https://courier.example/news/border"
    pages = [printed(*WIRE, url=place), printed(*WIRE[:2], OWN[1], *WIRE[3:], url=place)]
    shelf = Shelf(shelved=[replace(p, path=f"{n}.txt") for n, p in enumerate(pages)])
    put_on_record(shelf, tmp_path)
    found = CliRunner().invoke(main, ["origins", "--record", str(tmp_path / "case.db")])
    plain = " ".join(found.output.split())
    assert "version, 0.8" in plain
    assert f"- {WIRE[2][:40]}" in plain or f"+ {WIRE[2][:40]}" in plain
    assert OWN[1] in plain
