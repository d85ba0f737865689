"""The encoder that ships beside the one it was trained from and beside BM25, each ranking passages alone.

On the sample corpus as it was scanned and as repair reads it, and on two benchmarks from outside that nothing was
trained on. The benchmarks are read beside the checkout where they lie there, and left out elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from eval import system
from eval.baselines.bm25 import Bm25
from eval.baselines.encoder_alone import EncoderAlone, Remembered
from eval.baselines.fused import Fused, Ranker
from eval.benchmarks.encoder_time import encoder_measures
from eval.datasets import alqac, xquad
from eval.datasets.labels import Question, read_questions
from eval.prediction import GivenSpan
from eval.records.provenance import CORPUS, QUESTIONS, code_hash, provenance
from eval.records.record import Record, Run
from eval.suites.answering import HITS, score_ranker
from index.encoders import Encoder, encoder
from index.store.store import Store
from index.training.original import OriginalEncoder
from ingest.language.fold import fold
from ingest.layout.chunk import embedding_text
from ingest.repair import Repairer

WHAT = "encoders"
SUITE = "encoders"
MADE_BY = {
    "trained encoder": "index.encoders:encoder",
    "original encoder (e5-small)": "index.training.original:OriginalEncoder",
}
"""What makes each encoder, as "module:callable", by its name in the tables."""
BM25 = "BM25"
CLEAN_DOCUMENT = "002"

Say = Callable[[str], None]


def compare_encoders(*, say: Say) -> Record:
    """The record of all encoders over all texts; each part is announced through `say` before it starts."""
    code, facts = code_hash(), provenance()
    questions = [question for question in read_questions(QUESTIONS / "dev.jsonl") if question.is_answerable]
    repairer = Repairer.load()

    @cache  # each is asked of every ranker
    def restore(question: str) -> str:
        return repairer.repair_question(question).text

    encoders = {
        "trained encoder": Remembered(encoder()),
        "original encoder (e5-small)": Remembered(OriginalEncoder()),
    }
    runs: list[Run] = []
    for reading, passages in _corpus(say).items():
        say(f"rank {len(passages)} passages of {reading} text by each encoder")
        for name, ranker in _rankers(passages, encoders).items():
            runs += _asked(questions, ranker, restore=restore, system=f"{name}, {reading} text")
    runs += _outside(encoders, say=say)
    say("time of each encoder")
    return Record(
        what=WHAT,
        code=code,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        provenance=facts,
        runs=tuple(runs),
        measures=tuple(measure for name, made_by in MADE_BY.items() for measure in encoder_measures(made_by, name)),
    )


def _corpus(say: Say) -> dict[str, tuple[GivenSpan, ...]]:
    """The passages of the sample corpus under their titles: as they were scanned, and as the index has them."""
    say("ingest the sample corpus")
    with TemporaryDirectory(prefix="parc-eval-") as scratch:
        system.ingest([CORPUS], store=Path(scratch) / "store")
        with Store.open(Path(scratch) / "store", create=False) as store:
            metadata = {source.source: source.metadata for source in store.sources()}
            repaired = store.passages()
    scanned = [replace(passage, reading=passage.text, path=()) for passage in repaired]
    return {
        name: tuple(
            GivenSpan(
                source=passage.source,
                start=passage.start,
                end=passage.end,
                quote=embedding_text(passage, metadata[passage.source]),
            )
            for passage in passages
        )
        for name, passages in (("raw", scanned), ("repaired", repaired))
    }


def _rankers(passages: Sequence[GivenSpan], encoders: Mapping[str, Encoder]) -> dict[str, Ranker]:
    return {BM25: Bm25(passages), **{name: EncoderAlone(passages, encoder) for name, encoder in encoders.items()}}


def _asked(
    questions: Sequence[Question], ranker: Ranker, *, restore: Callable[[str], str], system: str
) -> Iterable[Run]:
    """The questions, those on the clean document, and the plain ones with and without diacritics.

    The product gives a question its diacritics back before it is encoded: each is shown as it stands and so restored.
    """
    rank = partial(ranker.rank, k=HITS)

    def rank_restored(text: str) -> tuple[GivenSpan, ...]:
        return rank(restore(text))

    plain = [question for question in questions if question.style == "plain"]
    clean = [question for question in questions if question.groups["document"].endswith(CLEAN_DOCUMENT)]
    for name, some, asked in (
        ("", questions, rank),
        (", questions restored", questions, rank_restored),
        (", its clean document", clean, rank),
        (", its clean document, questions restored", clean, rank_restored),
        (", plain questions", plain, rank),
        (", the same without diacritics", plain, lambda text: rank(fold(text))),
        (", the same restored", plain, lambda text: rank_restored(fold(text))),
    ):
        run = score_ranker(some, asked, system=f"{system}{name}")
        yield Run(suite=SUITE, system=run.system, cases=run.cases)


def _outside(encoders: Mapping[str, Encoder], *, say: Say) -> Iterable[Run]:
    laws = alqac.read_laws()
    if laws is None:
        say(f"ALQAC 2022 is not at {alqac.DATA}: left out")
    else:
        spans = laws.spans()
        say(f"rank {len(spans)} articles of law by each encoder")
        rankers = _rankers(spans, encoders)
        lexical = rankers[BM25]
        rankers |= {f"{BM25} with the {name}": Fused([lexical, rankers[name]]) for name in encoders}
        for name, ranker in rankers.items():
            for style in alqac.STYLES:
                yield alqac.score_laws(laws, partial(ranker.rank, k=alqac.DEPTH), system=name, style=style)
    paragraphs_of_xquad = xquad.read_paragraphs()
    if paragraphs_of_xquad is None:
        say(f"XQuAD is not at {xquad.DATA}: left out")
    else:
        say(f"rank {len(paragraphs_of_xquad)} paragraphs of XQuAD by each encoder")
        for name, ranker in _rankers(xquad.spans(paragraphs_of_xquad), encoders).items():
            yield xquad.score_paragraphs(paragraphs_of_xquad, ranker, system=name)
