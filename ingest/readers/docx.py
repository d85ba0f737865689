"""Word documents (.docx): paragraphs and tables in reading order, with the numbers of their lists.

Read from the parts of the package itself, so that tracked deletions, field codes and the second copies that Word keeps
for older programs stay out, and text boxes and footnotes stay in. Headers and footers are left out: they repeat on
each page. Macros and embedded objects are never looked at. Read in the sandbox, as the file may be made to do harm.

Source: ECMA-376 part 1, 17.9 (numbers of lists); letters run a…z, aa…zz as in 17.18.59.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ingest.documents import Page
from ingest.errors import UnreadableFile
from ingest.language.legacy import in_unicode, legacy_of_font, legacy_of_text
from ingest.language.superscripts import RAISED
from ingest.processes.sandbox import Stopped, guarded
from ingest.readers.table_text import Grid, LaidCell, laid_out
from ingest.readers.text import unpaged

_MOST_PART_BYTES = 80_000_000  # of one unpacked part: 20,000 pages; more is a bomb
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    ArithmeticError,
    MemoryError,
)
_MOST_COLUMNS = 63  # of a table; Word allows no more
_MOST_DEPTH = 60  # of tables in tables and boxes in boxes
_COPY_FOR_OLDER_PROGRAMS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}instrText", _COPY_FOR_OLDER_PROGRAMS})
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_LEVELS = 9
_PRIVATE_USE = range(0xE000, 0xF900)  # where symbol fonts keep their bullets
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class _Reader:
    """Walks a document once, counting its lists."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._numbering = Numbering(_part(package, "word/numbering.xml"))
        self._styles = _styles(_part(package, "word/styles.xml"))
        self._footnotes = _part(package, "word/footnotes.xml")

    def parts(self, body: Element) -> list[str | Grid]:
        parts = list(self._blocks(body, 0))
        if self._footnotes is not None:
            for note in self._footnotes.findall(f"{W}footnote"):
                number = note.get(f"{W}id", "")
                words = laid_out(self._blocks(note, 0))[0].replace("\n", " ").strip()
                if words and note.get(f"{W}type") is None:
                    parts.append(f"[{number}] {words}")
        return parts

    def _blocks(self, parent: Element, depth: int) -> Iterator[str | Grid]:
        if depth > _MOST_DEPTH:
            raise ValueError("tables nested too deep")
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                yield self._grid(child, depth + 1)
            elif child.tag not in _UNSEEN:
                yield from self._blocks(child, depth + 1)  # content controls, insertions, bodies

    def _grid(self, table: Element, depth: int) -> Grid:
        """The cells of a table; what goes on from the cell above or to the left is that cell's.

        Source: ECMA-376 part 1, 17.4.15 (gridBefore), 17.4.17 (gridSpan), 17.4.85 (vMerge), 17.4.78 (tblHeader).
        """
        cells: list[LaidCell] = []
        open_cells: dict[int, int] = {}  # the number of the cell that a column's merged cells belong to
        head_rows = 0
        rows = [row for row in _inside(table, f"{W}tr") if not _is_away(row)]
        for number, row in enumerate(rows):
            if number == head_rows and _is_on(row.find(f"{W}trPr/{W}tblHeader")):
                head_rows += 1
            column = _count(row.find(f"{W}trPr/{W}gridBefore"), least=0)
            for cell in _inside(row, f"{W}tc"):
                wide = _count(cell.find(f"{W}tcPr/{W}gridSpan"), least=1)
                down = cell.find(f"{W}tcPr/{W}vMerge")
                over = cell.find(f"{W}tcPr/{W}hMerge")
                parts = tuple(self._blocks(cell, depth))
                above = open_cells.get(column)
                if over is not None and over.get(f"{W}val") != "restart" and cells and cells[-1].row == number:
                    cells[-1] = replace(cells[-1], columns=cells[-1].columns + wide)
                elif down is not None and down.get(f"{W}val") != "restart" and above is not None:
                    cells[above] = replace(cells[above], rows=number - cells[above].row + 1)
                else:
                    open_cells.pop(column, None)
                    if down is not None:
                        open_cells[column] = len(cells)
                    cells.append(LaidCell(row=number, column=column, columns=wide, parts=parts))
                column += wide
        return Grid(cells=tuple(cells), head_rows=head_rows)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[str | Grid]:
        words: list[str] = []
        boxes: list[Element] = []
        self._collect(paragraph, words, boxes, None)
        text = "".join(words)
        label = self._label(paragraph) if text.strip() else ""
        yield from (f"{label} {text}" if label else text).split("\n")
        for box in boxes:
            yield from self._blocks(box, depth + 1)

    def _collect(self, parent: Element, words: list[str], boxes: list[Element], legacy: str | None) -> None:
        for child in parent:
            if child.tag in _UNSEEN or (child.tag == f"{W}r" and _is_on(child.find(f"{W}rPr/{W}vanish"))):
                continue
            if child.tag == f"{W}t":
                text = child.text or ""
                text = in_unicode(text, legacy) if legacy else text
                words.append(text.translate(RAISED) if _is_raised(parent) else text)
            elif child.tag in _SIGNS:
                words.append(_SIGNS[child.tag])
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag == f"{W}footnoteReference":
                words.append(f"[{child.get(f'{W}id', '')}]")
            else:
                font = child.find(f"{W}rPr/{W}rFonts") if child.tag == f"{W}r" else None
                own = legacy_of_font(font.get(f"{W}ascii", "")) if font is not None else legacy
                self._collect(child, words, boxes, own)

    def _label(self, paragraph: Element) -> str:
        """The number or bullet that Word draws before the paragraph."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self._styles.get(style.get(f"{W}val", ""), ("", "")) if style is not None else ("", "")
        list_id, level = _list_place(paragraph)
        list_id, level = list_id or inherited[0], level or inherited[1]
        return self._numbering.next_label(list_id, int(level) if level.isdecimal() else 0) if list_id else ""


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


def read_word(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """The text of the document, one line a paragraph, footnotes at the end; Word knows no pages before it prints.

    Raises:
        UnreadableFile: the package is cut, damaged or without text.
    """
    try:
        found = list(guarded(parts_of_package, content))
    except _DAMAGE as error:
        raise UnreadableFile(_damaged(source)) from error
    if not found or isinstance(found[-1], Stopped):
        raise UnreadableFile(_damaged(source))
    parts = [part for parts in found if not isinstance(parts, Stopped) for part in parts]
    text, tables = laid_out(parts)
    legacy = legacy_of_text(text)
    if legacy:
        text, tables = laid_out(_in_unicode(parts, legacy))
    return unpaged(text, source, tables=tables)


def parts_of_package(content: bytes) -> Iterator[list[str | Grid]]:
    """The lines and tables of the package, all at once; nothing where it has no body."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = _part(package, "word/document.xml")
        if body is not None:
            yield _Reader(package).parts(body)


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


