"""The title of a document, its kind and its subject in reading case, and the years that the title or its horizon names.

A heading may stand in capitals, break its lines anywhere, carry what a stamp left on it, or be lost altogether in a
copy from a web page; then the paper's own sentence says what it is: "… ban hành Kế hoạch … như sau:", "Điều 1. Phê
duyệt …". A letter has no heading but a subject, "V/v …".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.gazetteer.places import with_right_names
from ingest.language.dates import first_date, without_dates, year_ranges, years_named
from ingest.language.document_numbers import LETTER, DocumentNumber, document_numbers, kinds
from ingest.language.fold import fold
from ingest.layout.numbering import is_upper
from ingest.legal.reading_case import CasedWords, reading_case, sentence_case

MAX_TITLE_CHARS = 700
_HORIZON = re.compile(
    r"\b(?:muc tieu|tam nhin|dinh huong|chi tieu)\b[^.;:\n]{0,60}\bden (?:het )?nam ((?:19|20)\d\d)\b"
)
_UNTIL = re.compile(r"\bden (?:het )?nam ((?:19|20)\d\d)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_PLANS = re.compile(r"\b(ke hoach|chuong trinh|chien luoc|de an|quy hoach)\b")
_CONCLUSION = "Kết luận"
_NAMED = re.compile(rf"\W*(?:toan van\W+)?(?P<kind>{'|'.join(kinds())})\s+(?:so\s?:?\s*)?(?=\d)")
_OF_YEAR = re.compile(r"^\W*nam (?:19|20)\d\d(?:\s+(?=\S))")
_ISSUED_BY = re.compile(r"(?<!\s)\s++do\s+.{3,80}\bban hanh\W*+$")
# What a newspaper says above the text of a document.
_INTRODUCED = re.compile(
    rf"\b(?:(?:vua|da|moi)\s+(?:ky\s+)?(?:ban\s+hanh|ky)|toan\s+van(?:\s+noi\s+dung)?)\s+(?P<kind>{'|'.join(kinds())})\s+so\s?:?\s*"
)
# Papers of the Party name their author under the kind. Source: Hướng dẫn 36-HD/VPTW of 2018, II.4.
_COMMITTEE = (
    r"(?:bo chinh tri|ban bi thu|ban chap hanh|ban thuong vu|(?:tinh|thanh|huyen|quan|thi|dang) uy|tong bi thu)\b"
    r"(?: (?:trung uong|dang bo|tinh|thanh pho|khoa)\b)*"
)
_AUTHOR = re.compile(
    rf"\W*cua (?P<author>{_COMMITTEE}[^.;:]{{0,60}}?(?:(?:,| va) {_COMMITTEE}[^.;:]{{0,40}}?)?)"
    r"(?=\s*[-–—:]*\s*(?:ve|ban hanh|trien khai|thuc hien|tiep tuc|tang cuong|mot so|doi voi)\b|\W*$)"
)
# Date and issuer stand between the number and the subject.
_SAID_OF = re.compile(
    r"^.{0,140}?(?=\b(?:ve|ban hanh|phe duyet|quy dinh|sua doi|huong dan|thuc hien|trien khai|tang cuong)\b)"
)
_SPECK_CHARS = 6
_OPENING_CHARS = 3000

_ANNEX_NOTE = re.compile(r"\(\s*(ban hanh|kem|keo|k\S{2,3}m|du thao)\b.*", re.DOTALL)
_EDGE = " .:;,-–—_*|"
_NOTE_MARK = re.compile(r"^\d{1,2}(?=\s)|^\[\d{1,2}\]")
_BREAK = re.compile(r"(?<=[^\W\d_])[.:](?=\s+[^\W\d_])")
_AS_FOLLOWS = re.compile(
    r"\b(nh\S{1,2} sau|(voi|gom|theo) (cac |nhung )?noi dung (chinh |cu the |chu yeu )*(nh\S{1,2} )?sau|cu the)\b"
)
_SPEAKER = re.compile(r"\b(ubnd|uy ban nhan dan|so|bo|chinh phu|ban hanh)\b")
# A report that somebody heard or looked at is another's.
_HEARD = re.compile(r"\b(?:xem xet|nghe|theo|can cu|thuc hien|qua|tai|ve)\s+(?:cac\s+)?$")
_SENTENCE_END = re.compile(r"[.;?!]\s")
# What a sentence announces; "quy định" and "hướng dẫn" are verbs there, unless the number says that they are not.
_ANNOUNCED_KIND = re.compile(r"\b(bao cao|ke hoach|chuong trinh|thong bao|de an|huong dan)\b")
_ARTICLE_ONE = re.compile(
    r"\bdieu\s+(1|i|l)\s?[.:]\s*(?P<act>(ban hanh|phe duyet|cong bo|thanh lap|giao|sua doi|bai bo"
    r"|dieu chinh|bo sung)\b[^.;:\n]{5,600})"
)
_WITH_IT = re.compile(r"(?<!\s)\s*+\b(kem theo|keo theo) (quyet dinh|nghi quyet|thong tu|van ban) nay,?")
_CONTENTS = re.compile(
    r"(?:,|(?<!\s))\s*+\b(voi|gom|bao gom|theo|nhu) (cac |nhung )?(noi dung|muc|danh muc|phu luc|sau)\b.*"
    r"|(?:,|(?<!\s))\s*+gom \d{1,2}\b.*"
    r"|(?:,|(?<!\s))\s*+(nhu sau|cu the).*|(?<!\s)\s*+\((co|kem)\b.*",
    re.DOTALL,
)
_SUBJECT = re.compile(r"(?:^|\t|\s{2})\W{0,3}v\s?/\s?v\W{0,3}\s*(?P<subject>\S.*)", re.DOTALL)


def title_of_heading(kind: str | None, lines: Sequence[str], raw_first: str, body: CasedWords) -> str:
    """The title that the lines of a heading give, in the repaired reading; `raw_first` is the first as it was read.

    `kind` is the kind that the title begins with; lines that do not say it are the subject alone.
    """
    clean = [" ".join(line.split()) for line in lines if line.strip()]
    if (
        kind is not None
        and clean
        and (noise := re.match(rf"\W*(?:\S{{1,3}}\s+){{0,2}}?(?={fold(kind)}\W*$)", fold(clean[0])))
    ):
        clean[0] = clean[0][noise.end() :]
    text = " ".join(_without_specks(clean, raw_first))
    if note := _ANNEX_NOTE.search(fold(text)):
        text = text[: note.start()]
    begins = kind is not None and (
        re.match(rf"{fold(kind)}(?![^\W\d])", fold(text)) or _is_near(fold(kind), fold(text))
    )
    text = text if kind is None or not begins else kind + _without_author(text[len(kind) :])
    rest = _NOTE_MARK.sub("", text[len(kind) :]) if kind is not None and begins else text
    return _title(kind, _BREAK.sub("", rest.strip(_EDGE)), body)


def author_of_heading(kind: str | None, heading: str) -> str | None:
    """The committee of the Party that a heading names after its kind ("KẾT LUẬN CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ")."""
    text = " ".join(heading.split())
    found = _AUTHOR.match(fold(text), len(kind)) if kind is not None and len(fold(text)) == len(text) else None
    return None if found is None else text[found.start("author") : found.end("author")].strip(_EDGE)


def years_of(title: str, folded: str, signed_on: date | None) -> tuple[int, int] | None:
    """The years that the title names, or those from the signing to the horizon of a plan."""
    outside = _QUOTED.sub(" ", title)  # the years of a plan that the title only names go after its own
    if outside != title and (own := _years_named_by(outside, signed_on)):
        return own
    if found := _years_named_by(title, signed_on):
        return found
    if signed_on is not None and _PLANS.search(fold(title)) and not years_named(fold(title)):
        horizon = _HORIZON.search(folded)
        if horizon is not None and int(horizon.group(1)) >= signed_on.year:
            return signed_on.year, int(horizon.group(1))
    return None


def _without_author(subject: str) -> str:
    found = _AUTHOR.match(fold(subject)) if len(fold(subject)) == len(subject) else None
    return subject if found is None else f" {subject[found.end() :]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedHeading:
    """A heading that names the document by its number, and what it says."""

    kind: str
    number: DocumentNumber
    signed_on: date | None
    title: str


def named_heading(lines: Sequence[str], body: CasedWords) -> NamedHeading | None:
    """What a heading like "KẾT LUẬN số 127-KL/TW, ngày 28/02/2025 của Bộ Chính trị về …" says; None without one.

    Copies of laws and of the Party's papers have such a heading in the place of the letterhead. It opens a line, its
    kind in capitals or alone at the head of the text; a sentence is none.
    """
    for index, line in enumerate(lines):
        folded = fold(line)
        found = _NAMED.match(folded)
        found = found or _INTRODUCED.search(folded)
        if found is None or len(folded) != len(line) or line.rstrip().endswith((";", ":", ",", "?")):
            continue
        kind = kinds()[" ".join(found["kind"].split())]
        is_heading = line[found.start("kind") : found.end("kind")].isupper() or index == 0
        if not (is_heading or found.re is _INTRODUCED):
            continue
        number = next((other for other in document_numbers(line) if other.start == found.end()), None)
        if number is None or number.kind not in (kind, "Luật"):
            continue
        rest = " ".join([_first_sentence(line[number.end :]), *_more(lines[index + 1 :])])
        rest = _cut(rest, _ISSUED_BY)
        subject = _OF_YEAR.search(fold(rest)) or _SAID_OF.search(fold(rest))
        title = rest[subject.end() :] if subject is not None and len(fold(rest)) == len(rest) else ""
        named = f"{kind} {number.text}"
        day = first_date(fold(rest))
        return NamedHeading(
            kind=kind, number=number, signed_on=day, title=_title(kind, title.strip(_EDGE), body) if title else named
        )
    return None


def _first_sentence(text: str) -> str:
    end = re.search(r"[.](?=\s+[^\W\d_])|[.]\s*$", text)
    return text if end is None else text[: end.start()]


def _more(lines: Sequence[str]) -> list[str]:
    """The lines that go on with a heading: in capitals, or opening with a small letter."""
    more: list[str] = []
    for line in lines[:5]:
        if (
            not line.strip()
            or not (is_upper(line) or line.lstrip()[:1].islower())
            or line.rstrip().endswith((".", ":"))
        ):
            break
        more.append(line)
    return more


def title_of_letter(head: Sequence[str], body: CasedWords) -> tuple[str, str] | None:
    """Kind and title of an official letter by the subject in its head, "V/v …"; None where the head has none.

    The subject ends where another cell, the date or the addressees begin.
    """
    for index, line in enumerate(head):
        found = _SUBJECT.search(fold(line))
        if found is None or len(fold(line)) != len(line):
            continue
        subject = [line[found.start("subject") :].split("\t")[0]]
        for below in head[index + 1 : index + 6]:
            below = below.split("\t")[0]
            folded = fold(below)
            opens_other = re.match(r"\W*(kinh gui|so\s?:|cong hoa|doc lap)", folded) or is_upper(below)
            if (
                opens_other
                or re.search(r"\bng\w{1,3}\W.{0,12}th\S{2,3}\b.{0,8}n\S{1,2}\b", folded)
                or not below.strip()
            ):
                break
            subject.append(below)
        text = " ".join(" ".join(subject).split()).strip(_EDGE)
        return LETTER, _title(f"{LETTER} về việc", text, body)
    return None


def title_of_opening(kind: str | None, opening: str, body: CasedWords) -> tuple[str | None, str]:
    """Kind and title of a document whose heading is lost, from what its first sentences announce; "" where they do not.

    `kind` is the kind that its number names.
    """
    opening = " ".join(opening[:_OPENING_CHARS].split(" "))
    folded = fold(opening)
    if len(folded) != len(opening):
        return kind, ""
    article = _ARTICLE_ONE.search(folded)
    if article is not None and kind in (None, "Quyết định", "Nghị quyết", "Thông tư"):
        act = opening[article.start("act") : article.end("act")]
        act = _cut(_without(act, _WITH_IT), _CONTENTS)
        return kind or "Quyết định", _title(kind or "Quyết định", act[:1].lower() + act[1:], body)
    for end in _AS_FOLLOWS.finditer(folded):
        announced = folded[: end.start()]
        if kind in (None, _CONCLUSION) and announced.rstrip().endswith(fold(_CONCLUSION)):
            return _CONCLUSION, _CONCLUSION
        starts = [found.end() for found in _SPEAKER.finditer(announced)][::-1]
        for start in [*starts[:3], 0]:
            found = (re.compile(rf"\b({fold(kind)})\b") if kind else _ANNOUNCED_KIND).search(announced, start)
            if found and (_SENTENCE_END.search(announced, found.end()) or _HEARD.search(announced[: found.start()])):
                continue
            if found and len(announced) - found.start() <= MAX_TITLE_CHARS:
                name = kind or kinds()[found.group(1)]
                subject = _cut(opening[found.end() : end.start()], _CONTENTS)
                return name, _title(name, " ".join(subject.split()).strip(_EDGE), body)
    return kind, ""


def _is_near(kind: str, folded: str) -> bool:
    """Whether the text begins with the kind but for one misread letter."""
    start = folded[: len(kind)]
    return len(start) == len(kind) and sum(map(str.__ne__, start, kind)) == 1 and not folded[len(kind) :][:1].isalpha()


def _title(kind: str | None, subject: str, body: CasedWords) -> str:
    calm = reading_case(subject, body) if is_upper(subject) else _first_small(sentence_case(subject, body), body)
    for number in reversed(list(document_numbers(calm))):
        calm = calm[: number.start] + number.text + calm[number.end :]
    title = with_right_names(f"{kind} {calm}".strip() if kind else calm)
    return _shortened(title)


def _first_small(text: str, body: CasedWords) -> str:
    """The subject with its first letter small, unless the word is a name or an acronym."""
    first = text.split(" ", 1)[0]
    if len(first) < 2 or not first[1:].islower():
        return text
    words = [word.strip(_EDGE).lower() for word in text.split()[:8]]
    cased = body.cased(words, 0)
    return text if cased == first and first.istitle() and _is_name(text, body, words) else text[:1].lower() + text[1:]


def _is_name(text: str, body: CasedWords, words: list[str]) -> bool:
    """Whether the first word has its capital in the middle of sentences of the body, before the same next word."""
    return len(words) > 1 and body.cased(words[:2], 0) == text.split(" ", 1)[0]


def _shortened(title: str) -> str:
    """The title, cut at a word where it is longer than any title."""
    return title if len(title) <= MAX_TITLE_CHARS else title[:MAX_TITLE_CHARS].rsplit(" ", 1)[0]


def _without_specks(lines: list[str], first: str) -> list[str]:
    """The lines of a heading without what a stamp left behind the capitals of its kind ("NGHỊ ĐỊNH Mày")."""
    kind = next((key for key in kinds() if fold(first).startswith(key)), "") if len(lines) > 1 else ""
    rest = first[len(kind) :].strip()
    is_speck = first[: len(kind)].isupper() and 0 < len(rest) <= _SPECK_CHARS and not rest.isupper()
    return [lines[0][: len(kind)], *lines[1:]] if is_speck else lines


def _without(text: str, pattern: re.Pattern[str]) -> str:
    folded = fold(text)
    found = pattern.search(folded) if len(folded) == len(text) else None
    return text if found is None else text[: found.start()] + text[found.end() :]


def _cut(text: str, pattern: re.Pattern[str]) -> str:
    folded = fold(text)
    found = pattern.search(folded) if len(folded) == len(text) else None
    return (text if found is None else text[: found.start()]).strip(_EDGE)


def _years_named_by(title: str, signed_on: date | None) -> tuple[int, int] | None:
    """The years in the title, those of dates and of document numbers left out; "until 2030" begins at the signing."""
    for number in reversed(list(document_numbers(title))):
        title = f"{title[: number.start]} {title[number.end :]}"
    plain = re.sub(r"(?<=\d)\s(?=\d{1,2}\b)", "", without_dates(fold(title)))
    for first, last in year_ranges(plain):
        return first, last
    years = set(years_named(re.sub(r"\d{1,5}/(?:\d{1,2}/)?\d{4}", "", plain)))
    until = _UNTIL.search(plain)
    if until is not None and signed_on is not None and int(until.group(1)) >= signed_on.year:
        return signed_on.year, int(until.group(1))
    if len(years) == 1:
        only = min(years)
        return only, only
    return None
