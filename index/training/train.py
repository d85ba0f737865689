"""Trains the encoder: `python -m index.training.train --text TEXT.xz --gold GOLD.jsonl --out OUT`.

Each question is to be nearest to its passage among all of its batch (InfoNCE), and each vector of a spoilt text near
the original model's vector of the clean one, so that nothing general is lost. Two processes train one shared model
without waiting for each other (Recht et al. 2011, Hogwild!): equal seeds give equal data, not equal weights to the
last bit.
Source: van den Oord et al. 2018, InfoNCE; Reimers and Gurevych 2020, Making Monolingual Sentence Embeddings
Multilingual (the distillation).
"""

import argparse
import copy
import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from transformers import BertModel

from index.training.noise import Spoiler, styles
from index.training.pairs import Pair, PairMaker, are_same
from index.training.texts import TrainingPassage, is_held_out, passages_of
from index.training.weights import needed_pieces, original, pruned, save_vocabulary
from ingest.language.fold import fold
from ingest.repair.training.corpus import read_official

QUESTION_TOKENS, PASSAGE_TOKENS = 36, 128
PADDING = 1
_RUN = 8  # texts that pass through the model together
TEMPERATURE = 0.025
_TAUGHT = 8  # passages and questions of a batch that the original's vectors are asked for: it costs a tenth of a step
_TAUGHT_WEIGHT = 0.6
_FOLDED_WEIGHT = 0.7  # every question is asked without its diacritics as well: a short text costs little
_LEAST_USES = 4  # of a piece in the sample below, to be kept
_SAMPLED_PASSAGES = 12_000
_VALIDATED = 160
_MINED = 1500


def official_passages(path: Path) -> tuple[list[TrainingPassage], list[TrainingPassage]]:
    """The passages to train on, and those held out."""
    kept: list[TrainingPassage] = []
    held_out: list[TrainingPassage] = []
    for number, document in enumerate(read_official(path)):
        (held_out if is_held_out(number) else kept).extend(passages_of(number, document))
    return kept, held_out


def vectors(model: BertModel, tokenizer: Tokenizer, texts: Sequence[str], tokens: int) -> Tensor:
    """The (n_texts, dim) unit vectors of texts that begin with their mark, cut at so many tokens.

    They pass through the model in runs of like length: padding would cost a third of the time.
    """
    ids = [[*encoding.ids[: tokens - 1], 2] for encoding in tokenizer.encode_batch(list(texts))]
    order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
    runs = [order[at : at + _RUN] for at in range(0, len(order), _RUN)]
    found = torch.cat([_encoded(model, [ids[row] for row in run]) for run in runs])
    return found[torch.tensor(order).argsort()]


def _encoded(model: BertModel, ids: Sequence[Sequence[int]]) -> Tensor:
    padded = torch.full((len(ids), max(map(len, ids))), PADDING)
    for row, found in enumerate(ids):
        padded[row, : len(found)] = torch.tensor(found)
    mask = padded != PADDING
    with torch.autocast("cpu", torch.bfloat16):  # twice as fast where the processor has it; the weights stay float
        states = model(input_ids=padded, attention_mask=mask.long()).last_hidden_state.float()
    weights = mask.unsqueeze(-1).float()
    return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


def loss_of(model: BertModel, teacher: BertModel, tokenizer: Tokenizer, batch: Sequence[Pair]) -> tuple[Tensor, float]:
    """The loss of a batch, and the share of questions whose own passage is nearest."""
    typed = [f"query: {form}" for pair in batch for form in (pair.question, fold(pair.clean_question))]
    both = vectors(model, tokenizer, typed, QUESTION_TOKENS).view(len(batch), 2, -1)
    asked, folded = both[:, 0], both[:, 1]
    found = vectors(model, tokenizer, [f"passage: {pair.passage}" for pair in batch], PASSAGE_TOKENS)
    scores, folded_scores = asked @ found.T / TEMPERATURE, folded @ found.T / TEMPERATURE
    copies = torch.tensor(
        [[row != col and are_same(one, other) for col, other in enumerate(batch)] for row, one in enumerate(batch)]
    )
    scores, folded_scores = (table.masked_fill(copies, float("-inf")) for table in (scores, folded_scores))
    own = torch.arange(len(batch))
    loss = functional.cross_entropy(scores, own) + 0.3 * functional.cross_entropy(scores.T, own)
    loss = loss + _FOLDED_WEIGHT * functional.cross_entropy(folded_scores, own)
    with torch.no_grad():
        some = batch[:_TAUGHT]
        taught_questions = vectors(
            teacher, tokenizer, [f"query: {pair.clean_question}" for pair in some], QUESTION_TOKENS
        )
        taught_passages = vectors(
            teacher, tokenizer, [f"passage: {pair.clean_passage}" for pair in some], PASSAGE_TOKENS
        )
    apart = 2 - (asked[:_TAUGHT] * taught_questions).sum(1).mean() - (found[:_TAUGHT] * taught_passages).sum(1).mean()
    apart = apart + 1 - (folded[:_TAUGHT] * taught_questions).sum(1).mean()
    return loss + _TAUGHT_WEIGHT * apart, float((scores.argmax(1) == own).float().mean())


