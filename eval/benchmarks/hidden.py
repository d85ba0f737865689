"""Whether a reader can tell that there is a document which he may not see: two stores, with it and without.

Everything that a reader gets is asked of both: answers whole (text, order, counts, confidence, reasons), passages,
documents, registers, errors and screens. Only the moments at which things were done are left out. One difference, in
the last digit of a score too, is a leak.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from eval.benchmarks.hidden_screens import screens
from eval.datasets.labels import read_questions
from eval.records.provenance import CORPUS, QUESTIONS, code_hash, provenance
from eval.records.record import Record
from index.build import Index
from index.encoders import encoder
from index.store.source_info import changed_by
from index.store.store import Store
from ingest.errors import ParcError
from ingest.repair import Repairer
from parc_search.export.serialize import source_to_json
from parc_search.results import Answer
from parc_search.search import ParcSearch
from parc_search.settings import Settings

WHAT = "hidden"
DOCUMENT = Path(__file__).with_name("hidden_document.txt")
QUESTION_FILES = ("dev.jsonl", "more.dev.jsonl", "reworded.dev.jsonl")
KEPT_FOR, READER = "lãnh đạo", frozenset({"văn thư"})
# Questions in the words of the hidden document itself: what it says must be as unknown as if it were not there.
OWN_QUESTIONS, OWN_WORDS = 40, 14
HITS = 20
ABSENT = "không có.txt"
_AT = datetime(2026, 1, 5, 8, tzinfo=UTC)

Said = Callable[[ParcSearch], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a reader gets otherwise where the hidden document is."""

    what: str
    with_it: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How many things were asked of both stores, by kind, and where they differ."""

    counts: dict[str, int]
    differences: tuple[Difference, ...]

    def differing(self, kind: str) -> int:
        """In how many things of a kind the stores differ."""
        return sum(found.what.startswith(f"{kind}: ") for found in self.differences)


def compare_stores(
    folder: Path,
    questions: Sequence[str],
    *,
    hidden: Path = DOCUMENT,
    corpus: Path = CORPUS,
    on_screen: int = 25,
    repairer: Repairer | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Compared:
    """Makes both stores in the folder, asks all of both, and says what differs.

    Raises:
        ParcError: a document cannot be taken in.
    """
    read_by = repairer or Repairer.load()
    with (
        made(folder / "with", [(hidden, (KEPT_FOR,)), (corpus, ())], read_by) as full,
        made(folder / "without", [(corpus, ())], read_by) as less,
    ):
        (secret,) = (stored.source for stored in full.sources() if stored.groups)
        own = own_questions(full.store.reading(secret).text)
        counts: dict[str, int] = {}
        differences = []
        for kind, said in _asked([*questions, *own], secret, on_screen):
            say(kind)
            for mine, theirs in zip(said(full), said(less), strict=True):
                counts[kind] = counts.get(kind, 0) + 1
                if mine != theirs:
                    differences.append(Difference(what=f"{kind}: {mine[0]}", with_it=mine[1], without=theirs[1]))
    return Compared(counts=counts, differences=tuple(differences))


def made(folder: Path, batches: Iterable[tuple[Path, tuple[str, ...]]], repairer: Repairer) -> ParcSearch:
    """A store of the files, each batch kept for its groups, all at one moment; whoever asks for it closes it."""
    settings = Settings(store=folder)
    index = Index(Store.open(folder, clock=lambda: _AT), encoder(settings.encoder))
    parc = ParcSearch(index, settings, repairer=repairer)
    for path, groups in batches:
        for failure in parc.ingest([path], groups=groups).failures:
            parc.close()
            raise ParcError(f"{failure.path.name}: {failure.reason}")
    return parc


def own_questions(text: str) -> list[str]:
    """The first words of lines of a document, evenly taken: what only it can answer."""
    lines = [words for line in text.splitlines() if len(words := line.split()) >= OWN_WORDS // 2]
    step = max(1, len(lines) // OWN_QUESTIONS)
    return [" ".join(words[:OWN_WORDS]) for words in lines[::step]][:OWN_QUESTIONS]


def sample_questions(count: int) -> list[str]:
    """So many questions to the sample documents, of all files, the first of each first."""
    asked = [read_questions(QUESTIONS / name) for name in QUESTION_FILES]
    return [question.question for questions in asked for question in questions][:count]


def hidden_record(found: Compared, hidden: str) -> Record:
    """The record of a comparison, as it is kept."""
    measures: list[dict[str, Any]] = [
        {"what": f"{kind}: differ of {count}", "number": found.differing(kind), "value": str(found.differing(kind))}
        for kind, count in found.counts.items()
    ]
    return Record(
        what=WHAT,
        code=code_hash(),
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        provenance={**provenance(), "hidden": hidden},
        measures=tuple(measures),
    )


def _asked(questions: Sequence[str], secret: str, on_screen: int) -> list[tuple[str, Said]]:
    """What a reader can ask a store, by kind; each gives pairs of what was asked and all that came back."""
    shown = questions[:: max(1, len(questions) // max(1, on_screen))][:on_screen]
    return [
        ("answers", lambda parc: _answers(parc, questions)),
        ("passages found", lambda parc: _found(parc, questions)),
        ("documents and registers", _read),
        ("ways to the document", lambda parc: _ways(parc, secret)),
        ("screens", lambda parc: screens(parc, READER, shown, secret)),
    ]


def _answers(parc: ParcSearch, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    for question in questions:
        yield question, _outcome(partial(_answer, parc, question))


def _found(parc: ParcSearch, questions: Sequence[str]) -> Iterator[tuple[str, str]]:
    for question in questions:
        yield question, _outcome(partial(parc.search, question, HITS, groups=READER))


def _read(parc: ParcSearch) -> Iterator[tuple[str, str]]:
    view, library = parc.seen_by(READER), parc.library_of(READER)
    sources = view.sources()
    changes = changed_by([stored.metadata for stored in sources])
    yield "sources", repr(sources)
    yield "sources as JSON", repr([source_to_json(*pair) for pair in zip(sources, changes, strict=True)])
    yield "passages", repr(view.passages())
    yield "tasks", repr(view.tasks())
    yield "targets", repr(view.targets())
    yield "what is known of the documents", repr(library.catalogue)
    words = sorted({word for passage in library.passages.values() for word in passage.reading.lower().split()})
    yield "how rare words are", repr([(word, library.idf(word), library.knows(word)) for word in words])
    for stored in sources:
        yield f"show {stored.source}", repr((view.document(stored.source), view.reading(stored.source).text))


def _ways(parc: ParcSearch, secret: str) -> Iterator[tuple[str, str]]:
    """Every way to name the document, in the words of the error that an absent one gives."""
    view = parc.seen_by(READER)
    ways: dict[str, Callable[[str], object]] = {
        "document": view.document,
        "text": view.source_text,
        "reading": view.reading,
        "passages": view.passages,
        "tasks": view.tasks,
        "targets": view.targets,
        "asked of it": lambda source: _answer(parc, "ai chủ trì?", sources=[source]),
        "found in it": lambda source: parc.search("chủ trì", sources=[source], groups=READER),
    }
    is_there = any(stored.source == secret for stored in parc.sources())
    for name, way in ways.items():
        told = _outcome(partial(way, secret))
        yield name, told
        # "Not yours" in the one store has to be, word for word, the "no such" of the other.
        absent = told.replace(secret, ABSENT) if is_there else _outcome(partial(way, ABSENT))
        yield f"{name}, as of one that is absent", absent


def _answer(parc: ParcSearch, question: str, sources: Sequence[str] = ()) -> Answer:
    """The answer for the reader, without the time that it took."""
    return replace(parc.ask(question, audited=False, sources=sources, groups=READER), timings_ms=())


def _outcome(ask: Callable[[], object]) -> str:
    """All that came back, as text; of an error its words."""
    try:
        return repr(ask())
    except ParcError as error:
        return f"{type(error).__name__}: {error}"
