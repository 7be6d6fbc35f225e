import sys

import pytest

from onrecord import plugins

PACKAGE = """
def read_scroll(data, name):
    return iter(())
"""
METADATA = "Metadata-Version: 2.1\nName: scrolls\nVersion: 1\n"
ENTRIES = """
[onrecord.readers]
.scroll = scrolls:read_scroll
.txt = scrolls:read_scroll
.lost = nowhere:read
"""


@pytest.fixture
def installed(tmp_path):
    (tmp_path / "scrolls.py").write_text(PACKAGE)
    info = tmp_path / "scrolls-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRIES)
    sys.path.insert(0, str(tmp_path))
    yield
    sys.path.remove(str(tmp_path))
    sys.modules.pop("scrolls", None)


@pytest.mark.usefixtures("installed")
def test_an_installed_package_adds_names_and_takes_none_away():
    table = {".txt": "ours"}
    with pytest.warns(RuntimeWarning, match=r"'\.lost' \(nowhere:read\) could not be loaded"):
        assert plugins.add_to(table, "onrecord.readers") is table
    assert table[".txt"] == "ours"
    assert table[".scroll"].__name__ == "read_scroll"
    assert ".lost" not in table


def test_without_such_a_package_a_table_stays_as_it_is():
    assert plugins.add_to({"a": 1}, "onrecord.nothing") == {"a": 1}
