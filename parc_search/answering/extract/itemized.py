"""A list whose items are passages of their own: what leads into it ("gồm:", a heading) stands above them.

The layout gives each item the words that lead into the list as its innermost heading; the first item may stand in one
passage with them. The items are quoted one by one, and the value is their openings.
"""

from collections.abc import Iterator

from ingest.documents import Passage, Span
from parc_search.answering.extract.finding import CandidateAnswer
from parc_search.answering.extract.sentences import sentences, tidy
from parc_search.ranking.match import Subject, share_of_terms
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.terms import terms

MAX_WORDS = 88
STRENGTH_ITEMIZED = 0.85
# What leads into the list must hold so much of the subject, and no less than the item that was found.
LEAST_OF_LEAD = 0.5
MOST_ITEMS = 14
_FEWEST_ITEMS = 2
_FEWEST_ITEM_WORDS = 5
# "Điều 12. " or "3.1.2. " may stand before the lead.
_MOST_LABEL_CHARS = 12


def itemized(passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The items below what leads into them, where that is what the question is about; None where there is no list."""
    around = library.in_order(passage.source)
    at = next((n for n, one in enumerate(around) if one.id == passage.id), None)
    if at is None:
        return None
    opened = _opened_by(passage, around[at + 1 :])
    lead = opened or (passage.path[-1] if passage.path else "")
    if not lead:
        return None
    held = share_of_terms(subject, terms(lead))
    if held < LEAST_OF_LEAD or (not opened and held < share_of_terms(subject, terms(passage.reading))):
        return None
    items = list(_items(lead, around))
    if not _FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
        return None
    room = max(_FEWEST_ITEM_WORDS, MAX_WORDS // len(items))
    said = [tidy(text, max_words=room) for _, text, _ in items]
    if not all(said) or sum(len(text.split()) for text in said) > MAX_WORDS:
        return None
    return CandidateAnswer(
        value="; ".join(said),
        source=passage.source,
        spans=tuple(span for _, _, span in items),
        values=tuple(said),
        strength=STRENGTH_ITEMIZED,
        kind="list",
    )


def _opened_by(passage: Passage, following: tuple[Passage, ...]) -> str:
    """The words of this passage that lead into the passages after it; empty where it leads into none."""
    if not following or not following[0].path:
        return ""
    lead = following[0].path[-1]
    return lead if _after(passage, lead) is not None else ""


def _after(passage: Passage, lead: str) -> str | None:
    """What the passage says after the lead that it opens with; None where it does not open with it."""
    said, sought = " ".join(passage.reading.split()), tidy(lead)
    at = said.find(
        sought[: max(1, min(len(sought), len(said) - _MOST_LABEL_CHARS))], 0, len(sought) + _MOST_LABEL_CHARS
    )
    if not sought or not 0 <= at <= _MOST_LABEL_CHARS:
        return None
    return said[at + len(sought) :].strip(" :;.,")


def _items(lead: str, around: tuple[Passage, ...]) -> Iterator[tuple[Passage, str, Span]]:
    """The items under a lead: each with its first sentence and what to quote; the lead's own passage may hold one."""
    for n, one in enumerate(around):
        is_under = bool(one.path) and one.path[-1] == lead
        if not is_under and around[n + 1 : n + 2] and around[n + 1].path[-1:] != (lead,):
            continue
        after = _after(one, lead)
        if is_under or after:
            said = one.reading if after is None else after
            if said:
                yield one, _first(said), Span(start=one.start, end=one.end)


def _first(text: str) -> str:
    """The first sentence of an item."""
    parts = sentences(tidy(text))
    return parts[0].text if parts else ""
