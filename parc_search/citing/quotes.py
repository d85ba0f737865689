"""Whether a quote is what it says it is: verbatim, whole words and figures, with its negations and exceptions.

A quote is verbatim or it is no quote. What a cut would turn round ("không …", "… trừ trường hợp …") belongs to the
quote: it may not begin or end between a negation and what that governs, in the source or in its repaired reading.
"""

import re
import unicodedata
from dataclasses import dataclass

from ingest.repair import RepairedText
from parc_search.text.negation import cut_after, cut_before, denying_lead_in

# A figure with its inner signs, its percent sign, and the letters of a document number that hang on it.
_FIGURE_GOES_ON = re.compile(r"[.,/]\d|\s{0,2}%|/[^\W\d_]")
_FIGURE_BEGAN = re.compile(r"\d[.,/]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a citation may be shown, and if not, why, in a few plain words for the audit."""

    is_good: bool
    why: str = ""


def check_quote(source_text: str, start: int, end: int, quote_raw: str, reading: RepairedText | None = None) -> Verdict:
    """Whether the quote is exactly the source text of its span, whole from end to end, nothing that denies it cut off.

    With the `reading` of the source, negations that a scan misspelled are seen as well.
    """
    if not 0 <= start < end <= len(source_text):
        return Verdict(is_good=False, why="span outside the source text")
    if source_text[start:end] != quote_raw:
        return Verdict(is_good=False, why="not verbatim")
    if not any(character.isalnum() for character in quote_raw):
        return Verdict(is_good=False, why="holds no word")
    if _cuts_word(source_text, start) or _cuts_word(source_text, end):
        return Verdict(is_good=False, why="begins or ends inside a word")
    if _cuts_figure(source_text, start) or _cuts_figure(source_text, end):
        return Verdict(is_good=False, why="begins or ends inside a figure")
    texts = [(source_text, start, end)]
    if reading is not None:
        texts.append((reading.text, *reading.to_reading(start, end)))
    if any(cut_before(text, first) for text, first, _ in texts):
        return Verdict(is_good=False, why="a negation before it is cut off")
    if any(denying_lead_in(text, first) is not None for text, first, _ in texts):
        return Verdict(is_good=False, why="a negation over its list is cut off")
    if any(cut_after(text, last) for text, _, last in texts):
        return Verdict(is_good=False, why="an exception after it is cut off")
    return Verdict(is_good=True)


def _cuts_word(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    return text[at - 1].isalnum() and (text[at].isalnum() or unicodedata.combining(text[at]) != 0)


def _cuts_figure(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    if text[at - 1].isdigit() and _FIGURE_GOES_ON.match(text, at):
        return True
    return text[at].isdigit() and _FIGURE_BEGAN.search(text[max(0, at - 2) : at]) is not None
