"""Which candidate may be shown: inside what was asked, its citations checked, and sure enough.

A candidate outside the place or years of the question ends the search: what is less likely is no better witness. The
passage of an amount must have the names and months of the question: a figure of something else is no answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.documents import Passage
from ingest.language.fold import fold
from ingest.language.syllables import share_of_syllables
from parc_search import messages
from parc_search.answering.candidates import Choice, agree, choices, rivals
from parc_search.answering.confidence import CERTAIN, confidence
from parc_search.answering.confidence import model as learned
from parc_search.answering.extract.agency import joined
from parc_search.answering.extract.finding import AMOUNT_KINDS
from parc_search.answering.kind_candidates import choices_of_kind
from parc_search.answering.kind_confidence import confidence as kind_confidence
from parc_search.answering.kind_confidence import model
from parc_search.citing.citations import cite, supports, verdict
from parc_search.citing.quotes import Verdict
from parc_search.question.query import Query
from parc_search.question.years import (
    EXACT,
    YearMention,
    is_named_alone,
    is_named_only_as_horizon,
    names,
    without_compared,
    without_gaps,
)
from parc_search.ranking.match import passage_terms, subject_of
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Citation
from parc_search.text.terms import ABBREVIATIONS, deletions, terms

LEAST_READABLE = 0.6  # The share of possible syllables in a reading; under it a reader makes nothing of it either.
_PLAN_OF_YEAR = re.compile(
    r"\b(?:ke hoach|bao cao)(?: (?:cchc|cai cach hanh chinh|cai cach hanh chinh nha nuoc))?(?: cua \w+(?: \w+){0,3})?"
    r"(?: rieng)?(?: cua| cho)?(?: (?:giai doan|nam))?\s*$"
)
# A plan may cite another year's plan by its number.
_OF_OTHER_PLANS = frozenset({"legal_basis"})
# "3. Trong năm 2019, các chỉ số …": all that follows is of that year.
_OPENING_YEAR = re.compile(r"[\W\d]{0,8}(?:(?:trong|tinh den|tu dau) )?(?:het )?(?:ca )?nam ((?:19|20)\d\d)\b")
_REPORTED = frozenset({"target", "figure"})
_SECOND_HALF = re.compile(r"\b(?:(?:6|sau) thang|nua) cuoi (?:nam|cua nam)?")
# An answer is cited from so many places at most; a place that says the same counts from this share of likelihood on.
MOST_CITATIONS = 3
LEAST_WITNESS = 0.5
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)")
_NAME = re.compile(r"\b[A-Z]{3,}\b|\b(?:\d+[A-Z]|[A-Z]\d+)\b")
# "đến tháng 6/2020" and "báo cáo tháng 6/2020" tell up to when a report goes.
_MONTH = re.compile(r"(?<!den )(?<!toi )(?<!bao cao )(?<!het )(?<!cuoi )\bthang (\d{1,2})\b(?!\s*(?:thang|dau|cuoi))")
_QUARTER = re.compile(r"\bquy ([ivx]+|\d)\b")
_DAY_OR_MONTH = re.compile(r"(?:\b\d{1,2}\s*/\s*)?\b(\d{1,2})\s*/\s*(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A choice with its confidence, citations and their verdicts; citations that failed are left out of `citations`."""

    choice: Choice
    confidence: float
    citations: tuple[Citation, ...]
    verdicts: tuple[Verdict, ...]


def judge(query: Query, ranked: Sequence[RankedPassage], library: Snapshot) -> tuple[Judged | None, str]:
    """The likeliest choice whose citations hold, if it is sure enough; else None and the reason why there is none.

    First among everything that the passages offer, where the learned choice is sure; then among what the extractors
    of the asked kind find. A side of a comparison, and a kind that its reader chose, are for the extractors alone.
    """
    subject = subject_of(query, library)
    if not (query.is_side or query.is_kind_given):
        judged, _ = _judged(query, choices(query, ranked, subject, library), library, least=learned().threshold)
        if judged is not None:
            return judged, ""
    found = choices_of_kind(query, ranked, subject, library)
    if not found:
        return None, _reason_without_finding(query, ranked, library)
    return _judged(query, found, library, least=model().side_threshold if query.is_side else model().threshold)


def _judged(query: Query, found: Sequence[Choice], library: Snapshot, *, least: float) -> tuple[Judged | None, str]:
    for place, one in enumerate(found):
        choice = borne_out(one, library)
        if outside := out_of_scope(query, choice, library):
            return None, outside  # what is less likely is no better a witness for another place or year
        checked = with_citations(choice, library)
        if checked is None:
            continue
        sure = _sure(choice, found[place + 1 :])
        if sure < least:
            return None, _reason_unsure(choice)
        citations, verdicts = _with_witnesses(query, choice, checked, found[place + 1 :], library)
        return Judged(choice=choice, confidence=sure, citations=citations, verdicts=verdicts), ""
    return None, _reason_unsure(found[0]) if found else ""


