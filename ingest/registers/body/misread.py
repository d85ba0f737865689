"""The agencies of a short heading whose letters a scan took for others."""

from ingest.gazetteer.agency_lists import leading_list
from ingest.registers.body.openings import Opening

# In a heading a name may be half lost; letters in front of it are a misread numeral.
_LEAST_MISREAD = 0.7
_MARKER_LETTERS = 3
_NAMED_SHARE = 0.72


def misread_heading(read: str, scanned: str) -> Opening | None:
    """The agencies that a short heading names in the better of two readings, letters misread; offsets in `read`.

    The place is that of the whole heading where only the scanned letters tell who is meant.
    """
    best, words = max(
        (
            (leading_list(words, least_score=_LEAST_MISREAD, skip_letters=_MARKER_LETTERS), words)
            for words in (read, scanned)
        ),
        key=lambda found: (len(found[0].names), found[0].score),
    )
    if not best:
        return None
    start, end = (best.start, best.end) if words is read else (0, len(read))
    named = sum(character.isalnum() for character in words[best.start : best.end])
    is_heading = named >= _NAMED_SHARE * sum(map(str.isalnum, words))
    rest = end + len(read[end:]) - len(read[end:].lstrip(" ,:\n\t"))
    return Opening(names=best.names, start=start, end=end, rest=rest, is_heading=is_heading)
