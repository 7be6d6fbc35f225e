"""Words for a state -> its code: every code of ISO 3166-1, with its people and where it is run."""

import pytest

from onrecord.languages.places import places

CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
ISO_3166_1 = CODES.split()
WITHOUT_PEOPLE = {"AQ", "BV", "GS", "HM", "TF", "UM"}  # nobody lives there for good
EXILED = {"IO"}
NO_DEMONYM = {"VA"}


def test_every_code_is_there_and_no_other_but_kosovos():
    assert len(ISO_3166_1) == 249
    found = {state.code for state in places().states if not state.bloc}
    assert found == {*ISO_3166_1, "XK"}


@pytest.mark.parametrize("code", sorted({*ISO_3166_1} - WITHOUT_PEOPLE - EXILED))
def test_a_state_has_its_people_and_where_it_is_run(code):
    state = places().by_code[code]
    assert state.demonyms or code in NO_DEMONYM
    assert state.capitals or state.town


@pytest.mark.parametrize(
    ("words", "code", "standing"),
    [
        ("the Kremlin", "RU", "seat"),
        ("Moscow", "RU", "capital"),
        ("Russia's", "RU", "name"),
        ("Russians", "RU", "demonym"),
        ("Brussels", "EU", "capital"),
        ("Dominican", "DO", "demonym"),
        ("Congolese", "CD", "demonym"),
        ("Congo-Brazzaville", "CG", "name"),
        ("Singapore", "SG", "name"),
        ("South Georgia", "GS", "name"),
        ("Manx", "IM", "demonym"),
    ],
)
def test_words_for_a_state(words, code, standing):
    state, found = places().find(words)
    assert (state.code, found) == (code, standing)


@pytest.mark.parametrize("word", ["Jersey", "Stanley", "Hamilton", "Plymouth", "Reunion"])
def test_words_that_are_mostly_something_else_are_no_state(word):
    assert places().find(word) is None
