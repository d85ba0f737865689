"""One evaluation from an empty store to a scored record: ingest, ask, repair, register, and the rivals beside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval import system
from eval.ablations import ABLATIONS, ask_without
from eval.baselines.bm25 import Bm25
from eval.baselines.encoder_alone import EncoderAlone, Remembered
from eval.baselines.fused import Fused, Ranker
from eval.baselines.paragraphs import paragraphs
from eval.baselines.simple_hybrid import SimpleHybrid
from eval.baselines.txtai_search import load_txtai_search
from eval.datasets import alqac
from eval.datasets.labels import GoldRepair, Question, read_gold_repairs, read_gold_rows, read_questions
from eval.prediction import GivenSpan
from eval.reading import read_by_others, read_by_us
from eval.records.calibration import reliability, to_measures
from eval.records.provenance import CORPUS, QUESTIONS, code_hash, provenance
from eval.records.record import Failure, Record, Run
from eval.suites.answering import HITS, SUITE, score_answers, score_ranker
from eval.suites.registering import FIELDS, score_register
from index.encoders import Encoder, encoder
from index.store.store import Store
from ingest.errors import ParcError, UsageError
from parc_search.search import ParcSearch

Say = Callable[[str], None]
Answers = Mapping[str, Mapping[str, Any]]


WHAT = "dev"
OURS = "PARC Search"
PARTS = ("questions", "repair", "tasks", "targets", "baselines", "ablations", "alqac")

BM25 = "BM25 (bm25s), diacritics folded"
ALONE = "encoder alone"
FUSED = "both, reciprocal rank fusion"
TXTAI = "txtai hybrid, same encoder"
SIMPLE = "BM25 with heads .7 + encoder .3, our passages"


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
    answers: Answers = {}
    with TemporaryDirectory(prefix="parc-eval-") as name:
        scratch, remembered = Path(name), Remembered(encoder())
        if wanted & {"questions", "tasks", "targets", "baselines", "ablations"}:
            say("ingest the sample corpus")
            system.ingest([CORPUS], store=scratch / "store")
        if "questions" in wanted:
            say(f"ask {len(questions)} questions")
            answers = system.ask_all(questions, store=scratch / "store", scratch=scratch)
            runs.append(score_answers(questions, answers, system=OURS, source_texts=source_texts()))
        runs += _other_parts(wanted, questions, golds, scratch=scratch, say=say)
        if "baselines" in wanted:
            runs += _rankers(questions, remembered, say=say)
            runs.append(_simple_hybrid(questions, remembered, store=scratch / "store"))
            runs += read_by_others(golds, questions, say=say)
        if "ablations" in wanted:
            runs += _ablations(questions, remembered, scratch=scratch, say=say)
        laws = alqac.read_laws() if "alqac" in wanted else None
        if laws is not None:
            facts["alqac"] = alqac.data_hash()
            runs += _laws(laws, scratch=scratch, say=say)
        elif "alqac" in wanted:
            say(f"ALQAC 2022 is not at {alqac.DATA}: left out")
    return Record(
        what=WHAT,
        code=code,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        provenance=facts,
        runs=tuple(runs),
        measures=to_measures(reliability(questions, answers)),
    )


def source_texts() -> dict[str, str]:
    """The source texts of the sample corpus by name, decoded as the contract says: unchanged."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(CORPUS.glob("*.txt"))}


def _other_parts(
    wanted: frozenset[str], questions: Sequence[Question], golds: Sequence[GoldRepair], *, scratch: Path, say: Say
) -> list[Run]:
    runs = []
    if "repair" in wanted:
        runs += read_by_us(golds, questions, system=OURS, scratch=scratch, say=say)
    for kind in FIELDS:
        if kind in wanted:
            say(f"read the register of {kind}")
            runs.append(_register(kind, store=scratch / "store"))
    return runs