def with_citations(choice: Choice, library: Snapshot) -> tuple[tuple[Citation, ...], tuple[Verdict, ...]] | None:
    """The choice's good citations and every verdict; None where they do not bear its values."""
    finding = choice.finding
    tried = cite(finding.source, finding.spans, library)
    verdicts = tuple(verdict(citation, library) for citation in tried)
    good = tuple(citation for citation, found in zip(tried, verdicts, strict=True) if found.is_good)
    if not good or not supports(good, finding.values, finding.value):
        return None
    return renumbered(good), verdicts


def borne_out(choice: Choice, library: Snapshot) -> Choice:
    """The choice without the agencies that none of its quotes names; unchanged where none or all are named.

    A register row read from a jumbled table may hold a name of the row beside it; the others are still right.
    """
    finding = choice.finding
    if finding.kind not in ("agency", "coordinating") or len(finding.values) < 2:
        return choice
    quotes = cite(finding.source, finding.spans, library)
    kept = tuple(value for value in finding.values if supports(quotes, (value,)))
    if not kept or kept == finding.values:
        return choice
    return replace(choice, finding=replace(finding, value=joined(kept), values=kept))


def out_of_scope(query: Query, choice: Choice, library: Snapshot) -> str:
    """The reason why the choice is outside what was asked; empty where it is inside."""
    passage = choice.evidence.passage
    said = fold(" ".join((passage.reading, passage.text, *passage.path)))
    for place in query.foreign_places:
        if fold(place) not in said:
            places = ", ".join(library.catalogue.places)
            return messages.NO_SUCH_PLACE.format(place=place, places=places)
    if choice.finding.kind in AMOUNT_KINDS and lacks_a_name(library.catalogue.without_places(query.question), passage):
        return messages.DOCUMENTS_DO_NOT_SAY
    compact = without_compared(without_gaps(f"{passage.reading} {passage.text}"))
    if choice.finding.kind in _REPORTED and _SECOND_HALF.search(fold(query.reading)) and not _SECOND_HALF.search(said):
        return messages.NO_SUCH_PART
    if choice.finding.kind in AMOUNT_KINDS and not months_are_told(fold(query.reading), said):
        return messages.NO_SUCH_MONTH
    own = dict(query.fits).get(passage.source, (0.0,) * len(query.mentions))
    folded = fold(query.question)
    for mention, fit, best in zip(query.mentions, own, query.best_fits, strict=True):
        of_no_plan = best < EXACT and choice.finding.kind not in _OF_OTHER_PLANS and names_a_plan(folded, mention)
        if of_no_plan and (not names(mention, compact) or _is_other_plan(choice, mention, compact)):
            return _no_such_year(mention, library)
        cites_a_plan = choice.finding.kind in _OF_OTHER_PLANS and best < EXACT and names_a_plan(folded, mention)
        if cites_a_plan and not is_named_alone(mention, compact):
            return _no_such_year(mention, library)  # "2021-2025" names no plan of 2025
        if fit < EXACT and _is_set_for_other_years(choice, query):
            return _no_such_year(mention, library)
        if _opens_in_another_year(choice, mention) or (best < EXACT and _is_of_another_time(choice, mention)):
            return _no_such_year(mention, library)
        needed = best == 0.0 or (choice.finding.kind == "legal_basis" and fit < EXACT and not mention.is_horizon)
        # What one year's report counts is no other year's figure, though another document is of that year.
        needed = needed or (choice.finding.kind in AMOUNT_KINDS and fit == 0.0 and _has_years(passage.source, library))
        if needed and not names(mention, compact):
            return _no_such_year(mention, library)
    return ""


def names_a_plan(folded_question: str, mention: YearMention) -> bool:
    """Whether the question names its document by the years: "kế hoạch CCHC năm 2023"; then that document must exist."""
    return _PLAN_OF_YEAR.search(folded_question[: mention.start]) is not None


