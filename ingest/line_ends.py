"""Text of several lines read as one, with what a hyphen parts at a line's end put together.

A document number or a range keeps its hyphen ("QĐ-" and "UBND"), a syllable that was cut in two loses it ("nghi-" and
"ệp"). A dash after a whole word says nothing of the next line and stays as it is.
"""

import re

from ingest.vietnamese.syllables import is_syllable

_HYPHEN = re.compile(r"([^\W_]+)-[^\S\n]*\n\s*([^\W_]+)")


def on_one_line(text: str) -> str:
    """The text with its hyphenated line ends joined and its white space squeezed."""
    return " ".join(_HYPHEN.sub(_joined, text).split())


def _joined(found: re.Match[str]) -> str:
    before, after = found.groups()
    if (before[-1].isupper() and after[0].isupper()) or (before[-1].isdigit() and after[0].isdigit()):
        return f"{before}-{after}"
    whole = before + after
    if whole.islower() and is_syllable(whole) and not (is_syllable(before) and is_syllable(after)):
        return whole
    return found.group()
