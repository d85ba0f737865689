"""Numbers of Word's lists, which stand in no paragraph: counted as Word counts them when it draws a page.

Source: ECMA-376 part 1, 17.9 (numbering); letters run a…z, aa…zz as in 17.18.59.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEVELS = 9
_PRIVATE_USE = range(0xE000, 0xF900)  # where symbol fonts keep their bullets
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is written: `form` such as "decimal", `pattern` such as "%1.%2."."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1


class Numbering:
    """The lists of a document and how far each has been counted."""

    def __init__(self, part: Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if part is not None:
            self._learn(part)

    def next_label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of a list at a level, counted on; empty for an unknown list."""
        levels = self._levels.get(list_id)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(self._list_of[list_id], [0] * _LEVELS)
        for upper in range(level):
            counts[upper] = counts[upper] or levels.get(upper, Level()).start
        counts[level] = counts[level] + 1 if counts[level] else levels.get(level, Level()).start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return _label(levels, level, counts)

    def _learn(self, part: Element) -> None:
        abstract = {element.get(f"{W}abstractNumId", ""): element for element in part.findall(f"{W}abstractNum")}
        for number in part.findall(f"{W}num"):
            list_id = number.get(f"{W}numId", "")
            link = _value(number, "abstractNumId")
            if link not in abstract:
                continue
            levels = dict(map(_level, abstract[link].findall(f"{W}lvl")))
            overrides = number.findall(f"{W}lvlOverride")
            for override in overrides:
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels.update([_level(own)])
            self._levels[list_id] = levels
            # Lists of one definition count on together, unless one of them starts anew.
            self._list_of[list_id] = list_id if overrides else f"definition {link}"


def _level(element: Element) -> tuple[int, Level]:
    start = _value(element, "start")
    return int(element.get(f"{W}ilvl", "0")), Level(
        form=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText"),
        start=int(start) if start.isdecimal() else 1,
    )


def _label(levels: Mapping[int, Level], level: int, counts: list[int]) -> str:
    own = levels.get(level, Level())
    if own.form == "none":
        return ""
    if own.form == "bullet":
        return "-" if not own.pattern or ord(own.pattern[0]) in _PRIVATE_USE else own.pattern
    label = own.pattern
    for upper in range(level + 1):
        label = label.replace(f"%{upper + 1}", written(counts[upper], levels.get(upper, Level()).form))
    return label


def written(number: int, form: str) -> str:
    """The number in a form of Word's: "decimal", "upperRoman", "lowerLetter" …; unknown forms count as decimal."""
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for value, letters in _ROMAN:
            text += letters * (number // value)
            number %= value
        return text.upper() if form == "upperRoman" else text
    if form in ("upperLetter", "lowerLetter") and number > 0:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return text.upper() if form == "upperLetter" else text
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _value(element: Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
