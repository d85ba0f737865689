"""Trains the tagger: `python -m ingest.repair.training.train --text ... --corpus ... --out ...`."""

import argparse
import json
import math
import pickle
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from ingest.repair.language_model import LanguageModel
from ingest.repair.rescoring import self_taught
from ingest.repair.tagger import FIRST_WORD
from ingest.repair.tagger import Tagger as Tagger_
from ingest.repair.tokens import BLANK_LINE, tokenize
from ingest.repair.training.alignment import Pair, align_words
from ingest.repair.training.colloquial import spoken_questions
from ingest.repair.training.corpus import (
    Vocabulary,
    encode,
    held_out,
    read_official,
    vocabulary,
    windows_like,
    without,
)
from ingest.repair.training.export import read_model, write_graphs
from ingest.repair.training.network import Tagger
from ingest.repair.training.noise import Style
from ingest.repair.training.self_training import ReadText, read_text, sure_pairs
from ingest.repair.training.sequences import WINDOW, Batch, SequenceMaker, Source

_SPOKEN, _SPOKEN_SEED = 6000, 23
STYLE_WEIGHTS = {"000": 0.27, "001": 0.30, "003": 0.16, "004": 0.27}


def gold_pairs(path: Path, fold: int | None) -> dict[str, list[Pair]]:
    """Aligned pairs of the gold passages by document; the passages of `fold` (number modulo 3) left out."""
    pairs: dict[str, list[Pair]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document, number = row["id"][1:].split("-")
        if fold is not None and int(number) % 3 == fold:
            continue
        raw = [token.surface for token in tokenize(row["raw"])]
        gold = [token.surface for token in tokenize(row["gold"])]
        pairs.setdefault(document, []).extend(align_words(raw, gold))
    return pairs


def read_raw(
    corpus: Path, model: Path, words: Vocabulary
) -> tuple[dict[str, list[tuple[Pair, float]]], list[ReadText]]:
    """The broken documents as the model reads them: pairs by document, and whole texts."""
    tagger = Tagger_.read(model)
    if tagger.words[FIRST_WORD:] != words.words[FIRST_WORD:]:
        raise SystemExit(f"{model} has another vocabulary than the clean text: train on with the model's own cache")
    language_model = LanguageModel.read(model.with_name("words.npz"))
    pairs, texts = {}, []
    for name in sorted(STYLE_WEIGHTS):
        text = next(corpus.glob(f"{name}_*.txt")).read_text(encoding="utf-8")
        tokens = tokenize(text)
        choices = self_taught(tagger.choices(tokens), tokens, words.labels(), language_model)
        pairs[name] = sure_pairs(tokens, choices, tagger.words)
        texts.append(read_text(tokens, choices))
    return pairs, texts


def styles_of(pairs: dict[str, list[Pair]], read: dict[str, list[tuple[Pair, float]]]) -> list[Style]:
    """One style a document, each borrowing a little from the others."""
    bases = []
    for name in sorted(pairs):
        style = Style(name)
        style.learn(pairs[name])
        for pair, chance in read.get(name, ()):
            style.learn([pair], weight=chance)
        total = sum(len(pair.words) for pair in pairs[name])
        glued = sum(len(pair.words) > len(pair.tokens) > 0 for pair in pairs[name])
        split = sum(len(pair.tokens) > len(pair.words) > 0 for pair in pairs[name])
        style.glued = max(0.003, 0.8 * glued / total)
        style.split = max(0.003, 0.8 * split / total)
        style.lost = {"000": 0.004, "001": 0.006, "003": 0.001, "004": 0.002}.get(name, 0.002)
        bases.append(style)
    return [style.borrow(other for other in bases if other is not style) for style in bases]


def clean_sources(
    text: Path, corpus: Path, questions: Path | None, cache: Path, known: Vocabulary | None = None
) -> tuple[Vocabulary, list[Source]]:
    """The vocabulary, `known` or that of the text, and the weighted clean text."""
    cache.mkdir(parents=True, exist_ok=True)
    kept = cache / "clean.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    documents = read_official(text)
    documents = without(documents, held_out(len(documents)))
    clean = [(corpus / "002_f8e8494414b91d6f.txt").read_text(encoding="utf-8")]
    asked: list[str] = []
    if questions:
        asked = [q["text"] for q in json.loads((questions / "alqac2022/question.json").read_text(encoding="utf-8"))]
        for article in json.loads((questions / "xquad.vi.json").read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                asked += [qa["question"] for qa in paragraph["qas"]]
                asked.append(paragraph["context"])
    words = known or vocabulary([*documents, *clean * 3, *asked])
    official = encode(documents, words)
    plan = encode(clean, words)
    starts = windows_like(official, plan, length=WINDOW, share=0.12)
    sources = [Source(official, 0.42), Source(official, 0.38, starts), Source(plan, 0.14)]
    if asked:
        sources += [_spoken(asked, words, 0.06), _spoken(spoken_questions(_SPOKEN, seed=_SPOKEN_SEED), words, 0.05)]
    kept.write_bytes(pickle.dumps((words, sources)))
    return words, sources


def _spoken(texts: Iterable[str], words: Vocabulary, weight: float) -> Source:
    """A source whose windows begin where its texts do."""
    text = encode(texts, words)
    return Source(text, weight, np.flatnonzero(text.gap == BLANK_LINE * 6), spoken=True)


def loss_of(model: Tagger, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss of a batch, and the share of words read right."""
    token = torch.from_numpy(batch.token).long()
    gap = torch.from_numpy(batch.gap).long()
    after = torch.cat([gap[:, 1:], torch.full_like(gap[:, :1], 24)], 1)
    mask = torch.from_numpy(batch.mask)
    states = model(
        torch.from_numpy(batch.letters).long(), torch.from_numpy(batch.wholes).long(), token, gap, after, mask
    )[mask]
    logits = model.word(states)
    word = torch.from_numpy(batch.word).long()[mask]
    extra = torch.from_numpy(batch.extra).long()[mask]
    has_extra = extra > 0
    loss = functional.cross_entropy(logits, word)
    loss = loss + functional.cross_entropy(model.extra_gate(states), has_extra.long())
    loss = loss + 0.2 * functional.cross_entropy(model.case(states), torch.from_numpy(batch.case).long()[mask])
    if bool(has_extra.any()):
        extra_loss = functional.cross_entropy(model.extra_logits(states[has_extra]), extra[has_extra], reduction="sum")
        loss = loss + extra_loss / len(word)
    return loss, (logits.argmax(1) == word).float().mean()


def export(model: Tagger, words: Vocabulary, settings: dict[str, int], path: Path) -> None:
    """Writes weights (float16) and words where the run time finds them."""
    arrays = {name: value.detach().float().numpy().astype(np.float16) for name, value in model.state_dict().items()}
    np.savez_compressed(
        path, words=np.array(" ".join(w or "_" for w in words.words)), settings=json.dumps(settings), **arrays
    )


def main() -> None:
    """Trains and writes checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--sequences", type=int, default=32)
    parser.add_argument("--width", type=int, default=192)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--inner", type=int, default=640)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--read-with", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    known = Vocabulary(Tagger_.read(options.resume).words) if options.resume else None
    words, sources = clean_sources(options.text, options.corpus, options.questions, options.out, known)
    read, texts = read_raw(options.corpus, options.read_with, words) if options.read_with else ({}, [])
    styles = styles_of(gold_pairs(options.gold, options.fold), read)
    settings = {
        "words": len(words.words),
        "width": options.width,
        "layers": options.layers,
        "heads": options.width // 32,
        "inner": options.inner,
        "window": WINDOW,
    }
    model = Tagger(**settings)
    if options.resume:
        model.load_state_dict(read_model(options.resume).state_dict())
    model.share_memory()
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, {len(words.words)} words", flush=True)
    workers = []
    for number in range(options.workers):
        maker = SequenceMaker(
            sources, styles, [STYLE_WEIGHTS[style.name] for style in styles], texts, seed=options.seed + number
        )
        arguments = (number, model, maker, options.minutes * 60, options.rate, options.sequences, not options.resume)
        workers.append(torch.multiprocessing.get_context("fork").Process(target=work, args=arguments))
        workers[-1].start()
    while any(worker.is_alive() for worker in workers):
        workers[0].join(timeout=150)
        _save(model, words, settings, options.out)
    for worker in workers:
        worker.join()
    _save(model, words, settings, options.out)


def work(
    number: int, model: Tagger, maker: SequenceMaker, seconds: float, top_rate: float, sequences: int, is_fresh: bool
) -> None:
    """Trains the shared model in one process; the processes share weights and nothing else, so none waits for another.

    Source: Recht et al., Hogwild!, 2011.
    """
    torch.set_num_threads(1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=top_rate, weight_decay=0.01, betas=(0.9, 0.98))
    began = time.monotonic()
    step = tokens = 0
    running = right = 0.0
    while (elapsed := time.monotonic() - began) < seconds:
        done = elapsed / seconds
        rate = (
            top_rate
            * min(1.0, (step + 1) / (200 if is_fresh else 30))
            * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * done)))
        )
        for group in optimizer.param_groups:
            group["lr"] = rate
        batch = maker.batch(sequences)
        loss, accuracy = loss_of(model, batch)
        optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step, tokens = step + 1, tokens + int(batch.mask.sum())
        running += 0.02 * (loss.item() - running) if step > 1 else loss.item()
        right += 0.02 * (accuracy.item() - right) if step > 1 else accuracy.item()
        if step % 50 == 0:
            speed = tokens / max(elapsed, 1)
            print(
                f"{number} {elapsed:6.0f} s  step {step}  {speed:.0f} tokens/s  {running:.3f}  {right:.4f}", flush=True
            )


def _save(model: Tagger, words: Vocabulary, settings: dict[str, int], out: Path) -> None:
    """Writes the file beside and renames it, so that a stop at any moment leaves a whole file."""
    export(model, words, settings, out / "new.npz")
    (out / "new.npz").replace(out / "tagger.npz")
    write_graphs(model, out)


if __name__ == "__main__":
    main()
