"""The years that a document plans for or reports on, first and last: its title names them, or its horizon does."""

import re
from datetime import date

from ingest.language.dates import without_dates, year_ranges, years_named
from ingest.language.document_numbers import document_numbers
from ingest.language.fold import fold

_HORIZON = re.compile(
    r"\b(?:muc tieu|tam nhin|dinh huong|chi tieu)\b[^.;:\n]{0,60}\bden (?:het )?nam ((?:19|20)\d\d)\b"
)
_UNTIL = re.compile(r"\bden (?:het )?nam ((?:19|20)\d\d)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_PLANS = re.compile(r"\b(ke hoach|chuong trinh|chien luoc|de an|quy hoach)\b")


def years_of(title: str, folded: str, signed_on: date | None) -> tuple[int, int] | None:
    """The years that the title names, or those from the signing to the horizon of a plan."""
    outside = _QUOTED.sub(" ", title)  # the years of a plan that the title only names go after its own
    if outside != title and (own := _named_by(outside, signed_on)):
        return own
    if found := _named_by(title, signed_on):
        return found
    if signed_on is not None and _PLANS.search(fold(title)) and not years_named(fold(title)):
        horizon = _HORIZON.search(folded)
        if horizon is not None and int(horizon.group(1)) >= signed_on.year:
            return signed_on.year, int(horizon.group(1))
    return None


def _named_by(title: str, signed_on: date | None) -> tuple[int, int] | None:
    """The years in the title, those of dates and of document numbers left out; "until 2030" begins at the signing."""
    for number in reversed(list(document_numbers(title))):
        title = f"{title[: number.start]} {title[number.end :]}"
    plain = re.sub(r"(?<=\d)\s(?=\d{1,2}\b)", "", without_dates(fold(title)))
    for first, last in year_ranges(plain):
        return first, last
    years = set(years_named(re.sub(r"\d{1,5}/(?:\d{1,2}/)?\d{4}", "", plain)))
    until = _UNTIL.search(plain)
    if until is not None and signed_on is not None and int(until.group(1)) >= signed_on.year:
        return signed_on.year, int(until.group(1))
    if len(years) == 1:
        only = min(years)
        return only, only
    return None
