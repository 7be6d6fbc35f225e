import pytest

from onrecord import edtf
from onrecord.errors import DateError


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2031-03-02", "2031-03-02", "2031-03-02"),
        (" 2031-03-02 ", "2031-03-02", "2031-03-02"),
        ("2031-03-02~", "2031-03-02", "2031-03-02"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("203X", "2030-01-01", "2039-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2031-XX-XX", "2031-01-01", "2031-12-31"),
        ("2031-03-XX", "2031-03-01", "2031-03-31"),
        ("2031-23", "2031-09-01", "2031-11-30"),
        ("2031-24", "2031-12-01", "2032-02-29"),
        ("2031-36", "2031-10-01", "2031-12-31"),
        ("2031-03/2031-04", "2031-03-01", "2031-04-30"),
        ("2031-03/..", "2031-03-01", "None"),
        ("../2031-03", "None", "2031-03-31"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(written, earliest, latest):
    date = edtf.date(written)
    assert (str(date.earliest), str(date.latest)) == (earliest, latest)
    assert str(date) == date.words == written.strip()


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2031-13", "2031-02-30", "02/03/2031", "2031-04/2031-03", "../..", "203X-02",
     "2031-XX-02", "0000", "2031-3-2", "20310302", "/"],
)  # fmt: skip
def test_what_is_no_date_is_refused(written):
    with pytest.raises(DateError, match="is no date; dates are written 2021-11-08"):
        edtf.date(written)
