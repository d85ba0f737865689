"""One evaluation from an empty store to a scored record: ingest, ask, repair, register, and the rivals beside."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import system
from eval.baselines.bm25 import Bm25
from eval.baselines.encoder_alone import EncoderAlone
from eval.baselines.paragraphs import paragraphs
from eval.labels import GoldRepair, Question, read_gold_repairs, read_gold_rows, read_questions
from eval.provenance import CORPUS, QUESTIONS, code_hash, provenance
from eval.reading import read_by_others, read_by_us
from eval.record import Failure, Record, Run
from eval.suites.answering import HITS, score_answers, score_ranker
from eval.suites.registering import FIELDS, score_register
from index.encoders import encoder
from ingest.errors import UsageError

Say = Callable[[str], None]


WHAT = "dev"
OURS = "PARC Search"
PARTS = ("questions", "repair", "tasks", "targets", "baselines")

RANKERS = ("BM25, diacritics folded, raw text", "encoder alone, raw text")


def evaluate(*, only: Collection[str], say: Say) -> Record:
    """The record of all parts, or of those in `only`; each part is announced through `say` before it starts.

    Raises:
        UsageError: `only` names a part that does not exist.
    """
    unknown = sorted(set(only) - set(PARTS))
    if unknown:
        raise UsageError(f"unknown part {unknown[0]!r}; known: {', '.join(PARTS)}")
    wanted = frozenset(only or PARTS)
    code, facts = code_hash(), provenance()
    questions = read_questions(QUESTIONS / "dev.jsonl")
    golds = read_gold_repairs(QUESTIONS / "repair.dev.jsonl")
    runs: list[Run] = []
    with TemporaryDirectory(prefix="parc-eval-") as scratch:
        runs += _ours(wanted, questions, golds, scratch=Path(scratch), say=say)
    if "baselines" in wanted:
        runs += _rankers(questions, say=say)
        runs += read_by_others(golds, questions, say=say)
    return Record(
        what=WHAT,
        code=code,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        provenance=facts,
        runs=tuple(runs),
    )


def source_texts() -> dict[str, str]:
    """The source texts of the sample corpus by name, decoded as the contract says: unchanged."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(CORPUS.glob("*.txt"))}


def _ours(
    wanted: frozenset[str], questions: Sequence[Question], golds: Sequence[GoldRepair], *, scratch: Path, say: Say
) -> list[Run]:
    runs = []
    store = scratch / "store"
    if wanted & {"questions", "tasks", "targets"}:
        say("ingest the sample corpus")
        system.ingest([CORPUS], store=store)
    if "questions" in wanted:
        say(f"ask {len(questions)} questions")
        answers = system.ask_all(questions, store=store, scratch=scratch)
        runs.append(score_answers(questions, answers, system=OURS, source_texts=source_texts()))
    if "repair" in wanted:
        runs += read_by_us(golds, questions, system=OURS, scratch=scratch, say=say)
    for kind in FIELDS:
        if kind in wanted:
            say(f"read the register of {kind}")
            runs.append(_register(kind, store=store))
    return runs


def _register(kind: str, *, store: Path) -> Run:
    golds = read_gold_rows(QUESTIONS / f"{kind}.dev.jsonl", fields=FIELDS[kind])
    try:
        rows = system.register(kind, store=store)
    except system.SystemFailed as error:
        return Run(suite=kind, system=OURS, cases=(), failures=(Failure(id=kind, reason=str(error)),))
    return score_register(kind, golds, rows, system=OURS)


def _rankers(questions: Sequence[Question], *, say: Say) -> list[Run]:
    passages = [passage for name, text in source_texts().items() for passage in paragraphs(name, text)]
    lexical, dense = RANKERS
    say(f"rank {len(passages)} paragraphs by {lexical}")
    runs = [score_ranker(questions, partial(Bm25(passages).rank, k=HITS), system=lexical)]
    say(f"rank {len(passages)} paragraphs by {dense}")
    nearest = EncoderAlone(passages, encoder())
    return [*runs, score_ranker(questions, partial(nearest.rank, k=HITS), system=dense)]
