"""What an address says beside its screen: a question with its scope, or a place in a source text.

Addresses are typed and pasted by people: what does not fit is left out, never an error.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

from ingest.documents import Span
from parc_search.question.correction import Correction
from parc_search.ui import messages
from parc_search.ui.state.session import Place

QUESTION, PLACES, YEARS, SOURCES, ROLE = "q", "dia-phuong", "nam", "van-ban", "vai-tro"
SOURCE, START, END = "nguon", "tu", "den"
COMPARE_PATH, DIGEST_PATH = "doi-chieu", "tom-tat"
MAX_DIGITS = 9  # of a place in a text; Python reads a number of 4,300 digits, and none that is longer
Parameters = dict[str, str | list[str]]
# A scope that was corrected to "all" is written so, because an address keeps no empty list.
_ALL = "*"


def question_parameters(question: str, correction: Correction) -> Parameters:
    """The parameters that bring the question back in the scope that was chosen."""
    said: Parameters = {QUESTION: question}
    for name, values in ((PLACES, correction.places), (YEARS, correction.years), (SOURCES, correction.sources)):
        if values is not None:
            said[name] = list(map(str, values)) or [_ALL]
    if correction.role:
        said[ROLE] = correction.role
    return said


def correction_of(parameters: Mapping[str, Sequence[str]]) -> Correction:
    """The correction that an address states; `parameters` have all values of each name."""
    role = next(iter(parameters.get(ROLE, ())), "")
    years = _stated(parameters, YEARS)
    return Correction(
        places=_stated(parameters, PLACES),
        years=None if years is None else tuple(int(year) for year in years if year.isdecimal() and len(year) == 4),
        sources=_stated(parameters, SOURCES),
        role=role if role in messages.ROLE_LABELS else "",
    )


def source_parameters(source: str, span: Span | None) -> Parameters:
    """The parameters that open a source text at a span."""
    said: Parameters = {SOURCE: source}
    if span is not None:
        said |= {START: str(span.start), END: str(span.end)}
    return said


def place_of(parameters: Mapping[str, Sequence[str]]) -> Place | None:
    """The place in a source text that an address names; None where it names none."""
    source = next(iter(parameters.get(SOURCE, ())), "")
    if not source:
        return None
    start, end = (_number(next(iter(parameters.get(name, ())), "")) for name in (START, END))
    if start is None or end is None or start >= end:
        return Place(source=source)
    return Place(source=source, span=Span(start=start, end=end))


def with_parameters(address: str, parameters: Parameters) -> str:
    """The address of a screen with these parameters in the place of its own."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(parameters, doseq=True), ""))


def source_link(source: str, span: Span | None) -> str:
    """The address of a source text, relative to any screen of the app."""
    return f"/{COMPARE_PATH}?{urlencode(source_parameters(source, span), doseq=True)}"


def question_link(question: str, correction: Correction) -> str:
    """The address of a question, relative to any screen of the app."""
    return f"/?{urlencode(question_parameters(question, correction), doseq=True)}"


def digest_link(sources: Sequence[str]) -> str:
    """The address of documents on one page, relative to any screen of the app."""
    return f"/{DIGEST_PATH}?{urlencode({SOURCES: list(sources)}, doseq=True)}"


def _number(said: str) -> int | None:
    """The place in a text that the digits name; None for what is none, or lies behind the end of any text."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MAX_DIGITS else None


def _stated(parameters: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...] | None:
    values = parameters.get(name)
    return tuple(value for value in values if value and value != _ALL) if values else None
