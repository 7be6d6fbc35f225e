"""The notebook in docs/: its cells run from the first to the last, and show what they say.

They are run here, one after another in one namespace, as a kernel would: a kernel in a process of
its own brings twenty packages and a few open ports, and waits for all of them.
"""

import ast
import json
from pathlib import Path

import pandas
import pytest

PAGE = Path(__file__).parents[1] / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def shown():
    """What each cell shows, and the names that are left at the end."""
    notebook = json.loads(PAGE.read_text("utf-8"))
    names, results = {}, []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(PAGE.parent)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                results.append(run("".join(cell["source"]), names))
    return results, names


def run(source, names):
    """Run a cell and return the value of its last line, None where that is no expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, PAGE.name, "exec"), names)
    return eval(compile(ast.Expression(last.value), PAGE.name, "eval"), names) if last else None


def test_it_loads_filters_and_groups(shown):
    results, names = shown
    assert "statements" in results[0]
    assert {one.act for one in names["denials"]} == {"deny"}
    assert isinstance(names["frame"], pandas.DataFrame)
    assert len(names["frame"]) > len(names["denials"]) > 0
    assert names["speakers"]["statements"].sum() == len(names["said"])
    assert names["speakers"]["statements"].max() > 5


def test_it_accepts_a_shift_and_exports_it(shown):
    results, names = shown
    assert names["shift"].kind == "shifts"
    assert {"report.html", "report.md", "statements.csv"} <= set(results[-1])
    assert names["shift"].id in (names["folder"] / "comparisons.csv").read_text("utf-8-sig")
    assert "Accepted on" in (names["folder"] / "report.md").read_text("utf-8")


def test_it_is_kept_without_what_it_showed():
    """What a cell showed goes stale when a model is trained anew."""
    cells = json.loads(PAGE.read_text("utf-8"))["cells"]
    assert not [cell for cell in cells if cell.get("outputs")]
