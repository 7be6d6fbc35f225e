"""The models that ship: complete, as their manifests say, and small enough."""

from importlib import resources
from pathlib import Path

import pytest

from onrecord import weights
from onrecord.errors import WeightsError

FOLDER = Path(str(resources.files("onrecord.weights")))
MOST_BYTES = 60_000_000


@pytest.mark.parametrize("name", weights.on_hand())
def test_every_model_opens_and_has_a_card_and_a_licence(name: str) -> None:
    model = weights.open_model(name)
    assert model.manifest["licence"] == "Apache-2.0"
    card = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    for part in ("**Base**", "## Training data", "## Scores", "## Limits"):
        assert part in card


def test_all_models_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < MOST_BYTES


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(WeightsError, match=r"mind-reader: no such model; on hand: .*reading"):
        weights.open_model("mind-reader")
