"""Audit entries as rows to read: which are shown, what each says, and what a replay shows otherwise today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.store.audit_chain import MISSING, Break
from ingest.language.fold import fold
from parc_search.documents.page_records import PageRecord
from parc_search.evidence.acts import Act
from parc_search.evidence.records import Entry, Review
from parc_search.results import Answer
from parc_search.ui import messages
from parc_search.ui.access.audit_withholding import WITHHELD, Sight, is_shown_page
from parc_search.ui.components.markup import Html, fill
from parc_search.ui.state.formats import local_time, number_text, percent_text, time_text
from parc_search.ui.state.links import source_link

_HASH_SHOWN_CHARS = 12
OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What an entry must have to be shown; an empty field asks for nothing.

    `status` is answered or not_found, `state` as `state_of`, `since` and `until` local days, both included.
    """

    wanted: str = ""
    status: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_crossed(self) -> bool:
        """Whether the days leave no room between them."""
        return self.since is not None and self.until is not None and self.since > self.until

    def keeps(self, entry: Entry) -> bool:
        """Whether the entry is shown."""
        day = local_time(entry.asked_at).date()
        said = f"{entry.number} {entry.question} {entry.understood} {entry.answer or ''} {entry.by} {entry.hash}"
        if entry.kind == WITHHELD and (self.wanted.strip() or self.status or self.state):
            return False  # or else the filters would tell what is withheld
        return (
            (not self.status or entry.status == self.status)
            and (not self.state or state_of(entry) == self.state)
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and fold(self.wanted.strip()) in fold(said)
        )


def state_of(entry: Entry) -> str:
    """The decision of the last review; `OPEN` where nobody has said anything."""
    return entry.reviews[-1].decision if entry.reviews else OPEN


def table_cells(entry: Entry, broken: Mapping[int, str]) -> dict[str, str]:
    """One entry as the cells of a table, by column name; where the chain is `broken`, a column says at which rows."""
    is_withheld = entry.kind == WITHHELD
    chain = {messages.AUDIT_CHAIN: messages.AUDIT_BREAKS_SHORT.get(broken.get(entry.number, ""), "")} if broken else {}
    return {
        messages.AUDIT_NUMBER: number_text(entry.number),
        **chain,
        messages.AUDIT_TIME: time_text(entry.asked_at),
        messages.TEXT_QUESTION: entry.question,
        messages.TEXT_ANSWER: messages.UNKNOWN if is_withheld else entry.answer or messages.HISTORY_NOT_FOUND,
        messages.AUDIT_QUOTES: messages.UNKNOWN if is_withheld else number_text(len(entry.quotes)),
        messages.FIELD_CONFIDENCE: percent_text(entry.confidence) if entry.answer else "",
        messages.AUDIT_STATE: messages.UNKNOWN if is_withheld else messages.AUDIT_STATES[state_of(entry)],
    }


def break_lines(breaks: Sequence[Break], listed: Collection[int]) -> list[str]:
    """What is wrong with the chain and where, neighbours of one kind together; `listed` are the rows of the table."""
    runs: list[list[Break]] = []
    for found in breaks:
        is_next = bool(runs) and (runs[-1][-1].number + 1, runs[-1][-1].what) == (found.number, found.what)
        if is_next and (runs[-1][-1].number in listed) == (found.number in listed):
            runs[-1].append(found)
        else:
            runs.append([found])
    lines = []
    for run in runs:
        first, last = number_text(run[0].number), number_text(run[-1].number)
        is_elsewhere = run[0].what != MISSING and run[0].number not in listed
        line = messages.AUDIT_BREAK_UNLISTED if is_elsewhere else messages.AUDIT_BREAK
        where = first if len(run) == 1 else f"{first}–{last}"
        lines.append(line.format(where=where, what=messages.AUDIT_BREAKS[run[0].what]))
    return lines


