"""The nouns of an answer: what was understood, the hits, the citations and the answer itself.

They mirror the command-line contract; `render.py` alone turns them into JSON. A hit has a passage, a citation has
a span of the source text of its own, because a quote is often shorter than the passage it comes from.
"""

from dataclasses import dataclass, field

from ingest.documents import Metadata, Passage, Span

KINDS = (
    "agency",
    "coordinating",
    "target",
    "figure",
    "deadline",
    "product",
    "legal_basis",
    "budget",
    "list",
    "procedure",
    "compare",
    "passage",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The places, years and documents a question is about; empty where it names none."""

    place: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """How a question was read: diacritics restored, abbreviations written out, scope resolved."""

    question: str
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that may answer, with its rank (1-based) and score; scores of two questions do not compare."""

    passage: Passage
    rank: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A verbatim quote with its place. `quote` is the repaired reading of the same span.

    `line_start`, `line_end` are 1-based lines of the source text; `boxes` are (page, x0, y0, x1, y1) in PDF points.
    `passage_hash` is the SHA-256 of `quote_raw`, for the audit record.
    """

    n: int
    source: str
    span: Span
    quote_raw: str
    quote: str
    metadata: Metadata
    path: tuple[str, ...]
    page: int | None
    line_start: int
    line_end: int
    read_quality: float
    boxes: tuple[tuple[int, float, float, float, float], ...] = ()
    passage_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSide:
    """One side of a comparison: what is said there, and the number of its citation; both None where nothing is."""

    name: str
    value: str | None = None
    citation_n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with its citations, or a refusal: then `answer` and `sentence` are None and `reason` says why.

    `notes` are plain sentences beside the answer, such as a doubtful word in its quote; they are not in the contract.
    `sides` are what a comparison sets side by side, in the order of its answer.
    """

    id: str | None
    question: str
    status: str
    kind: str
    interpretation: Interpretation
    answer: str | None = None
    sentence: str | None = None
    confidence: float = 0.0
    reason: str | None = None
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    sides: tuple[ComparisonSide, ...] = ()
    timings_ms: tuple[tuple[str, float], ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer, as against a refusal."""
        return self.status == "answered"
