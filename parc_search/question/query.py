"""A question understood, as a frozen value: what is asked, about which place, years and documents, and of what kind."""

from dataclasses import dataclass, field, replace

from ingest.language.fold import fold
from parc_search.question.asked.focus import Focus
from parc_search.question.asked.kind_model import KINDS
from parc_search.question.attributes import AskedAttribute
from parc_search.question.named_documents import NamedDocument
from parc_search.question.years import YearMention
from parc_search.results import Interpretation, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSide:
    """One side of a comparison: the documents it lies in, and the years it is about."""

    sources: tuple[str, ...]
    mentions: tuple[YearMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question understood. `kinds` are the kinds of answer it may ask for, the likeliest first.

    `reading` is the question in Vietnamese with diacritics and without abbreviations, `text` what is searched for;
    `content` are the folded terms of its subject; `subject` has them in order, with gaps for what was left out.
    `sources` limits the search (empty: all documents); `mentions` are the years asked for, `fits` says by source how
    well its document's years fit each of them. `compared` are the sides of a comparison. `reply` answers what is said
    to the program itself; `attribute` is what is asked of a document itself, `named` the documents named by number.
    `chances` are those of each kind of answer in the order of KINDS, learned; `focus` says where the question asks;
    `is_kind_given` says that the reader chose the kind, so that no other is looked for.
    """

    question: str
    reading: str
    text: str
    kinds: tuple[str, ...]
    role: str
    content: tuple[str, ...]
    subject: tuple[str, ...]
    scope: Scope
    sources: tuple[str, ...] = ()
    mentions: tuple[YearMention, ...] = ()
    fits: tuple[tuple[str, tuple[float, ...]], ...] = ()
    foreign_places: tuple[str, ...] = ()
    compared: tuple[ComparisonSide, ...] = ()
    is_english: bool = False
    is_order_only: bool = False
    is_of_other_things: bool = False
    is_side: bool = False
    english: str | None = field(default=None)
    reply: str | None = None
    attribute: AskedAttribute | None = None
    named: tuple[NamedDocument, ...] = ()
    chances: tuple[float, ...] = ()
    focus: Focus = field(default=Focus())
    is_kind_given: bool = False

    @property
    def folded(self) -> str:
        """The words that were understood, folded, and behind them an English question as it was asked."""
        return fold(f"{self.reading} {self.english or ''}")

    @property
    def kind(self) -> str:
        """The likeliest kind."""
        return self.kinds[0]

    @property
    def best_fits(self) -> tuple[float, ...]:
        """For each mention of years, the best fit of any document in scope."""
        return tuple(max((own[at] for _, own in self.fits), default=0.0) for at in range(len(self.mentions)))

    def about(self, side: ComparisonSide) -> "Query":
        """The question about one side of its comparison, without the word that compares."""
        kinds = tuple(kind for kind in self.kinds if kind != "compare") or ("target",)
        kept = [at for at, mention in enumerate(self.mentions) if mention in side.mentions]
        fits = tuple((source, tuple(own[at] for at in kept)) for source, own in self.fits if source in side.sources)
        mentions = tuple(self.mentions[at] for at in kept)
        return replace(
            self,
            kinds=kinds,
            chances=certain_of(kinds[0]),
            compared=(),
            sources=side.sources,
            mentions=mentions,
            fits=fits,
            is_side=True,
        )

    @property
    def interpretation(self) -> Interpretation:
        """What to tell the reader of how the question was read; an English one as it was asked."""
        return Interpretation(question=self.english or self.reading, scope=self.scope)


def certain_of(kind: str) -> tuple[float, ...]:
    """The chances of the kinds where it is known which one is asked for."""
    return tuple(float(kind == other) for other in KINDS)