def fields(entry: Entry) -> list[tuple[str, str]]:
    """Everything that an entry says, as labels and values."""
    said = [
        (messages.TEXT_QUESTION, entry.question),
        (messages.UNDERSTOOD_QUESTION, entry.understood),
        (messages.UNDERSTOOD_KIND, messages.KIND_LABELS.get(entry.kind, entry.kind)),
        (messages.TEXT_ANSWER, entry.answer or messages.HISTORY_NOT_FOUND),
        (messages.TEXT_REASON, entry.reason or ""),
        (messages.AUDIT_TIME, time_text(entry.asked_at)),
        (messages.AUDIT_BY, entry.by),
        (messages.AUDIT_REVISION, number_text(entry.revision)),
        (messages.AUDIT_HASH, entry.hash),
    ]
    said += [
        (messages.AUDIT_QUOTE.format(n=n), messages.AUDIT_QUOTE_PLACE.format(
            source=quote.source, start=number_text(quote.span.start), end=number_text(quote.span.end),
            sha=quote.sha256[:_HASH_SHOWN_CHARS],
        ))
        for n, quote in enumerate(entry.quotes, start=1)
    ]  # fmt: skip
    return [(label, value) for label, value in said if value]


def withheld_fields(entry: Entry) -> list[tuple[str, str]]:
    """All that is shown of an entry that is withheld: when it was written, and its hash."""
    return [(messages.AUDIT_TIME, time_text(entry.asked_at)), (messages.AUDIT_HASH, entry.hash)]


def quote_links(entry: Entry, there: Collection[str]) -> Html:
    """The way to the place of each recorded quote whose document is still `there`."""
    ways = [
        (source_link(quote.source, quote.span), messages.AUDIT_QUOTE_OPEN.format(n=n))
        for n, quote in enumerate(entry.quotes, start=1)
        if quote.source in there
    ]
    return fill("parts.html", "links", ways=ways)


def changes(entry: Entry, now: Answer) -> list[str]:
    """What is not as recorded when the question is asked today; nothing when all is the same."""
    found = []
    if (entry.answer or "") != (now.answer or ""):
        found.append(
            messages.REPLAY_ANSWER.format(
                was=entry.answer or messages.HISTORY_NOT_FOUND, now=now.answer or messages.HISTORY_NOT_FOUND
            )
        )
    was = {(quote.source, quote.span, quote.sha256) for quote in entry.quotes}
    are = {(citation.source, citation.span, citation.passage_hash) for citation in now.citations}
    if was != are:
        found.append(messages.REPLAY_QUOTES.format(gone=number_text(len(was - are)), new=number_text(len(are - was))))
    return found


def review_line(review: Review) -> str:
    """The decision, who made it and when, and the note."""
    said = messages.REVIEW_LINE.format(
        decision=messages.AUDIT_STATES[review.decision],
        by=review.by or messages.REVIEW_BY_NOBODY,
        time=time_text(review.at),
    )
    return f"{said} {review.note}".strip()


def act_line(act: Act, sight: Sight) -> str:
    """One act: when, by whom, what, and to which documents, if he may know of them."""
    number, time = number_text(act.number), time_text(act.at)
    if not all(sight.may_read(source, act.kept_for.get(source, ())) for source in act.sources):
        return messages.AUDIT_ACT_WITHHELD.format(n=number, time=time)
    details = "; ".join(
        f"{messages.ACT_DETAILS.get(name, name)}: {messages.ACT_VALUES.get(value, value)}"
        for name, value in sorted(act.what.items())
    )
    return messages.AUDIT_ACT_LINE.format(
        n=number,
        time=time,
        by=act.by or messages.REVIEW_BY_NOBODY,
        act=messages.ACTS.get(act.act, act.act),
        what=", ".join(filter(None, (*act.sources, details))) or messages.UNKNOWN,
    )


def page_line(record: PageRecord, sight: Sight) -> str:
    """One page that was read again: when, by whom, which page, and what came of it, if he may know of it."""
    if not is_shown_page(record, sight):
        return messages.AUDIT_REREAD_WITHHELD.format(n=number_text(record.number), time=time_text(record.at))
    said = messages.AUDIT_REREAD_LINE.format(
        n=number_text(record.number),
        time=time_text(record.at),
        page=number_text(record.page_no),
        source=record.source,
        outcome=messages.STAGES[record.outcome],
        was=percent_text(record.was_quality),
        now=percent_text(record.now_quality),
    )
    if record.changed or record.against:
        form = messages.AUDIT_REREAD_AGAINST if record.against else messages.AUDIT_REREAD_CHANGED
        said += form.format(n=number_text(record.changed), against=number_text(record.against))
    return said + (messages.REREAD_BY.format(by=record.by) if record.by else "")
