"""Kiểm toán: the audit record, newest first, whether its chain is whole, and a replay on today's store."""

import streamlit as st

from ingest.errors import ParcError
from ingest.vietnamese.fold import fold
from parc_search.search import ParcSearch
from parc_search.ui import audit_rows, cards, words
from parc_search.ui.audit_rows import AuditRow
from parc_search.ui.formats import number_text
from parc_search.ui.markup import draw

TABLE_HEIGHT_PX = 430
_WIDTHS_PX = {words.TEXT_QUESTION: 390, words.TEXT_ANSWER: 260, words.AUDIT_NUMBER: 60, words.AUDIT_TIME: 160}


def render(parc: ParcSearch) -> None:
    """Draws the screen."""
    draw(cards.screen_head(words.AUDIT_TITLE, words.AUDIT_LEAD))
    store = parc.index.store
    records = store.audit_records()
    broken = store.verify_audit()
    if broken is not None:
        draw(cards.notice(words.AUDIT_BROKEN.format(n=number_text(broken)), level="error"))
    elif records:
        draw(cards.notice(words.AUDIT_INTACT.format(n=number_text(len(records)))))
    if not records:
        draw(cards.notice(words.AUDIT_EMPTY))
        return
    wanted = fold(st.text_input(words.FILTER_WORDS, key="audit-words").strip())
    rows = [audit_rows.audit_row(record) for record in reversed(records)]
    shown = [row for row in rows if wanted in fold(f"{row.question} {row.understood} {row.answer}")]
    if not shown:
        draw(cards.notice(words.REGISTER_NONE))
        return
    table = st.dataframe(
        [audit_rows.table_cells(row) for row in shown],
        height=min(TABLE_HEIGHT_PX, 38 + 36 * len(shown)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS_PX.items()},
        key="audit-table",
        alt=words.AUDIT_TITLE,
    )
    chosen = table["selection"]["rows"]
    if chosen and chosen[0] < len(shown):
        _draw_row(parc, shown[chosen[0]])


def _draw_row(parc: ParcSearch, row: AuditRow) -> None:
    with st.container(border=True, key="citation-audit"):
        draw(cards.row_card(audit_rows.fields(row)))
        if not st.button(words.REPLAY, key="replay", icon=":material/replay:"):
            return
        try:
            with st.spinner(words.SEARCHING):
                changed = audit_rows.changes(row, parc.ask(row.question, audited=False))
        except ParcError as error:
            draw(cards.notice(words.ERROR_TITLE, str(error), level="error"))
            return
        draw(cards.notice(words.REPLAY_CHANGED if changed else words.REPLAY_SAME, *changed))
