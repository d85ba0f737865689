"""Kiểm toán: the audit record, newest first, whether its chain is whole, a replay, and the auditor's word."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from index.store.access_view import VisibleStore
from index.store.audit_chain import AuditRecord, Break
from index.store.store import Store
from ingest.errors import EvidenceError, ParcError
from parc_search.access import AUDITOR, Person, Who, require
from parc_search.documents.page_records import PageRecord, page_records
from parc_search.evidence.acts import EXPORTED, Act, acts, record_act
from parc_search.evidence.forms import AGREED, OBJECTED, faults, readable
from parc_search.evidence.proof import Log, log_keys
from parc_search.evidence.records import Entry, entries, flags, review
from parc_search.search import ParcSearch
from parc_search.ui import messages
from parc_search.ui.access.audit_withholding import WITHHELD, Sight, shown_entries
from parc_search.ui.components import audit_rows, cards
from parc_search.ui.components.audit_rows import AuditFilter
from parc_search.ui.components.date_field import draw_date_field
from parc_search.ui.components.markup import draw, text
from parc_search.ui.components.register_tables import TABLE_HEAD_PX, TABLE_ROW_PX, draw_exports
from parc_search.ui.state.formats import number_text

TABLE_HEIGHT_PX = 330
FLAGS_SHOWN = BREAKS_SHOWN = 5
ACTS_SHOWN = 200
_WIDTHS_PX = {
    messages.TEXT_QUESTION: 300,
    messages.TEXT_ANSWER: 175,
    messages.AUDIT_NUMBER: 50,
    messages.AUDIT_TIME: 160,
    messages.AUDIT_CHAIN: 65,
}
_NOTE = "review-note"


def render(parc: ParcSearch, person: Person, *, who: Who | None = None) -> None:
    """Draws the screen for a person; `who` says at each action who acts then, None where it is always this person."""
    draw(cards.screen_head(messages.AUDIT_TITLE, messages.AUDIT_LEAD))
    if not person.may_audit:
        draw(cards.notice(messages.NOT_YOURS_TITLE, messages.NOT_YOURS_TEXT, level="error"))
        return
    store = parc.index.store
    # What may have been tampered with is checked first, and only what can be read is taken apart.
    records = store.audit_records()
    breaks = faults(records, store.audit_breaks())
    if not records and not breaks:
        draw(cards.notice(messages.AUDIT_EMPTY, messages.AUDIT_EMPTY_TEXT))
        return
    sight = _sight(store, person)
    rows = shown_entries(tuple(reversed(entries(records))), sight)
    broken = {found.number: found.what for found in breaks}
    _draw_chain(breaks, records, {row.number for row in rows})
    reread = page_records(readable(records))
    _draw_flags(store, [row for row in rows if row.kind != WITHHELD], reread)
    _draw_reread(reread, sight)
    _draw_acts(acts(records), sight)
    if not rows:
        return
    chosen = _filters()
    shown = [row for row in rows if chosen.keeps(row)]
    cells = [audit_rows.table_cells(row, broken) for row in shown]
    with st.container(horizontal=True, vertical_alignment="center", key="audit-bar"):
        draw_exports(
            lambda: cells, shown=len(cells), all_rows=len(rows), file_name=messages.AUDIT_EXPORT_NAME,
            title=messages.AUDIT, key="audit",
            taken=partial(_write_down_export, store, who or (lambda: person), len(cells)),
        )  # fmt: skip
    if not shown:
        draw(cards.notice(messages.AUDIT_DAYS_CROSSED if chosen.is_crossed else messages.REGISTER_NONE))
        return
    table = st.dataframe(
        cells,
        height=min(TABLE_HEIGHT_PX, TABLE_HEAD_PX + TABLE_ROW_PX * len(shown)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS_PX.items()},
        key="audit-table",
        alt=messages.AUDIT_TITLE,
    )
    picked = table["selection"]["rows"]
    if picked and picked[0] < len(shown):
        row = shown[picked[0]]
        if row.number in broken:
            said = messages.AUDIT_ROW_BROKEN.format(what=messages.AUDIT_BREAKS[broken[row.number]])
            draw(cards.notice(said, level="error"))
        if row.kind == WITHHELD:
            title = messages.AUDIT_WITHHELD_TITLE.format(n=number_text(row.number))
            draw(cards.notice(title, messages.AUDIT_WITHHELD_TEXT))
            draw(cards.row_card(audit_rows.withheld_fields(row)))
            return
        _draw_row(parc, who or (lambda: person), row)
    else:
        draw(text(messages.AUDIT_CHOOSE, "lead", "p"))


def _draw_chain(breaks: Sequence[Break], records: Sequence[AuditRecord], listed: Collection[int]) -> None:
    """Says whether the chain holds; where it does not, which records it fails at, what that means, what to do."""
    if not breaks:
        said = messages.AUDIT_INTACT.format(n=number_text(len(records)), hash=records[-1].hash)
        draw(cards.notice(said, level="good"))
        return
    lines = audit_rows.break_lines(breaks, listed)
    more = len(lines) - BREAKS_SHOWN
    draw(
        cards.notice(
            messages.AUDIT_BROKEN.format(n=number_text(len(breaks))),
            *lines[:BREAKS_SHOWN],
            messages.AUDIT_BREAKS_MORE.format(n=number_text(more)) if more > 0 else "",
            messages.AUDIT_BROKEN_MEANS,
            messages.AUDIT_BROKEN_ADVICE,
            level="error",
        )
    )


def _sight(store: Store, person: Person) -> Sight:
    visible = VisibleStore(store, person.groups).sources()
    return Sight(
        groups=person.groups,
        there=frozenset(stored.source for stored in store.sources()),
        visible=frozenset(stored.source for stored in visible),
    )


def _draw_reread(reread: Sequence[PageRecord], sight: Sight) -> None:
    """Lists the pages that were read again, newest first."""
    if not reread:
        return
    with st.expander(messages.AUDIT_REREAD_TITLE.format(n=number_text(len(reread))), key="audit-reread"):
        for record in reversed(reread):
            draw(text(audit_rows.page_line(record, sight), "note-line", "p"))


def _draw_acts(done: Sequence[Act], sight: Sight) -> None:
    """Lists what was done apart from questions, newest first."""
    if not done:
        return
    with st.expander(messages.AUDIT_ACTS_TITLE.format(n=number_text(len(done))), key="audit-acts"):
        for act in reversed(done[-ACTS_SHOWN:]):
            draw(text(audit_rows.act_line(act, sight), "note-line", "p"))


def _write_down_export(store: Store, who: Who, count: int, suffix: str) -> None:
    """Writes down that the record was taken away, before it is."""
    auditor = require(who, AUDITOR)
    record_act(store, EXPORTED, auditor.address, {"what": "audit", "form": suffix, "rows": str(count)})


def _draw_flags(store: Store, rows: Sequence[Entry], reread: Sequence[PageRecord]) -> None:
    """Says which recorded answers no longer have their quotes."""
    texts = {stored.source: store.source_text(stored.source) for stored in store.sources()}
    flagged = flags(rows, texts, reread=reread)
    if not flagged:
        return
    lines = [
        messages.AUDIT_FLAG.format(n=number_text(flag.number), source=flag.source, what=messages.AUDIT_FLAGS[flag.what])
        for flag in flagged[:FLAGS_SHOWN]
    ]
    if len(flagged) > FLAGS_SHOWN:
        lines.append(messages.AUDIT_FLAGS_MORE.format(n=number_text(len(flagged) - FLAGS_SHOWN)))
    draw(cards.notice(messages.AUDIT_FLAGS_TITLE.format(n=number_text(len(flagged))), *lines, level="error"))


def _filters() -> AuditFilter:
    with st.container(key="filters-audit"):
        columns = st.columns([2, 1.2, 1.2, 1, 1])
        wanted = columns[0].text_input(messages.FILTER_WORDS, key="audit-words")
        outcome = columns[1].selectbox(
            messages.AUDIT_OUTCOME, ["", *messages.AUDIT_OUTCOMES], key="audit-outcome",
            format_func=lambda name: messages.AUDIT_OUTCOMES.get(name, messages.FILTER_ANY),
        )  # fmt: skip
        state = columns[2].selectbox(
            messages.AUDIT_STATE, ["", *messages.AUDIT_STATES], key="audit-state",
            format_func=lambda name: messages.AUDIT_STATES.get(name, messages.FILTER_ANY),
        )  # fmt: skip
        since = draw_date_field(columns[3], messages.AUDIT_SINCE, key="audit-since")
        until = draw_date_field(columns[4], messages.AUDIT_UNTIL, key="audit-until")
    return AuditFilter(wanted=wanted, status=outcome, state=state, since=since, until=until)


def _draw_row(parc: ParcSearch, who: Who, row: Entry) -> None:
    person = require(who, AUDITOR)
    with st.container(border=True, key="citation-audit"):
        draw(cards.row_card(audit_rows.fields(row)))
        if row.quotes:
            there = {stored.source for stored in parc.seen_by(person.groups).sources()}
            draw(audit_rows.quote_links(row, there))
        if st.button(messages.REPLAY, key="replay", icon=":material/replay:"):
            _draw_replay(parc, require(who, AUDITOR), row)
        # A refusal tells of the places and years of all documents: in full only to who may read all.
        if row.status == "answered" or person.groups is None:
            st.download_button(
                messages.EXTRACT_BUTTON, data=partial(_extract, parc, who, row.number), mime="application/pdf",
                file_name=messages.EXTRACT_FILE_NAME.format(n=row.number), on_click="ignore", key="extract",
                icon=":material/verified:",
            )  # fmt: skip
        draw(text(messages.REVIEW_TITLE, "part", "h2"))
        for said in row.reviews:
            draw(text(audit_rows.review_line(said), "note-line", "p"))
        if not row.reviews:
            draw(text(messages.REVIEW_NONE, "lead", "p"))
        key = f"{_NOTE}-{row.number}-{len(row.reviews)}"
        note = st.text_area(messages.REVIEW_NOTE, key=key, height=80)
        with st.container(horizontal=True):
            agrees = st.button(messages.REVIEW_AGREE, key="review-agree", type="primary")
            objects = st.button(messages.REVIEW_OBJECT, key="review-object")
        if objects and not note.strip():
            draw(cards.notice(messages.REVIEW_NEEDS_NOTE, level="error"))
        elif agrees or objects:
            signer = require(who, AUDITOR)
            review(parc.store, row.number, AGREED if agrees else OBJECTED, note.strip(), by=signer.address)
            st.toast(messages.REVIEW_SAVED)
            st.rerun()


def _extract(parc: ParcSearch, who: Who, number: int) -> bytes:
    """The extract of an answer, under a checkpoint that is signed now; that it was taken is written down.

    Raises:
        EvidenceError: the chain is broken, or the log does not continue what was signed.
    """
    from parc_search.evidence.quotes_today import recorded_extract  # loads slowly: only for who takes one

    auditor = require(who, AUDITOR)
    broken = parc.store.audit_breaks()
    if broken:
        raise EvidenceError(messages.AUDIT_BROKEN.format(n=number_text(len(broken))))
    log = Log(parc.store.audit_records(), log_keys(parc.settings.audit_key_folder))
    pdf = recorded_extract(parc.store, number, log=log, signed=log.sign(), made_at=datetime.now(UTC))
    record_act(parc.store, EXPORTED, auditor.address, {"what": "extract", "record": str(number)})
    return pdf


def _draw_replay(parc: ParcSearch, person: Person, row: Entry) -> None:
    try:
        with st.spinner(messages.SEARCHING):
            now = parc.ask(row.question, audited=False, correction=row.correction, groups=person.groups)
    except ParcError as error:
        draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
        return
    changed = audit_rows.changes(row, now)
    draw(cards.notice(messages.REPLAY_CHANGED if changed else messages.REPLAY_UNCHANGED, *changed))
