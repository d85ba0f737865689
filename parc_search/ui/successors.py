"""Who an agency of an older document is today: only what the registry states with its source."""

from collections.abc import Sequence
from datetime import date

from ingest.gazetteer.agencies import AGENCIES
from parc_search.ui import words
from parc_search.ui.formats import date_text


def now_called(name: str, signed_on: date | None = None) -> tuple[str, str] | None:
    """Its name of today and the note that proves it, where it was renamed or merged after `signed_on`; else None."""
    chain = AGENCIES.successors(name, on=signed_on)
    if not chain:
        return None
    last = chain[-1]
    note = words.NOW_CALLED_SINCE.format(day=date_text(last.on), source=last.source)
    return words.NOW_CALLED.format(name=last.name), note


def with_todays_name(name: str, signed_on: date | None = None) -> str:
    """The name, its name of today in brackets where that is another: "Sở X (nay là Sở Y)"."""
    found = now_called(name, signed_on)
    return f"{name} ({found[0]})" if found else name


def names_of_today(names: Sequence[str]) -> dict[str, str]:
    """For each agency of the past its name of today, itself where nothing says otherwise."""
    return {name: (chain[-1].name if (chain := AGENCIES.successors(name)) else name) for name in names}