@torch.no_grad()
def validated(model: BertModel, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> str:
    """How often the own passage is nearest among all of the held-out pairs, by how question and passage are written."""
    clean_asked = vectors(model, tokenizer, [f"query: {pair.clean_question}" for pair in pairs], QUESTION_TOKENS)
    folded = vectors(model, tokenizer, [f"query: {fold(pair.clean_question)}" for pair in pairs], QUESTION_TOKENS)
    clean = vectors(model, tokenizer, [f"passage: {pair.clean_passage}" for pair in pairs], PASSAGE_TOKENS)
    spoilt = vectors(model, tokenizer, [f"passage: {pair.passage}" for pair in pairs], PASSAGE_TOKENS)
    own = torch.arange(len(pairs))
    figures = {
        "plain-clean": clean_asked @ clean.T,
        "plain-mixed": clean_asked @ spoilt.T,
        "folded-mixed": folded @ spoilt.T,
    }
    return "  ".join(
        f"{name} {float((scores.argmax(1) == own).float().mean()):.3f}" for name, scores in figures.items()
    )


@torch.no_grad()
def mine(
    model: BertModel, tokenizer: Tokenizer, maker: PairMaker, passages: Sequence[TrainingPassage], first: int
) -> None:
    """Tells the maker which of some passages the model takes for near each other."""
    numbers = [(first + 37 * step) % len(passages) for step in range(_MINED)]
    parts = [
        vectors(model, tokenizer, [f"passage: {passages[number].text}" for number in numbers[at : at + 32]], 80)
        for at in range(0, len(numbers), 32)
    ]
    states = torch.cat(parts)
    nearest = (states @ states.T).topk(16, dim=1).indices.tolist()
    maker.mined.update(
        {number: [numbers[other] for other in near[1:]] for number, near in zip(numbers, nearest, strict=True)}
    )


def work(
    number: int,
    model: BertModel,
    teacher: BertModel,
    tokenizer: Tokenizer,
    passages: list[TrainingPassage],
    options: Any,
) -> None:
    """Trains the shared model in one process."""
    torch.set_num_threads(1)
    torch.manual_seed(options.seed + number)
    maker = PairMaker(passages, Spoiler(styles(options.gold), seed=options.seed + number), seed=options.seed + number)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98))
    began = time.monotonic()
    step = 0
    running = right = 0.0
    mined = 0
    while (elapsed := time.monotonic() - began) < options.minutes * 60:
        done = elapsed / (options.minutes * 60)
        if done > 0.35 * (mined + 1) and mined < 2:
            mine(model, tokenizer, maker, passages, options.seed + 1000 * number + 7 * mined)
            mined += 1
        rate = (
            options.rate
            * min(1.0, (step + 1) / (6 if options.resume else 25))
            * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * done)))
        )
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss, accuracy = loss_of(model, teacher, tokenizer, maker.batch(options.pairs))
        optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        running += (0.05 if step > 1 else 1) * (loss.item() - running)
        right += (0.05 if step > 1 else 1) * (accuracy - right)
        if step % 10 == 0:
            print(f"{number} {elapsed:6.0f} s  step {step}  loss {running:.3f}  nearest {right:.3f}", flush=True)


def main() -> None:
    """Trains and writes checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--pairs", type=int, default=32)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    passages, held_out = official_passages(options.text)
    pieces = _stored(options.resume) if options.resume else _needed(passages, options)
    save_vocabulary(pieces, options.out / "pieces.json")
    model, tokenizer = pruned(original(), pieces)
    tokenizer.save(str(options.out / "tokenizer.json"), pretty=False)
    model.set_attn_implementation("eager")  # the fused one takes half as long again in bfloat16 on a processor
    teacher = copy.deepcopy(model)  # no dropout is set, so that training and judging see the same
    if options.resume:
        model.load_state_dict(torch.load(options.resume))
    model.config.save_pretrained(options.out)
    model.share_memory()
    print(f"{len(passages)} passages, {len(held_out)} held out, {len(pieces)} pieces", flush=True)
    judged = PairMaker(held_out, Spoiler(styles(options.gold), seed=5), seed=5)
    pairs = [judged.pair(number) for number in range(0, len(held_out), max(1, len(held_out) // _VALIDATED))][
        :_VALIDATED
    ]
    print("before:", validated(model, tokenizer, pairs), flush=True)
    workers = []
    for number in range(options.workers):
        arguments = (number, model, teacher, tokenizer, passages, options)
        workers.append(torch.multiprocessing.get_context("fork").Process(target=work, args=arguments))
        workers[-1].start()
    began = time.monotonic()
    judged_at = 0
    while any(worker.is_alive() for worker in workers):
        workers[0].join(timeout=120)
        _save(model, options.out)
        if (minutes := int(time.monotonic() - began) // 60) >= judged_at + 12:
            judged_at = minutes
            print(f"after {minutes} minutes:", validated(model, tokenizer, pairs), flush=True)
    _save(model, options.out)
    print("at the end:", validated(model, tokenizer, pairs), flush=True)


def _needed(passages: Sequence[TrainingPassage], options: Any) -> list[int]:
    """The pieces that a sample of the passages needs as it stands, folded, and spoilt."""
    spoiler = Spoiler(styles(options.gold), seed=options.seed)
    sample = passages[:: max(1, len(passages) // _SAMPLED_PASSAGES)]
    texts = [form for passage in sample for form in (passage.text, fold(passage.text), spoiler.scanned(passage.text))]
    return needed_pieces(original(), texts, least=_LEAST_USES)


def _stored(checkpoint: Path) -> list[int]:
    """The pieces of a checkpoint, which its successor keeps whatever noise it is spoilt with."""
    pieces: list[int] = json.loads((checkpoint.parent / "pieces.json").read_text(encoding="utf-8"))
    return pieces


def _save(model: BertModel, out: Path) -> None:
    """Writes beside and renames, so that a stop at any moment leaves a whole file."""
    torch.save(model.state_dict(), out / "new.pt")
    (out / "new.pt").replace(out / "encoder.pt")


if __name__ == "__main__":
    main()
