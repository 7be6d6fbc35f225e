import json

from onrecord.exporters import export
from tests.opened import opened
from tests.rivercase import a_case


def test_the_last_word_on_a_pair_goes_out_with_both_statements(tmp_path):
    with opened(a_case(), tmp_path) as record:
        pair, other, *_ = record.comparisons()
        for verdict in ("accept", "reject"):
            record.judge(pair.id, verdict)
        record.judge(other.id, "accept")
        record.judge(other.id, "undo")
        (path,) = export(record, "pairs", tmp_path)
        earlier = record.statement(pair.earlier)
    (line,) = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert (line["id"], line["kind"], line["verdict"]) == (pair.id, pair.kind, "reject")
    assert (line["earlier"]["id"], line["later"]["id"]) == (pair.earlier, pair.later)
    assert line["earlier"]["words"] == earlier.words
