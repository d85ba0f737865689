"""Damaged Word files, made from whole ones by a seed: bytes flipped, packages and parts cut, nested, without end."""

import io
import random
import re
import zipfile
from collections.abc import Callable

import docx

from eval.benchmarks.damage import DAMAGES, Damage

SUFFIX = ".docx"
_BODY = "word/document.xml"
_BOMB_BYTES = 400_000_000
_PART_NAMES = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
_TAG = re.compile(rb"<(/?)w:(p|r|t|tbl|tr|tc|pPr|sdt)\b")
_VALUE = re.compile(rb'w:val="[^"]*"')


def made_word_files(text: str) -> list[bytes]:
    """Whole Word files of a text: its lines as paragraphs and lists, and as a table."""
    lines = [line for line in text.split("\n") if line.strip()]
    plain, listed = docx.Document(), docx.Document()
    for line in lines:
        plain.add_paragraph(line)
    for line in lines[:200]:
        listed.add_paragraph(line, style="List Number" if line.startswith("-") else None)
    table = listed.add_table(rows=0, cols=3)
    for at in range(0, min(len(lines), 90), 3):
        for cell, words in zip(table.add_row().cells, lines[at : at + 3], strict=False):
            cell.text = words
    written = []
    for document in (plain, listed):
        file = io.BytesIO()
        document.save(file)
        written.append(file.getvalue())
    return written


def _in_part(change: Callable[[bytes, random.Random], bytes], *, part: str | None = None) -> Damage:
    """The damage that is done to an unpacked part, to one of several if none is named."""

    def damage(content: bytes, chance: random.Random) -> bytes:
        name = part or chance.choice(_PART_NAMES)
        return _with_part(content, name, lambda was: change(was, chance))

    return damage


def _with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as damaged:
        for entry in whole.namelist():
            part = whole.read(entry)
            damaged.writestr(entry, change(part) if entry == name else part)
    return file.getvalue()


def _missing(content: bytes, chance: random.Random) -> bytes:
    """A package without one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as damaged:
        lost = chance.choice(whole.namelist())
        for entry in whole.namelist():
            if entry != lost:
                damaged.writestr(entry, whole.read(entry))
    return file.getvalue()


def _retagged(part: bytes, chance: random.Random) -> bytes:
    tags = (b"p", b"r", b"t", b"tbl", b"tr", b"tc", b"pPr", b"sdt")
    odds = chance.random() * 0.2
    return _TAG.sub(
        lambda tag: b"<" + tag.group(1) + b"w:" + chance.choice(tags) if chance.random() < odds else tag.group(), part
    )


def _revalued(part: bytes, chance: random.Random) -> bytes:
    values = (b"0", b"-1", b"999999999999", b"upperRoman", b"", b"\xc4\x90", b"1e9", b"%1%2%9")
    odds = chance.random()
    return _VALUE.sub(
        lambda value: b'w:val="' + chance.choice(values) + b'"' if chance.random() < odds else value.group(), part
    )


def _nested(part: bytes, chance: random.Random) -> bytes:
    depth = 10 ** chance.randrange(1, 6)
    opened, closed = chance.choice(
        [
            (b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"),
            (b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"),
            (b"<w:p><w:r><w:txbxContent>", b"</w:txbxContent></w:r></w:p>"),
            (b"<w:ins>", b"</w:ins>"),
        ]
    )
    return part.replace(b"<w:body>", b"<w:body>" + opened * depth + closed * depth, 1)


def _entities(part: bytes, chance: random.Random) -> bytes:
    """Ten entities, each ten times the one before."""
    lines = [b'<!ENTITY e0 "' + b"A" * chance.randint(1, 99) + b'">']
    lines += [b'<!ENTITY e%d "' % n + b"&e%d;" % (n - 1) * 10 + b'">' for n in range(1, 10)]
    head, _, rest = part.partition(b"?>")
    return head + b"?><!DOCTYPE w [" + b"".join(lines) + b"]>" + rest.replace(b"<w:t>", b"<w:t>&e9;", 3)


def _bomb(part: bytes, chance: random.Random) -> bytes:
    filling = chance.choice(
        [b" ", b"<w:p/>", b"<w:p><w:r><w:t>A</w:t></w:r></w:p>", b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>"]
    )
    size = chance.choice([60_000_000, _BOMB_BYTES])
    return part.replace(b"<w:body>", b"<w:body>" + filling * (size // len(filling)), 1)


def _wide(part: bytes, chance: random.Random) -> bytes:
    """One line of a hundred thousand cells, or one cell of millions of letters."""
    if chance.random() < 0.5:
        row = b"<w:tbl><w:tr>" + b"<w:tc><w:p/></w:tc>" * 100_000 + b"</w:tr></w:tbl>"
        return part.replace(b"<w:body>", b"<w:body>" + row, 1)
    return part.replace(b"<w:t>", b"<w:t>" + b"A" * 9_000_000, 1)


WORD_DAMAGES: dict[str, Damage] = {
    **{name: DAMAGES[name] for name in ("flipped", "cut", "holed", "doubled")},
    "missing": _missing,
    "flipped-part": _in_part(DAMAGES["flipped"]),
    "cut-part": _in_part(DAMAGES["cut"]),
    "retagged": _in_part(_retagged, part=_BODY),
    "revalued": _in_part(_revalued),
    "nested": _in_part(_nested, part=_BODY),
    "entities": _in_part(_entities, part=_BODY),
    "wide": _in_part(_wide, part=_BODY),
    "bombs": _in_part(_bomb, part=_BODY),
}
