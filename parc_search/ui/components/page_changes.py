"""What a new reading of a page changed or would change: both readings word by word, what was and what is."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.store.page_history import CorrectedWord, FormerPage
from ingest.ocr.multi_scale import SIZES
from ingest.ocr.page_choice import Place
from parc_search.ui import messages
from parc_search.ui.components.markup import Html, Mark, fill
from parc_search.ui.state.formats import percent_text, time_text

# More changes than this are a new page: its lines stand beside the picture anyway.
MAX_SHOWN = 40
_WORDS_AROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that another reading has in place of others; `before` and `after` are the words around them."""

    before: str
    was: str
    now: str
    after: str


def changes(was: str, now: str) -> tuple[Change, ...]:
    """Where two readings of a page differ, in the order of the page; blanks and line ends do not count."""
    old, new = was.split(), now.split()
    found = []
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(
                Change(
                    before=" ".join(new[max(0, from_new - _WORDS_AROUND) : from_new]),
                    was=" ".join(old[from_old:to_old]),
                    now=" ".join(new[from_new:to_new]),
                    after=" ".join(new[to_new : to_new + _WORDS_AROUND]),
                )
            )
    return tuple(found)


def changes_panel(former: FormerPage, now: str, now_quality: float, *, names_who: bool = False) -> Html:
    """When the page was read again, by how much it reads better, and each word that changed.

    Who had it read is said only where `names_who` tells that the reader may know.
    """
    found = changes(former.text, now)
    head = messages.REREAD_SAID.format(
        at=time_text(former.at), was=percent_text(former.page.quality), now=percent_text(now_quality)
    )
    if names_who and former.by:
        head += messages.REREAD_BY.format(by=former.by)
    rows = [(_cell(change, change.was, "was"), _cell(change, change.now, "now")) for change in found[:MAX_SHOWN]]
    return fill("page_changes.html", "changes_panel", head=head, rows=rows, whole=len(found))


def place_panel(text: str, place: Place) -> Html:
    """One place of a proposal: both readings between the words around it, what each rests on, and why one is better."""
    before = " ".join(text[: place.was_at.start].split()[-_WORDS_AROUND:])
    after = " ".join(text[place.was_at.end :].split()[:_WORDS_AROUND])
    change = Change(before=before, was=" ".join(place.was.split()), now=" ".join(place.now.split()), after=after)
    said = [
        messages.PLACE_WAS.format(votes=_votes(place.was_votes, place.was_confidence)) if place.was else "",
        messages.PLACE_NOW.format(votes=_votes(place.now_votes, place.now_confidence)) if place.now else "",
        _seen(place),
        messages.PLACE_WHY[place.why],
    ]
    return fill(
        "page_changes.html",
        "place_panel",
        row=(_cell(change, change.was, "was"), _cell(change, change.now, "now")),
        said=" ".join(filter(None, said)),
        is_open=not place.is_sure,
    )


def proposal_panel(places: Sequence[Place]) -> Html:
    """All places of a proposal, without a choice."""
    rows = []
    for place in places[:MAX_SHOWN]:
        change = Change(before="", was=" ".join(place.was.split()), now=" ".join(place.now.split()), after="")
        rows.append((_cell(change, change.was, "was"), _cell(change, change.now, "now")))
    return fill("page_changes.html", "changes_panel", head="", rows=rows, whole=len(places))


def words_panel(words: Sequence[CorrectedWord], *, names_who: bool = False) -> Html:
    """The words of a page that were corrected by hand: before and after, when, and by whom where one may know."""
    lines = []
    for word in words:
        line = messages.WORDS_DONE.format(was=word.was, now=word.now, at=time_text(word.at))
        lines.append(line + (messages.REREAD_BY.format(by=word.by) if names_who and word.by else ""))
    return fill("page_changes.html", "words_panel", lines=lines)


def _votes(votes: int, confidence: float | None) -> str:
    if not votes or confidence is None:
        return messages.VOTES_NONE
    return messages.VOTES.format(votes=votes, all=len(SIZES), confidence=percent_text(confidence / 100))


def _seen(place: Place) -> str:
    if place.was_seen is None:
        return ""
    share, side = place.was_seen, messages.SEEN_OLD
    if share < 1 - share:
        share, side = 1 - share, messages.SEEN_NEW
    return messages.PLACE_SEEN.format(side=side, share=percent_text(share))


def _cell(change: Change, said: str, css: str) -> tuple[str, tuple[Mark, ...]]:
    """What one reading says there with the words around it; nothing is marked where it has no words there."""
    shown = " ".join(filter(None, (change.before, said, change.after)))
    start = len(change.before) + 1 if change.before else 0
    return shown, (Mark(start=start, end=start + len(said), css=css),) if said else ()
