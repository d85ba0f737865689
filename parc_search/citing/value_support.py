"""Whether a quote says a value: every figure whole, every word in its place, nothing that denies it dropped.

A value stands in a quote as one unbroken run of words, never gathered from two places. An agency also stands there
where the registry finds it, because scans misspell names. A value that a negation or an exception governs in the quote
("không quá 5 ngày", "trừ Sở Y tế") stands there only together with it.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.gazetteer.agencies import AGENCIES
from ingest.language.fold import fold, fold_with_map
from parc_search.text.negation import is_denied
from parc_search.text.patterns import quarters_as_written
from parc_search.text.terms import placed_terms, terms

# Agencies in a quote are looked for as in a cell: the quote was chosen because it should hold one.
_CELL_SCORE = 0.7
_CUT_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d \d|(?:19|20) \d\d)(?!\d)")
_CUT_DATE = re.compile(r"(?<=/\d) (?=\d/)|(?<=\b\d) (?=\d/\d)")
# "1 765/QĐ-UBND" is 1765: a serial has no blanks, and the letters after its stroke say that it is one.
_CUT_SERIAL = re.compile(
    r"(?<=\d) (?=\d{1,3}\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?(?:QĐ|QD|NQ|NĐ|ND|KH|CT|TT|BC|TTr|HD|UBND)\b)"
)
_WIDE_SLASH = re.compile(r"(?<=\d)\s*/\s*(?=\d)")
_WIDE_PERCENT = re.compile(r"(?<=\d)\s*(?:%|phần trăm|phan tram)")
_WRITTEN_DAY = re.compile(r"(\d{1,2})\s+(?:tháng|thang)\s+(\d{1,2})(?:\s+(?:năm|nam)\s+(\d{4}))?", re.IGNORECASE)
# Before an item of a list stands nothing, a separator, or "và".
_BEFORE_ITEM = re.compile(r"^$|[,;]\s*$|\bva\s+$")
_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/(?:19|20)?\d\d)?")


def stands_in(value: str, quote: str) -> bool:
    """Whether the quote says the value somewhere, and does not deny it there."""
    text = _joined_figures(quote)
    starts = list(_occurrences(terms(_joined_figures(value)), text))
    if starts:
        return not all(is_denied(text, start) for start in starts)
    if AGENCIES.agency(value) is None:
        return False
    wanted = fold(value)
    return _shares_a_head(value, text) or any(
        fold(mention.name) == wanted and not is_denied(quote, mention.start)
        for mention in AGENCIES.find(quote, least_score=_CELL_SCORE)
    )


def _shares_a_head(agency: str, quote: str) -> bool:
    """Whether the quote lists the agency by its domain behind a head that several share: "các Sở: Tài chính, Y tế"."""
    head, *domain = terms(agency)
    folded = fold_with_map(quote)
    shared = re.search(rf"\bcac {head}(?:\s*:\s*|\s+)(?=\w)|\b{head}\s*:\s*(?=\w)", folded.text)
    if shared is None:
        return False
    begin = folded.to_source(shared.end(), shared.end())[0]
    behind = quote[begin:]
    return any(
        _BEFORE_ITEM.search(fold(behind[:start])) is not None and not is_denied(quote, begin + start)
        for start in _occurrences(tuple(domain), behind)
    )


def occurs_in(value: str, quote: str) -> bool:
    """Whether the quote has the words of the value side by side, denied or not."""
    return next(_occurrences(terms(_joined_figures(value)), _joined_figures(quote)), None) is not None


def figures_stand(shown: str, quotes: Sequence[str]) -> bool:
    """Whether every figure of what is shown stands whole in one of the quotes."""
    there = {term for quote in quotes for term in _figures(quote)}
    return all(any(_is_figure(term, other) for other in there) for term in _figures(shown))


def _figures(text: str) -> Iterator[str]:
    return (term for term in terms(_joined_figures(text)) if term[0].isdigit())


def _occurrences(wanted: tuple[str, ...], text: str) -> Iterator[int]:
    """Where the wanted terms stand in the text one after the other."""
    placed = placed_terms(text)
    for at in range(len(placed) - len(wanted) + 1 if wanted else 0):
        if all(_is_term(term, placed[at + step][0]) for step, term in enumerate(wanted)):
            start = placed[at][1]
            # "s6" is a misread "số", not a 6.
            if not (wanted[0].isdigit() and len(wanted[0]) == 1 and text[start - 1 : start].isalpha()):
                yield start


def _is_term(wanted: str, there: str) -> bool:
    return wanted == there or (wanted[0].isdigit() and _is_figure(wanted, there))


def _is_figure(wanted: str, there: str) -> bool:
    """Whether a figure is the wanted one: the same, a document's number ("18/2023") of that serial, or a day's year."""
    is_longer = there.startswith(f"{wanted}/")
    return wanted == there or (is_longer and ("/" in wanted or _DAY.fullmatch(there) is None))


def _joined_figures(text: str) -> str:
    """The text with each figure in one form: "202 1", "18/1 1/2022", "80 %" and "15 tháng 9 năm 2025" put together."""
    text = quarters_as_written(text)
    days = _WRITTEN_DAY.sub(lambda match: "/".join(part for part in match.groups() if part), text)
    together = _CUT_YEAR.sub(lambda match: match.group().replace(" ", ""), days)
    return _WIDE_PERCENT.sub("%", _WIDE_SLASH.sub("/", _CUT_SERIAL.sub("", _CUT_DATE.sub("", together))))
