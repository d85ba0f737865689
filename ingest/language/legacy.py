"""Text of the fonts before Unicode, TCVN3 (".VnTime") and VNI ("VNI-Times"), as Unicode.

Both put Vietnamese letters on the places of Western ones, so a program that knows nothing of the font gives
"Céng hoµ" for "Cộng hoà". Which of them was meant is told by the font where it is known, else by the syllables.
Converting belongs to decoding: it happens before a text becomes a source text, never after.

Source: TCVN 5712:1993 (VN3); the VNI-Windows table of VNI Software Co.
"""

from collections.abc import Callable, Iterator

from ingest.language.syllables import share_of_syllables

# The letters of TCVN3 from 0xA1 on; a space where the byte stands for no letter.
_TCVN3_FIRST = 0xA1
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ"  # A1-AE
    "      àảãáạ ằẳẵắ"  # AF-BE
    "       ặầẩẫấậè ẻẽ"  # BF-CF
    "éẹềểễếệìỉ   ĩíịò"  # D0-DF
    " ỏõóọồổỗốộờởỡớợù"  # E0-EF
    " ủũúụừửữứựỳỷỹýỵ"  # F0-FE
)

# What programs give for the bytes AD, B7 and B5 where they know the glyph but not the font.
_TCVN3_GLYPHS = {"\u2212": "ư", "\u2219": "ã", "\u03bc": "à"}

# VNI writes a letter and then its mark; the letters that carry one are single characters.
_VNI_MARKS = {
    "a": "áàảãạ ùøûõï  âấầẩẫậ âáàåãä  ăắằẳẵặ êéèúüë",
    "e": "éèẻẽẹ ùøûõï  êếềểễệ âáàåãä",
    "o": "óòỏõọ ùøûõï  ôốồổỗộ âáàåãä",
    "u": "úùủũụ ùøûõï",
    "y": "ýỳỷỹ ùøûõ",
    "ô": "ớờởỡợ ùøûõï",
    "ö": "ứừửữự ùøûõï",
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}

_LEAST_SHARE = 0.8  # of possible syllables in a converted text: clean text has 0.97 and more
_LEAST_GAIN = 0.2  # over the text as it is; measured: legacy text as it is has 0.2-0.5
_LEAST_WORDS = 3  # that become possible syllables: fewer say too little
_SAMPLE_CHARS = 20_000


def legacy_of_font(font: str) -> str | None:
    """The name of the encoding that a font's name tells, "tcvn3" or "vni"; None for any other font."""
    name = font.casefold().lstrip("'\"")
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def legacy_of_text(text: str) -> str | None:
    """The encoding that makes Vietnamese of a text which is none as it stands; None where neither does."""
    sample = text[:_SAMPLE_CHARS]
    as_it_is = share_of_syllables(sample)
    if as_it_is + _LEAST_GAIN > 1:
        return None
    share, name = max((share_of_syllables(in_unicode(sample, name)), name) for name in _PARTS)
    gained = (share - as_it_is) * len(sample.split())
    return name if share >= max(_LEAST_SHARE, as_it_is + _LEAST_GAIN) and gained >= _LEAST_WORDS else None


def in_unicode(text: str, encoding: str) -> str:
    """The text in Unicode; lines that hold letters beyond Latin-1 are Unicode already and stay."""
    return with_places(text, encoding)[0]


def with_places(text: str, encoding: str) -> tuple[str, list[int]]:
    """The text in Unicode, and for each of its characters the place in `text` where it began."""
    parts, places, at = [], [], 0
    for line in text.splitlines(keepends=True):
        found = _PARTS[encoding](line) if _is_legacy(line) else iter(line)
        for part in found:
            parts.append(part[-1])
            places.append(at)
            at += len(part[:-1]) or 1
    return "".join(parts), places


def _is_legacy(line: str) -> bool:
    return not any("\u0100" <= character <= "\u024f" or "\u1ea0" <= character <= "\u1eff" for character in line)


# Each part is what stood there followed by the letter it means; a lone character means itself.


def _tcvn3_parts(line: str) -> Iterator[str]:
    for at, character in enumerate(line):
        place = ord(character) - _TCVN3_FIRST
        letter = _TCVN3[place] if 0 <= place < len(_TCVN3) else " "
        if character in _TCVN3_GLYPHS and (line[at - 1 : at].isalpha() or line[at + 1 : at + 2].isalpha()):
            letter = _TCVN3_GLYPHS[character]
        yield character if letter == " " else character + letter


def _vni_parts(line: str) -> Iterator[str]:
    at = 0
    while at < len(line):
        letter = _VNI.get(line[at : at + 2]) if at + 1 < len(line) else None
        if letter is not None:
            yield line[at : at + 2] + letter
            at += 2
        else:
            single = _VNI.get(line[at])
            yield line[at] + single if single else line[at]
            at += 1


def _vni_letters() -> Iterator[tuple[str, str]]:
    for base, groups in _VNI_MARKS.items():
        for group in groups.split("  "):
            letters, marks = group.split()
            for letter, mark in zip(letters, marks, strict=True):
                yield base + mark, letter
                yield base.upper() + mark.upper(), letter.upper()
                yield base.upper() + mark, letter.upper()
    for character, letter in _VNI_SINGLE.items():
        yield character, letter
        yield character.upper(), letter.upper()


_VNI = dict(_vni_letters())
_PARTS: dict[str, Callable[[str], Iterator[str]]] = {"tcvn3": _tcvn3_parts, "vni": _vni_parts}
