"""The months of all deadlines at a glance: a row a year, a column a month, each the way to its tasks below."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from parc_search.ui import words
from parc_search.ui.formats import number_text
from parc_search.ui.markup import Html, element, jump, text

Month = tuple[int, int]
_MONTHS = range(1, 13)


def month_of(day: date) -> Month:
    """The year and month of a day."""
    return day.year, day.month


def anchor_of(month: Month) -> str:
    """The name of a month's place on the screen."""
    year, number = month
    return f"han-{year}-{number:02d}"


def deadline_calendar(days: Sequence[date], *, today: date, linked: Collection[Month]) -> Html:
    """How many deadlines each month has, and how many lie behind and ahead; months in `linked` lead to their tasks."""
    counts = Counter(map(month_of, days))
    years = sorted({year for year, _ in counts})
    head = [text(words.CALENDAR_YEAR, "hidden"), *(text(str(number), "month-name") for number in _MONTHS)]
    titles = element("tr", *(element("th", title) for title in head))
    rows = [
        element(
            "tr",
            text(str(year), tag="th"),
            *(_cell((year, number), counts, today, linked) for number in _MONTHS),
        )
        for year in years
    ]
    past = sum(day < today for day in days)
    said = words.CALENDAR_SAID.format(past=number_text(past), ahead=number_text(len(days) - past))
    table = element("table", text(words.CALENDAR_TITLE, "hidden", "caption"), element("thead", titles),
        element("tbody", *rows))  # fmt: skip
    return element("div", text(said, "lead", "p"), table, css="parc calendar")


def _cell(month: Month, counts: Counter[Month], today: date, linked: Collection[Month]) -> Html:
    count = counts[month]
    css = "past" if month < month_of(today) else "now" if month == month_of(today) else ""
    if not count:
        return element("td", Html(""), css=f"{css} none".strip())
    year, number = month
    spoken = words.CALENDAR_CELL.format(month=f"{number:02d}/{year}", n=number_text(count))
    shown = number_text(count)
    cell = jump(anchor_of(month), shown, spoken) if month in linked else text(shown)
    return element("td", cell, css=css)
