"""What a reader corrects of how a question was understood: its places, years, documents, or the role it asks for.

A correction is laid over the understood query; the words of the question stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from parc_search.question.catalogue import Catalogue
from parc_search.question.query import Query, certain_of
from parc_search.question.years import YearMention, year_fit
from parc_search.results import Scope

_KIND_OF_ROLE = {"lead": "agency", "coordinate": "coordinating", "advise": "agency"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The scope and role that are meant: None (`role`: "") leaves what was understood, an empty tuple means all."""

    places: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    sources: tuple[str, ...] | None = None
    role: str = ""

    @property
    def moves_scope(self) -> bool:
        """Whether places, years or documents are corrected."""
        return any(value is not None for value in (self.places, self.years, self.sources))


AS_UNDERSTOOD = Correction()


def correction_from(said: Mapping[str, Any]) -> Correction:
    """The correction that an audit record holds."""
    lists = {name: None if said.get(name) is None else tuple(said[name]) for name in ("places", "years", "sources")}
    return Correction(**lists, role=str(said.get("role") or ""))


def corrected(query: Query, correction: Correction, catalogue: Catalogue) -> Query:
    """The query as the reader means it; what was a comparison of scopes is none in the scope that was chosen."""
    if correction.role:
        first = _KIND_OF_ROLE[correction.role]
        kinds = (first, *(kind for kind in query.kinds if kind not in (first, "compare")))
        query = replace(query, role=correction.role, kinds=kinds, chances=certain_of(first), is_kind_given=True)
    if not correction.moves_scope:
        return query
    places = query.scope.place if correction.places is None else correction.places
    sources = query.scope.sources if correction.sources is None else correction.sources
    mentions = query.mentions
    if correction.years is not None:
        mentions = tuple(YearMention(first=year, last=year, start=0, end=0) for year in correction.years)
    entries = catalogue.of_sources(sources) if sources else catalogue.of_place(places)
    fits = tuple((entry.source, tuple(year_fit(said, entry.metadata.years) for said in mentions)) for entry in entries)
    years = tuple(sorted({year for said in mentions for year in (said.first, said.last)}))
    return replace(
        query,
        kinds=tuple(kind for kind in query.kinds if kind != "compare") or ("target", "passage"),
        scope=Scope(place=places, years=years, sources=sources),
        sources=tuple(entry.source for entry in entries) if places or sources else (),
        mentions=mentions,
        fits=fits,
        foreign_places=query.foreign_places if correction.places is None else (),
        compared=(),
    )
