import json

from onrecord.exporters import export
from onrecord.judging import judgement
from tests.rivercase import a_case


def test_the_last_word_on_a_pair_goes_out_with_both_statements(tmp_path):
    shelf = a_case()
    pair = shelf.comparisons()[0]
    said = ("accept", "reject")
    shelf.decided = [judgement("comparison", pair.id, each, "", pair.because) for each in said]
    shelf.decided.append(judgement("comparison", "c1-gone", "accept", "", "no longer there"))
    (path,) = export(shelf, "pairs", tmp_path)
    (line,) = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert (line["id"], line["kind"], line["verdict"]) == (pair.id, pair.kind, "reject")
    assert (line["earlier"]["id"], line["later"]["id"]) == (pair.earlier, pair.later)
    assert line["earlier"]["words"] == shelf.statement(pair.earlier).words