def _in_unicode(parts: Sequence[str | Grid], legacy: str) -> list[str | Grid]:
    return [
        in_unicode(part, legacy)
        if isinstance(part, str)
        else replace(
            part, cells=tuple(replace(cell, parts=tuple(_in_unicode(cell.parts, legacy))) for cell in part.cells)
        )
        for part in parts
    ]


def _damaged(source: str) -> str:
    return f"Tệp Word {source!r} bị hỏng hoặc bị cắt. Cần tệp .docx trọn vẹn. Hãy mở bằng Word, lưu lại rồi nạp."


def _part(package: zipfile.ZipFile, name: str) -> Element | None:
    """The root of a part of the package, None where it has none of that name."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > _MOST_PART_BYTES:
        raise ValueError(f"{name} unpacks to {entry.file_size} bytes")
    with package.open(entry) as file:
        content = file.read(_MOST_PART_BYTES + 1)  # the size that an entry claims may be a lie
    if len(content) > _MOST_PART_BYTES:
        raise ValueError(f"{name} unpacks to more than it says")
    return ElementTree.fromstring(content)


def _is_on(switch: Element | None) -> bool:
    """Whether a property that may stand alone or with a value is set. Source: ECMA-376 part 1, 17.17.4 (ST_OnOff)."""
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _is_raised(run: Element) -> bool:
    """Whether the run stands above the line: a digit of it belongs to no number before it. Source: 17.3.2.42."""
    place = run.find(f"{W}rPr/{W}vertAlign")
    return place is not None and place.get(f"{W}val") == "superscript"


def _is_away(row: Element) -> bool:
    """Whether a row was deleted, or is not shown."""
    return row.find(f"{W}trPr/{W}del") is not None or _is_on(row.find(f"{W}trPr/{W}hidden"))


def _count(element: Element | None, *, least: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(max(int(value), least), _MOST_COLUMNS) if value.isdecimal() else least


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The children of a kind, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _inside(child, tag)


def _list_place(element: Element) -> tuple[str, str]:
    """The list and the level that a paragraph or a style names, each empty where it names none."""
    place = element.find(f"{W}pPr/{W}numPr")
    if place is None:
        return "", ""
    found = (place.find(f"{W}numId"), place.find(f"{W}ilvl"))
    list_id, level = ("" if item is None else item.get(f"{W}val", "") for item in found)
    return list_id, level


def _styles(part: Element | None) -> dict[str, tuple[str, str]]:
    """The list place of each paragraph style, that of the style it is based on where it has none of its own."""
    if part is None:
        return {}
    own, based_on = {}, {}
    for style in part.findall(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        own[name] = _list_place(style)
        above = style.find(f"{W}basedOn")
        based_on[name] = "" if above is None else above.get(f"{W}val", "")
    places = {}
    for name in own:
        at, seen = name, set()
        while at in own and at not in seen and not own[at][0]:
            seen.add(at)
            at = based_on[at]
        places[name] = (own[at][0], own[name][1] or own[at][1]) if at in own else ("", "")
    return places


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


def _value(element: Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")
