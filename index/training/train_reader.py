"""Trains the reader for so many minutes: `python -m index.training.train_reader --help`.

The documents of the half "judge" and those named with `--without` are left out of all fitting.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from index.training.reader_examples import ANY_KIND, Example, examples, general
from index.training.reader_model import Input, Reader, batch_of, from_encoder, made_input, target_of
from ingest.errors import UsageError

_PIECES_A_STEP = 2_400
_KIND_HIDDEN = 0.25  # share of the steps in which the kind is not told: a question's kind is not always known
_WARM_UP = 0.06
_JUDGED = 400


def main() -> None:
    """Writes reader.pt, and a line of the log every few minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="a checkpoint of index.training.recover")
    parser.add_argument("--questions", type=Path, required=True, help="official.jsonl; its documents file beside it")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="further questions in the same form")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="folders of the documents' texts")
    parser.add_argument("--general", type=Path, help="an XQuAD file")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="questions whose documents are left out")
    parser.add_argument("--resume", type=Path, help="a reader.pt to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(3)
    options.out.mkdir(parents=True, exist_ok=True)
    fitted, judged = gathered(options)
    reader, tokenizer = from_encoder(options.encoder, layers=options.layers)
    if options.resume:
        reader.load_state_dict(torch.load(options.resume))
    rows = prepared(fitted, tokenizer)
    held_out = prepared(random.Random(5).sample(judged, min(_JUDGED, len(judged))), tokenizer)
    print(f"{len(rows)} examples, {len(judged)} of documents left out", flush=True)
    trained(reader, rows, held_out, options)


def gathered(options: argparse.Namespace) -> tuple[list[Example], list[Example]]:
    """The examples to fit and those of the documents left out."""
    split = {row["source"]: row["split"] for row in _rows(options.questions.with_suffix(".documents.jsonl"))}
    left_out = {item["source"] for path in options.without for row in _rows(path) for item in row["evidence"]}

    @cache
    def text_of(source: str) -> str:
        for folder in options.texts:
            if (folder / source).is_file():
                with (folder / source).open(encoding="utf-8", newline="") as file:
                    return str(file.read())
        raise UsageError(f"Không có văn bản {source!r}.")

    found = list(examples(_rows(options.questions), text_of))
    fitted = [item for item in found if split[item.document] == "fit" and item.document not in left_out]
    judged = [item for item in found if split[item.document] == "judge"]
    for path in options.more:
        fitted += examples([row for row in _rows(path) if row["evidence"]], text_of)
    if options.general:
        fitted += general(options.general)
    return fitted, judged


Row = tuple[Input, Input, tuple[int, int], tuple[int, int]]


def prepared(items: Sequence[Example], tokenizer: Tokenizer) -> list[Row]:
    """Each example as the model reads it, with its kind told and untold, and the places of its answer in both."""
    rows = []
    for item in items:
        told = made_input(tokenizer, item.kind, item.question, item.passage)
        untold = made_input(tokenizer, ANY_KIND, item.question, item.passage)
        first, second = target_of(told, item.span), target_of(untold, item.span)
        if first is not None and second is not None:
            rows.append((told, untold, first, second))
    return rows


def trained(reader: Reader, rows: list[Row], held_out: list[Row], options: argparse.Namespace) -> None:
    """Steps until the time is spent, the rate falling to nothing with it; batches are of like length."""
    optimizer = torch.optim.AdamW(
        [item for item in reader.parameters() if item.requires_grad], lr=options.rate, weight_decay=0.01
    )
    chance = random.Random(1)
    began = time.monotonic()
    step, seen, spent, told, lost = 0, 0, 0.0, 0.0, 0.0
    while spent < 1:
        for batch in batches(rows, chance):
            spent = (time.monotonic() - began) / (60 * options.minutes)
            if spent >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(spent / _WARM_UP, (1 - spent) / (1 - _WARM_UP), 1.0) + 1e-7
            loss = loss_of(reader, batch, chance)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            step, seen, lost = step + 1, seen + len(batch), 0.98 * lost + 0.02 * float(loss.detach())
            if spent - told > 0.1:
                told = spent
                torch.save(reader.state_dict(), options.out / "reader.pt")
                print(
                    f"{60 * spent * options.minutes:.0f} s, {step} steps, {seen} examples, loss {lost:.3f}", flush=True
                )
    torch.save(reader.state_dict(), options.out / "reader.pt")
    print("left out:", judged_on(reader, held_out), f"after {step} steps", flush=True)


def batches(rows: Sequence[Row], chance: random.Random) -> list[list[Row]]:
    """The rows in batches of about as many pieces each, shuffled; like lengths stand together."""
    order = sorted(rows, key=lambda row: len(row[0].ids) + chance.random() * 16)
    found: list[list[Row]] = [[]]
    for row in order:
        if found[-1] and (len(found[-1]) + 1) * len(row[0].ids) > _PIECES_A_STEP:
            found.append([])
        found[-1].append(row)
    chance.shuffle(found)
    return found


def loss_of(reader: Reader, batch: Sequence[Row], chance: random.Random) -> torch.Tensor:
    """The mean cross entropy of start and end, and that of whether the passage answers."""
    hide = chance.random() < _KIND_HIDDEN
    starts, ends, answers = reader(*batch_of([row[1] if hide else row[0] for row in batch]))
    gold = torch.tensor([row[3] if hide else row[2] for row in batch])
    places = functional.cross_entropy(starts, gold[:, 0]) + functional.cross_entropy(ends, gold[:, 1])
    told = functional.binary_cross_entropy_with_logits(answers, (gold[:, 0] > 0).float())
    return places / 2 + told


def judged_on(reader: Reader, rows: Sequence[Row]) -> dict[str, float]:
    """Of passages that answer, the share with the very span; of all, the share rightly told to answer or not."""
    reader.eval()
    exact: list[float] = []
    told: list[float] = []
    with torch.inference_mode():
        for at in range(0, len(rows), 16):
            part = rows[at : at + 16]
            starts, ends, answers = reader(*batch_of([row[0] for row in part]))
            for row, start, end, answer in zip(part, starts, ends, answers, strict=True):
                told.append(float((answer > 0) == (row[2][0] > 0)))
                if row[2][0]:
                    exact.append(float((1 + int(start[1:].argmax()), 1 + int(end[1:].argmax())) == row[2]))
    reader.train()
    return {"exact": round(sum(exact) / len(exact), 3), "answers": round(sum(told) / len(told), 3)}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