def renumbered(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations numbered from 1 in their order."""
    return tuple(replace(citation, n=n) for n, citation in enumerate(citations, start=1))


def lacks_a_name(question: str, passage: Passage) -> bool:
    """Whether the question names an index or the like ("SIPAS", "6G") that the passage does not, not even misread."""
    if question.upper() == question:
        return False
    found = passage_terms(passage, "").whole
    near = frozenset(form for term in found for form in deletions(term))
    asked = [name.lower() for name in _NAME.findall(question) if name.lower() not in ABBREVIATIONS]
    return any(near.isdisjoint(deletions(term)) for name in asked for term in terms(name))


def months_are_told(folded_question: str, folded: str) -> bool:
    """Whether a text tells of each month and quarter that the question asks of: a figure of half a year is of none."""
    if any(quarter not in _QUARTER.findall(folded) for quarter in _QUARTER.findall(folded_question)):
        return False
    asked = {int(month) for month in _MONTH.findall(folded_question)}
    told = {int(month) for month in _MONTH.findall(folded)}
    told |= {int(month) for month in _DAY_OR_MONTH.findall(folded)}
    return asked <= told


def _with_witnesses(
    query: Query,
    choice: Choice,
    checked: tuple[tuple[Citation, ...], tuple[Verdict, ...]],
    others: Sequence[Choice],
    library: Snapshot,
) -> tuple[tuple[Citation, ...], tuple[Verdict, ...]]:
    """The citations of a choice, and behind them where else the documents say the same, with all verdicts."""
    citations, verdicts = checked
    for other in others:
        if len(citations) >= MOST_CITATIONS:
            break
        likely = other.likelihood >= LEAST_WITNESS * choice.likelihood
        if not likely or not agree(choice.finding, other.finding) or out_of_scope(query, other, library):
            continue
        again = with_citations(other, library)
        if again is None or any(_overlap(one, again[0][0]) for one in citations):
            continue
        citations, verdicts = (*citations, again[0][0]), (*verdicts, *again[1])
    return renumbered(citations), verdicts


def _overlap(one: Citation, other: Citation) -> bool:
    spans = one.span, other.span
    return one.source == other.source and spans[0].start < spans[1].end and spans[1].start < spans[0].end


def _sure(choice: Choice, others: Sequence[Choice]) -> float:
    if choice.finding.is_certain:
        return CERTAIN
    if choice.measures is not None:
        unlike = (other.likelihood for other in others if not agree(choice.finding, other.finding))
        return kind_confidence(choice.measures, own=choice.likelihood, next_best=max(unlike, default=0.0))
    assert choice.features is not None
    return confidence(choice.features, own=choice.likelihood, next_best=next_best(choice, others))


def next_best(choice: Choice, others: Sequence[Choice]) -> float:
    """The likelihood of the likeliest that says something else; `others` are those less likely, in their order."""
    return next((other.likelihood for other in others if rivals(choice.finding, other.finding)), 0.0)


def _has_years(source: str, library: Snapshot) -> bool:
    """Whether it is known which years a document is about."""
    return any(entry.metadata.years for entry in library.catalogue.of_sources((source,)))


def _is_other_plan(choice: Choice, mention: YearMention, compact: str) -> bool:
    """Whether an amount's passage names the year of a plan only as a horizon: then it is of another plan."""
    return choice.finding.kind in AMOUNT_KINDS and is_named_only_as_horizon(mention, compact)


def _is_set_for_other_years(choice: Choice, query: Query) -> bool:
    """Whether the text sets the figure for years of its own ("đến năm 2025"), and none of them is asked for."""
    years = choice.finding.years
    return bool(years) and not any(
        mention.first <= year <= mention.last for mention in query.mentions for year in years
    )


def _opens_in_another_year(choice: Choice, mention: YearMention) -> bool:
    """Whether an amount stands under another year ("Trong năm 2019, …"), and the year asked for is not named."""
    if choice.finding.kind not in _REPORTED or mention.is_horizon or mention.first != mention.last:
        return False
    reading = without_compared(without_gaps(choice.evidence.passage.reading))
    opening = _OPENING_YEAR.match(fold(reading))
    return opening is not None and int(opening.group(1)) != mention.first and not names(mention, reading)


def _is_of_another_time(choice: Choice, mention: YearMention) -> bool:
    """Whether an amount is set for a period of its own that lies apart from the years asked for."""
    if choice.finding.kind not in ("budget", "deadline") or mention.is_horizon or mention.first == mention.last:
        return False
    periods = [
        (int(found.group(1)), int(found.group(2)))
        for found in _PERIOD.finditer(without_gaps(choice.evidence.passage.reading))
    ]
    return bool(periods) and all(last < mention.first or mention.last < first for first, last in periods)


def _no_such_year(mention: YearMention, library: Snapshot) -> str:
    periods = sorted({entry.metadata.years for entry in library.catalogue.entries if entry.metadata.years})
    shown = ", ".join("-".join(dict.fromkeys(map(str, period))) for period in periods)
    asked = "-".join(dict.fromkeys((str(mention.first), str(mention.last))))
    return messages.NO_SUCH_YEAR.format(years=asked, periods=shown)


def _reason_without_finding(query: Query, ranked: Sequence[RankedPassage], library: Snapshot) -> str:
    if not ranked:
        return messages.DOCUMENTS_DO_NOT_SAY
    for mention, best in zip(query.mentions, query.best_fits, strict=True):
        if best == 0.0:
            return _no_such_year(mention, library)
    if not _is_readable(ranked[0]):
        return messages.UNREADABLE
    if query.kind in ("target", "figure"):
        return messages.NO_FIGURE
    asked = messages.ASKED_FIELDS.get(query.kind)
    return messages.NO_FIELD.format(asked=asked) if asked else messages.DOCUMENTS_DO_NOT_SAY


def _reason_unsure(choice: Choice) -> str:
    return messages.DOCUMENTS_DO_NOT_SAY if _is_readable(choice.evidence) else messages.UNREADABLE


def _is_readable(evidence: RankedPassage) -> bool:
    return share_of_syllables(evidence.passage.reading) >= LEAST_READABLE
