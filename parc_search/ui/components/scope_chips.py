"""What was understood of a question, as chips: each opens a choice, and choosing asks again in the new scope."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from ingest.documents import Metadata
from parc_search.question.correction import AS_UNDERSTOOD, Correction
from parc_search.results import Answer
from parc_search.ui import messages
from parc_search.ui.components.markup import draw, plain_label, text
from parc_search.ui.state.task_filter import document_name, years_of

AskAgain = Callable[[str, Correction], None]
_ROLE_OF_KIND = {"agency": "lead", "coordinating": "coordinate"}
_LONGEST_LABEL_CHARS = 34


def draw_chips(answer: Answer, laid: Correction, metadata: Mapping[str, Metadata], *, ask_again: AskAgain) -> None:
    """Draws a chip each for role, place, years and documents; `laid` is the correction that the answer has already."""
    scope = answer.interpretation.scope
    # Widgets belong to one answer: another answer's choice must not come back with the next.
    stamp = f"{abs(hash((answer.question, laid))):x}"
    with st.container(horizontal=True, vertical_alignment="center", key="chips", gap="small"):
        draw(text(messages.CHIPS_LABEL, "label"), width="content")
        role = laid.role or _ROLE_OF_KIND.get(answer.kind, "")
        with st.popover(_label(messages.KIND_LABELS.get(answer.kind, "")), key="chip-role"):
            _hint()
            st.radio(
                messages.CHIP_ROLE,
                list(messages.ROLE_LABELS),
                index=list(messages.ROLE_LABELS).index(role) if role else None,
                format_func=messages.ROLE_LABELS.__getitem__,
                key=f"role-{stamp}",
                on_change=_choose,
                args=(f"role-{stamp}", "role", answer, laid, ask_again),
            )
        places = list(dict.fromkeys(place for said in metadata.values() for place in said.place))
        with st.popover(_label(", ".join(scope.place) or messages.CHIP_PLACE_ALL), key="chip-place"):
            _hint()
            _pills(messages.UNDERSTOOD_PLACE, places, scope.place, f"places-{stamp}", "places", answer, laid, ask_again)
        years = sorted(set(scope.years).union(*(years_of(said) for said in metadata.values())))
        with st.popover(", ".join(map(str, scope.years)) or messages.CHIP_YEARS_ALL, key="chip-years"):
            _hint()
            _pills(messages.UNDERSTOOD_YEARS, years, scope.years, f"years-{stamp}", "years", answer, laid, ask_again)
        named = {source: document_name(source, metadata) for source in metadata}
        with st.popover(_sources_label(scope.sources, named), key="chip-sources"):
            _hint()
            st.multiselect(
                messages.UNDERSTOOD_SOURCES,
                list(metadata),
                list(scope.sources),
                format_func=lambda source: f"{named[source]} · {source}",
                placeholder=messages.CHIP_SOURCES_ALL,
                key=f"sources-{stamp}",
                on_change=_choose,
                args=(f"sources-{stamp}", "sources", answer, laid, ask_again),
            )
        if laid != AS_UNDERSTOOD:
            st.button(
                messages.CHIP_RESET,
                key="chip-reset",
                type="tertiary",
                icon=":material/undo:",
                on_click=ask_again,
                args=(answer.question, AS_UNDERSTOOD),
            )


def _pills(
    label: str,
    options: Sequence[str | int],
    chosen: Sequence[str | int],
    key: str,
    field: str,
    answer: Answer,
    laid: Correction,
    ask_again: AskAgain,
) -> None:
    st.pills(
        label,
        [*options, *(value for value in chosen if value not in options)],
        selection_mode="multi",
        default=list(chosen),
        format_func=lambda value: plain_label(str(value)),
        key=key,
        on_change=_choose,
        args=(key, field, answer, laid, ask_again),
    )


def _choose(key: str, field: str, answer: Answer, laid: Correction, ask_again: AskAgain) -> None:
    value = st.session_state[key]
    chosen: object = value if field == "role" else tuple(value)
    ask_again(answer.question, replace(laid, **{field: chosen}))  # type: ignore[arg-type]  # one field of a Correction


def _hint() -> None:
    draw(text(messages.CHIP_HINT, "lead small", "p"))


def _sources_label(sources: Sequence[str], named: Mapping[str, str]) -> str:
    if not sources:
        return messages.CHIP_SOURCES_ALL
    one = named.get(sources[0], sources[0])
    return _label(one) if len(sources) == 1 else messages.CHIP_SOURCES_SOME.format(n=len(sources))


def _label(said: str) -> str:
    short = said if len(said) <= _LONGEST_LABEL_CHARS else said[:_LONGEST_LABEL_CHARS].rstrip() + "…"
    return plain_label(short)
