"""Name of a model -> the model, opened: the small networks that ship with the package.

Each folder here holds `model.onnx`, `manifest.json` (version, SHA-256 of each file, licence,
labels), a model card and, where the model reads words, `tokenizer.json`. ONNX Runtime and the
tokenizers library are used here and nowhere else.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from onrecord.errors import WeightsError

if TYPE_CHECKING:
    import numpy.typing as npt
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer as Tokenizer


@dataclass(frozen=True)
class Model:
    """An opened model: its labels, its tokenizer if it has one, and a way to run it."""

    name: str
    manifest: Mapping[str, Any]
    session: InferenceSession
    own_tokenizer: Tokenizer | None

    @property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer of a model that reads words; raises WeightsError for one that does not."""
        if self.own_tokenizer is None:
            raise WeightsError(f"{self.name}: has no tokenizer")
        return self.own_tokenizer

    @property
    def version(self) -> str:
        """Name and version, as the `by` of what the model finds says it."""
        return f"{self.name} {self.manifest['version']}"

    def run(self, inputs: Mapping[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
        """Return the model's outputs by name for one batch of inputs by name."""
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, dict(inputs)), strict=True))


@functools.cache
def open_model(name: str) -> Model:
    """Open a model once and keep it; raise WeightsError where it is not what it should be.

    It runs on one core: articles are read in parallel by processes, and threads of several
    processes on the same cores stand in each other's way. ONRECORD_THREADS gives it more.
    """
    import onnxruntime

    folder = resources.files(__package__).joinpath(name)
    manifest = _manifest(name)
    files = {file: folder.joinpath(file).read_bytes() for file in manifest["sha256"]}
    for file, data in files.items():
        if hashlib.sha256(data).hexdigest() != manifest["sha256"][file]:
            raise WeightsError(f"{name}/{file}: not the file that its manifest describes")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ.get("ONRECORD_THREADS", "1"))
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Fused with its addition, layer normalisation is five times as slow as apart (measured with
    # ONNX Runtime 1.32 on AVX-512): a sixth of the whole pass.
    session = onnxruntime.InferenceSession(
        files["model.onnx"],
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    return Model(name, manifest, session, _tokenizer(files.get("tokenizer.json")))


@functools.cache
def version(name: str) -> str:
    """Return a model's name and version without opening it."""
    return f"{name} {_manifest(name)['version']}"


def on_hand() -> list[str]:
    """Return the names of the models that ship with the package."""
    return sorted(
        entry.name
        for entry in resources.files(__package__).iterdir()
        if entry.joinpath("manifest.json").is_file()
    )


@functools.cache
def _manifest(name: str) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(
            resources.files(__package__).joinpath(name, "manifest.json").read_text("utf-8")
        )
    except (FileNotFoundError, NotADirectoryError):
        raise WeightsError(f"{name}: no such model; on hand: {', '.join(on_hand())}") from None
    return manifest


def _tokenizer(data: bytes | None) -> Tokenizer | None:
    if data is None:
        return None
    # One article at a time gives its threads too little to do: they cost more than they save.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(data.decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
