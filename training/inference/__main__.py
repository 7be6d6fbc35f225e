"""Data folder -> the inference model's weight files, and their scores.

    python -m training.inference --data DIR [--work DIR] [--bf16]

Several times an epoch a checkpoint is written into the work folder, and training goes on from it
when started again. AdamW at 2.5e-4, one cycle with 10 % warm-up, a moving average of the weights.
Matrices are multiplied in bf16 where `--bf16` is given: 2.3 times as fast on CPUs with AMX, slower
on others.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, nll_loss

from training.inference.export import export
from training.inference.network import LABELS, Judge, narrowed
from training.inference.pairs import (
    SEED,
    Batch,
    Example,
    epoch,
    examples,
    made,
    padded,
    public,
)
from training.reading.__main__ import base_folder, open_tokenizer

LAYERS = 6
INNER = 1024  # of 1,536 units: a fifth of the time
LEARNING_RATE = 2.5e-4
EPOCHS = 3
BATCH_TOKENS = 2048
EMA_DECAY = 0.998
CHECKPOINT_STEPS = 150
SMOOTHING = 0.05
CONTRADICTION = LABELS.index("contradiction")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to train, in what arithmetic, and where the checkpoint goes."""

    epochs: int
    bf16: bool
    checkpoint: Path


def main() -> None:
    """Train, average, export, score."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/inference"))
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--only", type=int, help="train on so many pairs only, to try things")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    base = base_folder()
    tokenizer = open_tokenizer(base)
    pairs = public(args.data) + made(args.data, args.work)
    pool = examples(pairs, tokenizer)
    dev = examples([p for p in public(args.data, "dev") if p.rule == "mnli"], tokenizer)
    if args.only:
        pool, dev = pool[:: max(1, len(pool) // args.only)], dev[:200]
    plan = Plan(args.epochs, args.bf16, args.work / "checkpoint.pt")
    some = padded(pool[:: max(1, len(pool) // 200)])
    model = narrowed(Judge(base, LAYERS), INNER, some.ids, some.types, some.mask)
    export(train(model, pool, dev, plan), base, args.work)
    # In processes of their own: they open the weights just written.
    for module in ("evals.inference", "evals.comparison"):
        subprocess.run([sys.executable, "-m", module, "--data", str(args.data)], check=True)


def train(model: Judge, pool: list[Example], dev: list[Example], plan: Plan) -> Judge:
    """Return the moving average of the trained weights."""
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(EMA_DECAY)
    )
    learning = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=LEARNING_RATE, weight_decay=0.01)
    steps = epoch(pool, BATCH_TOKENS, 0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, LEARNING_RATE, total_steps=int(len(steps) * 1.03) * plan.epochs, pct_start=0.1
    )
    parts = {"model": model, "average": average, "optimizer": optimizer, "schedule": schedule}
    done = 0
    if plan.checkpoint.exists():
        kept = torch.load(plan.checkpoint, weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(kept[name])
        done = kept["done"]
    at, started = 0, time.time()
    for number in range(plan.epochs):
        if number:
            steps = epoch(pool, BATCH_TOKENS, number)
        total = count = 0.0
        model.train()
        for step, batch in enumerate(steps, 1):
            at += 1
            if at <= done:
                continue
            with torch.autocast("cpu", torch.bfloat16, enabled=plan.bf16):
                scores = model(batch.ids, batch.types, batch.mask)
            loss = batch_loss(scores.float(), batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            if schedule.last_epoch < schedule.total_steps - 1:
                schedule.step()
            optimizer.zero_grad()
            average.update_parameters(model)
            total, count = total + float(loss.detach()), count + 1
            if at % 50 == 0:
                pace = (time.time() - started) / (at - done)
                left = pace * (len(steps) * plan.epochs - at)
                print(
                    f"epoch {number + 1} step {step}/{len(steps)} loss {total / count:.3f} "
                    f"{left:.0f} s to go",
                    flush=True,
                )
            if at % CHECKPOINT_STEPS == 0 or step == len(steps):
                _keep({name: p.state_dict() for name, p in parts.items()}, at, plan.checkpoint)
        right = accuracy(average.module, dev, plan.bf16)  # type: ignore[arg-type]
        print(f"epoch {number + 1}: accuracy on MNLI dev {right:.3f}", flush=True)
    averaged = average.module
    assert isinstance(averaged, Judge)
    return averaged.eval()


def batch_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Return the mean cross-entropy; of a pair turned round, of contradiction against the rest."""
    plain = cross_entropy(scores, batch.labels, reduction="none", label_smoothing=SMOOTHING)
    clash = scores.log_softmax(dim=1)[:, CONTRADICTION]
    rest = scores.log_softmax(dim=1)[:, :CONTRADICTION].logsumexp(dim=1)
    is_clash = (batch.labels == CONTRADICTION).long()
    turned = nll_loss(torch.stack((rest, clash), dim=1), is_clash, reduction="none")
    return torch.where(batch.turned, turned, plain).mean()


@torch.no_grad()
def accuracy(model: Judge, pool: list[Example], bf16: bool) -> float:
    """Return the share of pairs whose label is the likeliest one."""
    model.eval()
    right = 0
    order = sorted(pool, key=lambda e: len(e.ids))
    for begin in range(0, len(order), 64):
        batch = padded(order[begin : begin + 64])
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            scores = model(batch.ids, batch.types, batch.mask)
        right += int((scores.argmax(dim=1) == batch.labels).sum())
    return right / len(pool)


def _keep(state: dict[str, object], done: int, path: Path) -> None:
    """Write a checkpoint beside the old one and put it in its place."""
    fresh = path.with_suffix(".new")
    torch.save({**state, "done": done}, fresh)
    fresh.replace(path)


if __name__ == "__main__":
    main()