def _register(kind: str, *, store: Path) -> Run:
    golds = read_gold_rows(QUESTIONS / f"{kind}.dev.jsonl", fields=FIELDS[kind])
    try:
        rows = system.register(kind, store=store)
    except system.SystemFailed as error:
        return Run(suite=kind, system=OURS, cases=(), failures=(Failure(id=kind, reason=str(error)),))
    return score_register(kind, golds, rows, system=OURS)


def _rankers(questions: Sequence[Question], remembered: Encoder, *, say: Say) -> list[Run]:
    """The rivals that rank the paragraphs of the raw text."""
    passages = [passage for name, text in source_texts().items() for passage in paragraphs(name, text)]
    say(f"rank {len(passages)} paragraphs by {BM25}, by the {ALONE}, by both, by txtai")
    lexical, dense = Bm25(passages), EncoderAlone(passages, remembered)
    rankers: dict[str, Ranker] = {BM25: lexical, ALONE: dense, FUSED: Fused([lexical, dense])}
    left_out = []
    try:
        rankers[TXTAI] = load_txtai_search(passages, remembered)
    except ParcError as error:
        left_out.append(Run(suite=SUITE, system=TXTAI, cases=(), failures=(Failure(id=TXTAI, reason=str(error)),)))
    ranked = [
        score_ranker(questions, partial(ranker.rank, k=HITS), system=f"{name}, raw text")
        for name, ranker in rankers.items()
    ]
    return [*ranked, *left_out]


def _simple_hybrid(questions: Sequence[Question], remembered: Encoder, *, store: Path) -> Run:
    """The rival that ranks the passages of the store."""
    with Store.open(store, create=False) as opened:
        metadata = {found.source: found.metadata for found in opened.sources()}
        ranker = SimpleHybrid(opened.passages(), metadata, source_texts(), remembered)
    return score_ranker(questions, partial(ranker.rank, k=HITS), system=SIMPLE)


def _ablations(questions: Sequence[Question], remembered: Encoder, *, scratch: Path, say: Say) -> list[Run]:
    runs = []
    for number, (name, ablation) in enumerate(ABLATIONS.items()):
        say(f"ask {len(questions)} questions {name}")
        folder = scratch / f"ablation-{number}"
        answers = ask_without(ablation, questions, full_store=scratch / "store", scratch=folder, encoder=remembered)
        runs.append(score_answers(questions, answers, system=f"{OURS} {name}", source_texts=source_texts()))
    return runs


def _laws(laws: alqac.Laws, *, scratch: Path, say: Say) -> list[Run]:
    """The outside benchmark, by the system and by its rivals, on questions with and without diacritics."""
    say(f"ingest {len(laws.texts)} laws with {len(laws.spans())} articles")
    alqac.write_laws(laws, scratch / "laws")
    system.ingest([scratch / "laws"], store=scratch / "law-store")
    lexical = Bm25(laws.spans())
    with ParcSearch.open(scratch / "law-store") as parc:

        def nearest(question: str) -> list[GivenSpan]:
            found = parc.library.passages
            hits = [found[id] for id, _ in parc.index.search_dense(question, alqac.HITS)]
            return [GivenSpan(source=hit.source, start=hit.start, end=hit.end) for hit in hits]

        def searched(question: str) -> list[GivenSpan]:
            hits = [hit.passage for hit in parc.search(question, alqac.HITS)]
            return [GivenSpan(source=hit.source, start=hit.start, end=hit.end) for hit in hits]

        dense = alqac.Articles(laws, nearest)
        both = Fused([lexical, dense])
        rankers: dict[str, Callable[[str], Sequence[GivenSpan]]] = {
            OURS: searched,
            BM25: partial(lexical.rank, k=alqac.DEPTH),
            ALONE: partial(dense.rank, k=alqac.DEPTH),
            FUSED: partial(both.rank, k=alqac.DEPTH),
        }
        runs = []
        for style in alqac.STYLES:
            say(f"search the laws for {len(laws.questions)} questions, {style}")
            runs += [alqac.score_laws(laws, rank, system=name, style=style) for name, rank in rankers.items()]
    return runs
