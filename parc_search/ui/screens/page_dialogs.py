"""The dialogs over a page: choosing between two readings of it, and setting words right by hand.

A dialog is drawn by itself at each click in it, long after the screen behind it; so each asks first who acts now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from index.store.file_store import Originals
from index.store.page_history import CorrectedWord, FormerPage
from ingest.documents import Document, Page, Span
from ingest.errors import NotAllowed, ParcError, UsageError
from ingest.ocr.multi_scale import Choice, Proposal, all_new
from ingest.ocr.page_alignment import aligned
from parc_search.access import MANAGER, Person, Who, require
from parc_search.documents.page_records import sha256
from parc_search.documents.rereading import Chosen, PageRequest, WordChange
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.document_cards import hint
from parc_search.ui.components.markup import draw, spoken, text
from parc_search.ui.components.page_changes import place_panel, proposal_panel
from parc_search.ui.ingest.queue import Intake
from parc_search.ui.state.formats import number_text

PLACES_A_STEP = 20
_MOST_LABEL_CHARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDesk:
    """What pages need: their files, what they were before they changed, where that is queued, and who acts.

    `person` is for whom the screen is drawn, `who` says who acts at the moment of a click.
    """

    originals: Originals
    former: Callable[[str], Mapping[int, FormerPage]]
    words: Callable[[str], Sequence[CorrectedWord]]
    intake: Intake
    person: Person
    who: Who

    def is_queued(self, source: str, page_no: int) -> bool:
        """Whether the page waits to be read again, or is being read."""
        asked = [state.page for state in self.intake.states() if state.page is not None and not state.is_final]
        return any((page.source, page.page_no) == (source, page_no) for page in asked)

    def submit(self, source: str, page_no: int, *, undo: bool = False) -> None:
        """Queues a page to be read again or put back, at the word of who acts now."""
        manager = require(self.who, MANAGER)
        self.intake.submit_page(PageRequest(source=source, page_no=page_no, by=manager.address, undo=undo))


@st.dialog(messages.CHOOSE_TITLE, width="large", on_dismiss="rerun")
def choose(desk: PageDesk, document: Document, page: Page) -> None:
    """Shows where a new reading of the page differs, and stores what is chosen; nothing is stored before."""
    if not _is_manager(desk.who):
        return
    source, number = document.source, page.page_no or 1
    present = document.raw.text[page.start : page.end]
    proposal = desk.intake.proposal(source, number)
    if proposal is None or proposal.was_sha256 != sha256(present):
        draw(cards.notice(messages.PROPOSED_GONE if proposal is None else messages.PROPOSED_STALE))
        return
    draw(hint(_summary(proposal)))
    if proposal.is_whole:
        draw(hint(messages.CHOOSE_WHOLE))
    way = st.radio(
        messages.CHOOSE_WAY, list(messages.CHOOSE_WAYS), index=int(proposal.is_whole), horizontal=True,
        format_func=messages.CHOOSE_WAYS.__getitem__, key=f"choose-way-{proposal.was_sha256}",
    )  # fmt: skip
    if way == "new":
        draw(hint(messages.CHOOSE_NEW_LEAD))
        draw(proposal_panel(proposal.places))
        choice = all_new(proposal)
    else:
        choice = Choice(takes=_chosen_places(proposal, present))
    count = messages.CHOOSE_SAVE_N.format(n=number_text(len(choice.takes)), all=number_text(len(proposal.places)))
    draw(text(count, "meta", "p"))
    with st.container(horizontal=True):
        if st.button(messages.CHOOSE_SAVE, type="primary", key="choose-save"):
            try:
                manager = require(desk.who, MANAGER)
                chosen = Chosen(proposal=proposal, choice=choice)
                desk.intake.submit_page(PageRequest(source=source, page_no=number, by=manager.address, chosen=chosen))
            except ParcError as error:
                draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
                return
            st.rerun()
        if st.button(messages.PROPOSED_DROP, key="choose-drop"):
            desk.intake.drop_proposal(source, number)
            st.rerun()


@st.dialog(messages.WORDS_TITLE, width="large", on_dismiss="rerun")
def correct_words(desk: PageDesk, document: Document, page: Page) -> None:
    """Lets a manager type a line of the page as it stands on its picture; the words that differ are set right."""
    if not _is_manager(desk.who):
        return
    source, number = document.source, page.page_no or 1
    draw(hint(messages.WORDS_LEAD))
    lines = _lines(document.raw.text[page.start : page.end])
    if not lines:
        draw(cards.notice(messages.WORDS_NO_LINES))
        return
    present = document.raw.text[page.start : page.end]
    doubts = [(span.start - page.start, span.end - page.start) for span in page.doubts]

    def label(line: Span) -> str:
        said = present[line.start : line.end]
        is_doubtful = any(start < line.end and line.start < end for start, end in doubts)
        return messages.WORDS_LINE_DOUBT.format(line=said) if is_doubtful else said

    line = st.selectbox(messages.WORDS_LINE, lines, format_func=label, key=f"words-line-{number}")
    typed = st.text_area(
        messages.WORDS_NOW, present[line.start : line.end], key=f"words-now-{number}-{line.start}", height=80
    )
    changes = word_changes(present, line, typed)
    if changes:
        said = (messages.WORDS_ONE.format(was=change.was, now=change.now) for change in changes)
        draw(text(f"{messages.WORDS_HEAD} {'; '.join(said)}", "meta", "p"))
    fault = st.empty()  # over the button, which stays in sight
    if not st.button(messages.WORDS_SAVE, type="primary", key="words-save"):
        return
    try:
        manager = require(desk.who, MANAGER)
        if not typed.split():
            raise UsageError(messages.WORDS_EMPTY)
        if not changes:
            raise UsageError(messages.WORDS_SAME)
        desk.intake.submit_page(PageRequest(source=source, page_no=number, by=manager.address, words=changes))
    except ParcError as error:
        with fault:
            draw(spoken(str(error), "field-error"))
        return
    st.rerun()


def word_changes(present: str, line: Span, typed: str) -> tuple[WordChange, ...]:
    """The words of a line that were typed otherwise; a word put in or left out changes with the one beside it."""
    was, now = present[line.start : line.end], " ".join(typed.split())
    if not now:
        return ()
    side = aligned(was, now)
    changes: list[tuple[Span, Span]] = []
    for place in side.differences:
        first, last, first_new, last_new = place.first_old, place.last_old, place.first_new, place.last_new
        if first == last or first_new == last_new:
            if first and first_new:
                first, first_new = first - 1, first_new - 1
            else:
                last, last_new = last + 1, last_new + 1
        old = Span(start=side.old_words[first].start, end=side.old_words[last - 1].end)
        new = Span(start=side.new_words[first_new].start, end=side.new_words[last_new - 1].end)
        if changes and changes[-1][0].end > old.start:  # both took the word between them
            before = changes.pop()
            old, new = Span(start=before[0].start, end=old.end), Span(start=before[1].start, end=new.end)
        changes.append((old, new))
    return tuple(
        WordChange(
            at=Span(start=line.start + old.start, end=line.start + old.end),
            was=was[old.start : old.end],
            now=now[new.start : new.end],
        )
        for old, new in changes
    )


def _chosen_places(proposal: Proposal, present: str) -> tuple[int, ...]:
    """Draws the places one by one with a choice each; the numbers of those that take the new words."""
    session = st.session_state
    key = f"choose-picks-{proposal.was_sha256}"
    picks: dict[int, bool] = session.setdefault(
        key, {number: place.takes_new for number, place in enumerate(proposal.places)}
    )
    only_open = st.toggle(messages.CHOOSE_ONLY_OPEN, key="choose-only-open")
    numbers = [number for number, place in enumerate(proposal.places) if not (only_open and place.is_sure)]
    if not numbers:
        draw(text(messages.CHOOSE_NOTHING_OPEN, "meta", "p"))
    shown = session.setdefault(f"{key}-shown", PLACES_A_STEP)
    for number in numbers[:shown]:
        place = proposal.places[number]
        label = messages.CHOOSE_PLACE.format(n=number_text(number + 1), all=number_text(len(proposal.places)))
        names = {
            False: messages.CHOOSE_OLD.format(words=_short(place.was)),
            True: messages.CHOOSE_NEW.format(words=_short(place.now)),
        }
        with st.container(key=f"choose-place-{number}"):
            draw(place_panel(present, place))
            picks[number] = bool(
                st.segmented_control(
                    label, [False, True], default=picks[number], required=True, format_func=names.__getitem__,
                    key=f"{key}-{number}", label_visibility="collapsed",
                )
            )  # fmt: skip
    if shown < len(numbers) and st.button(messages.CHOOSE_MORE, key="choose-more"):
        session[f"{key}-shown"] = shown + PLACES_A_STEP
        st.rerun(scope="fragment")
    return tuple(number for number, takes_new in sorted(picks.items()) if takes_new)


def _summary(proposal: Proposal) -> str:
    open_places = sum(not place.is_sure for place in proposal.places)
    return messages.PROPOSED_SAID.format(n=number_text(len(proposal.places)), open=number_text(open_places))


def proposal_line(desk: PageDesk, source: str, number: int) -> str | None:
    """How much a reading that waits for a choice differs; None where none waits."""
    proposal = desk.intake.proposal(source, number)
    return None if proposal is None else _summary(proposal)


def _short(words: str) -> str:
    said = " ".join(words.split())
    if not said:
        return messages.CHOOSE_EMPTY
    return said if len(said) <= _MOST_LABEL_CHARS else said[: _MOST_LABEL_CHARS - 1] + "…"


def _lines(present: str) -> list[Span]:
    """The spans of the lines of a page that hold words."""
    found, at = [], 0
    for line in present.split("\n"):
        if line.strip():
            found.append(Span(start=at + len(line) - len(line.lstrip()), end=at + len(line.rstrip())))
        at += len(line) + 1
    return found


def _is_manager(who: Who) -> bool:
    """Whether who acts now keeps the documents; said in the dialog where he does not any more."""
    try:
        require(who, MANAGER)
    except NotAllowed as error:
        draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
        return False
    return True
