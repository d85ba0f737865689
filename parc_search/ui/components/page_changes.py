"""What a new reading of a page changed: both readings word by word, as pairs of what was and what is."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from index.store.page_history import FormerPage
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


def _cell(change: Change, said: str, css: str) -> tuple[str, tuple[Mark, ...]]:
    """What one reading says there with the words around it; nothing is marked where it has no words there."""
    shown = " ".join(filter(None, (change.before, said, change.after)))
    start = len(change.before) + 1 if change.before else 0
    return shown, (Mark(start=start, end=start + len(said), css=css),) if said else ()
