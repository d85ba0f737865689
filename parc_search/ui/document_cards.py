"""Documents, removals and uploads as HTML cards: pure functions from what is stored to what is shown."""

from collections.abc import Sequence
from datetime import datetime

from index.store.source_info import StoredSource
from ingest.documents import Page
from ingest.language.fold import fold
from parc_search.ui import words
from parc_search.ui.cards import document_line, field_list, quality_badge
from parc_search.ui.formats import date_text, number_text, percent_text, years_text
from parc_search.ui.intake import STORED_STAGES, FileState, Forecast
from parc_search.ui.markup import Html, element, join, text

_MINUTE_S = 60


def summary(sources: Sequence[StoredSource]) -> str:
    """How much is loaded, on one line."""
    return words.DOCUMENTS_SUMMARY.format(
        documents=number_text(len(sources)),
        passages=number_text(sum(stored.passage_count for stored in sources)),
        tasks=number_text(sum(stored.task_count for stored in sources)),
        targets=number_text(sum(stored.target_count for stored in sources)),
    )


def document_card(stored: StoredSource) -> Html:
    """One document: what it is, what was made of it, and how well it reads."""
    metadata = stored.metadata
    fields = [
        (words.DOCUMENT_PLACE, ", ".join(metadata.place) or words.UNKNOWN),
        (words.DOCUMENT_YEARS, years_text(metadata.years)),
        (words.DOCUMENT_SIZE, pages_text(stored)),
        (words.DOCUMENT_MADE, counts_text(stored)),
    ]
    added = date_text(datetime.fromisoformat(stored.added_at).astimezone().date())
    marks = [text(words.CORRECTED_MARK, "badge plain")] if stored.corrected else []
    if stored.groups:
        marks.append(text(words.RESTRICTED_MARK.format(groups=", ".join(stored.groups)), "badge plain"))
    return element(
        "article",
        element(
            "header",
            element("div", document_line(metadata, stored.source), css="document"),
            join(marks),
            quality_badge(stored.quality),
        ),
        field_list(fields),
        element("footer", text(stored.source, "file"), text(words.DOCUMENT_ADDED.format(day=added))),
        css="parc citation stored",
    )


def pages_text(stored: StoredSource) -> str:
    """The number of pages, or that there are none."""
    if stored.page_count is None:
        return words.DOCUMENT_UNPAGED
    return words.DOCUMENT_PAGES.format(n=number_text(stored.page_count))


def counts_text(stored: StoredSource) -> str:
    """How many passages and register rows the document gave."""
    return words.DOCUMENT_COUNTS.format(
        passages=number_text(stored.passage_count),
        tasks=number_text(stored.task_count),
        targets=number_text(stored.target_count),
    )


def page_label(page: Page) -> str:
    """A page by its number, with how well it reads."""
    quality = percent_text(page.quality) if page.end > page.start else words.PAGE_QUALITY_NONE
    return words.PAGES_STRIP_ALT.format(page=page.page_no, quality=quality)


def matching(sources: Sequence[StoredSource], wanted: str) -> list[StoredSource]:
    """The documents whose name, title, number or issuer holds the wanted words, diacritics aside."""
    needle = fold(wanted.strip())
    shown = []
    for stored in sources:
        metadata = stored.metadata
        said = " ".join(filter(None, (stored.source, metadata.title, metadata.number, metadata.issuer)))
        if needle in fold(said):
            shown.append(stored)
    return shown


def removed_line(source: str) -> Html:
    """That this document was just removed."""
    return element("p", text(words.REMOVED), Html(" "), text(source, "file"), css="parc removed")


def removal_question(stored: StoredSource) -> Html:
    """What goes when the document goes."""
    name = element("div", document_line(stored.metadata, stored.source), text(stored.source, "file"))
    goes = [
        line.format(n=number_text(count)) for line, field in words.REMOVE_LINES if (count := getattr(stored, field))
    ]
    goes += [words.REMOVE_CORRECTIONS] if stored.corrected else []
    goes += [words.REMOVE_ORIGINAL] if stored.page_count is not None else []
    listed = element("ul", *(text(line, tag="li") for line in goes), css="goes")
    return element(
        "div", name, text(words.REMOVE_GOES, "label", "p"), listed, text(words.REMOVE_AFTER, tag="p"), css="parc"
    )


def hint(line: str) -> Html:
    """A quiet line beside a widget."""
    return text(line, "lead small", "p")


def progress(states: Sequence[FileState], forecast: Forecast, *, is_running: bool) -> Html:
    """Each file with the stage it is in, and why it failed if it did; how long the rest may take."""
    finished = sum(state.is_final for state in states)
    stored = sum(state.stage in STORED_STAGES for state in states)
    of_files, of_pages = (words.UPLOAD_PROGRESS, words.UPLOAD_DONE), (words.PAGES_PROGRESS, words.PAGES_DONE)
    while_running, afterwards = of_pages if all(state.page for state in states) else of_files
    title = (while_running if is_running else afterwards).format(
        done=finished if is_running else stored, all=len(states)
    )
    rows = [
        element(
            "li",
            text(state.name, "file"),
            text(_stage_text(state), f"stage {state.stage}"),
            *(text(line, "why", "div") for line in state.message.splitlines()),
        )
        for state in states
    ]
    left = text(_time_left(forecast.seconds_left), "meta", "p") if is_running else Html("")
    return element("section", text(title, tag="h2"), left, element("ul", join(rows)), css="parc intake")


def _stage_text(state: FileState) -> str:
    stage = words.STAGES.get(state.stage, state.stage)
    if not state.total:
        return stage
    return words.STAGE_PART.format(stage=stage, done=number_text(state.done), total=number_text(state.total))


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return words.TIME_LEFT_UNKNOWN
    if seconds < _MINUTE_S:
        time = words.SECONDS.format(n=number_text(max(1, seconds)))
    else:
        time = words.MINUTES.format(n=number_text(seconds / _MINUTE_S))
    return words.TIME_LEFT.format(time=time)
