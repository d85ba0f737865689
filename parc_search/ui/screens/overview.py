"""Tổng quan: what a head of office looks at first; every figure leads to its rows."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from parc_search.access import Person
from parc_search.documents.task_book import Register, TaskBook
from parc_search.evidence.question_log import QuestionLog, refused_most
from parc_search.evidence.records import Entry
from parc_search.question.correction import AS_UNDERSTOOD
from parc_search.ui import messages
from parc_search.ui.access.audit_withholding import Sight, may_see
from parc_search.ui.components import cards
from parc_search.ui.components.cards import draw_empty_store
from parc_search.ui.components.markup import Html, draw, fill, text
from parc_search.ui.components.view_switch import count_shown, draw_more
from parc_search.ui.state import links, overview
from parc_search.ui.state.formats import number_text, one_line, percent_text
from parc_search.ui.state.overview import AgencyLoad, Reached
from parc_search.ui.state.target_filter import target_link
from parc_search.ui.state.task_filter import document_name

_TEMPLATE = "overview.html"
AGENCIES_SHOWN, TARGETS_SHOWN, DOCUMENTS_SHOWN, REFUSED_SHOWN = 12, 12, 10, 8
_BAR_STEPS = 20
_MEETS = {True: "good-word", False: "late", None: "meta"}


def render(book: TaskBook, log: QuestionLog, person: Person, *, open_documents: Callable[[], None] | None) -> None:
    """Draws the screen of what the person may see."""
    draw(cards.screen_head(messages.OVERVIEW_TITLE, messages.OVERVIEW_LEAD))
    register = book.register(person.groups)
    if not register.sources:
        draw_empty_store(open_documents)
        return
    today = register.stamp[2]
    labels = (messages.OVERVIEW_OVERDUE, messages.OVERVIEW_MONTH, messages.OVERVIEW_QUARTER)
    figures, loads, pairs = _counted(register)
    items = list(zip(labels, figures, ("late", "plain", "plain"), strict=True))
    draw(fill(_TEMPLATE, "figures", items=items))
    draw(text(messages.OVERVIEW_LOADS_ON.format(day=f"{today:%d/%m/%Y}"), "part", "h2"))
    if loads:
        shown = count_shown("loads", AGENCIES_SHOWN)
        draw(_load_table(loads, shown))
        draw_more("loads", shown, len(loads), AGENCIES_SHOWN)
    else:
        draw(cards.notice(messages.OVERVIEW_NO_LOADS))
    _draw_targets(register, pairs)
    _draw_documents(register)
    there = frozenset(book.register(None).sources)
    sight = Sight(groups=person.groups, there=there, visible=frozenset(register.sources))
    _draw_refused(log, person, sight)


@lru_cache(maxsize=8)
def _counted(
    register: Register,
) -> tuple[tuple[overview.Figure, ...], tuple[AgencyLoad, ...], tuple[Reached, ...]]:
    """The figures of a register, counted once."""
    metadata = {name: stored.metadata for name, stored in register.sources.items()}
    today = register.stamp[2]
    loads = overview.agency_loads(register.rows, today)
    return overview.totals(register.rows, today), loads, overview.reached(register.targets, metadata)


def _load_table(loads: Sequence[AgencyLoad], shown: int) -> Html:
    most = [max(getattr(load, name).count for load in loads) for name in ("overdue", "month", "quarter")]

    def bars(load: AgencyLoad) -> list[str]:
        counts = (load.overdue.count, load.month.count, load.quarter.count)
        return [
            f"bar w{max(1, round(_BAR_STEPS * count / top))}" if count else ""
            for count, top in zip(counts, most, strict=True)
        ]

    rows = [(load.agency or messages.AGENCY_GROUP_NONE, load, bars(load)) for load in loads[:shown]]
    return fill(_TEMPLATE, "loads", rows=rows, most=most)


def _draw_targets(register: Register, pairs: Sequence[Reached]) -> None:
    draw(text(messages.OVERVIEW_TARGETS, "part", "h2"))
    if not pairs:
        draw(cards.notice(messages.OVERVIEW_NO_TARGETS))
        return
    shown = count_shown("reached", TARGETS_SHOWN)
    draw(fill(_TEMPLATE, "reached", rows=[_pair(pair) for pair in pairs[:shown]]))
    draw_more("reached", shown, len(pairs), TARGETS_SHOWN)
    whole = sum(target.kind != "achieved" for target in register.targets)
    draw(text(messages.OVERVIEW_TARGETS_OF.format(n=number_text(len(pairs)), all=number_text(whole)), "meta", "p"))


def _pair(pair: Reached) -> dict[str, str]:
    target, achieved = pair.target, pair.achieved
    sign = messages.COMPARISON_LABELS.get(target.comparison or "", "")
    return {
        "subject": one_line(target.subject),
        "place": pair.place,
        "set": messages.OVERVIEW_FIGURE.format(value=f"{sign} {one_line(target.value)}".strip(), year=pair.set_year),
        "set_address": target_link(target),
        "reached": messages.OVERVIEW_FIGURE.format(value=one_line(achieved.value), year=pair.achieved_year),
        "reached_address": target_link(achieved),
        "meets": messages.OVERVIEW_MEETS_LABELS[pair.meets],
        "css": _MEETS[pair.meets],
    }


def _draw_documents(register: Register) -> None:
    draw(text(messages.OVERVIEW_BAD, "part", "h2"))
    bad = overview.badly_read(register.sources.values())
    if not bad:
        draw(text(messages.OVERVIEW_NO_BAD, "lead", "p"))
        return
    metadata = {name: stored.metadata for name, stored in register.sources.items()}
    shown = count_shown("bad", DOCUMENTS_SHOWN)
    rows = []
    for stored in bad[:shown]:
        said = [messages.OVERVIEW_QUALITY.format(share=percent_text(stored.quality))]
        if stored.unread_count:
            said.append(messages.OVERVIEW_UNREAD.format(n=number_text(stored.unread_count)))
        name, address = document_name(stored.source, metadata), links.source_link(stored.source, None)
        rows.append((f"{name} · {stored.source}", "; ".join(said), address, messages.OPEN_SOURCE))
    draw(fill(_TEMPLATE, "links", rows=rows))
    draw_more("bad", shown, len(bad), DOCUMENTS_SHOWN)


def _draw_refused(log: QuestionLog, person: Person, sight: Sight) -> None:
    draw(text(messages.OVERVIEW_REFUSED, "part", "h2"))
    lead = messages.OVERVIEW_REFUSED_ALL if person.may_audit else messages.OVERVIEW_REFUSED_OWN
    draw(text(lead, "lead", "p"))

    def is_seen(entry: Entry) -> bool:
        return entry.by == person.address or (person.may_audit and may_see(entry, sight))

    refused = refused_most(log.entries(), may_see=is_seen, most=REFUSED_SHOWN)
    if not refused:
        draw(text(messages.OVERVIEW_NO_REFUSED, "lead", "p"))
        return

    def tells(reason: str) -> list[str]:
        # A refusal tells of the places and years of all documents that the asker could read.
        return [one_line(reason)] if reason and person.groups is None else []

    rows = [
        (
            one_line(asked.question),
            " · ".join([messages.OVERVIEW_TIMES.format(n=number_text(asked.count)), *tells(asked.reason)]),
            links.question_link(asked.question, AS_UNDERSTOOD),
            messages.OVERVIEW_ASK,
        )
        for asked in refused
    ]
    draw(fill(_TEMPLATE, "links", rows=rows))
