"""What a question about amounts asks for: one part for each value, with its words and the unit that must stand there.

"thẩm định bao nhiêu dự thảo, góp ý bao nhiêu dự thảo" asks twice of one thing; "trễ hẹn bao nhiêu hồ sơ, chiếm tỷ lệ
bao nhiêu" asks for a number and its share. A "mấy" before another asking word only makes a plural ("mấy xã phường trễ
hẹn bao nhiêu hồ sơ").
"""

import re
from dataclasses import dataclass
from itertools import pairwise

_NOT_ASKING = r"(?! (?:tinh|chu|moc|in|quet|anh|vi|bay)\b)"
_ASK = re.compile(rf"\b(?:bao nhieu|may\b{_NOT_ASKING})|\bhow (?:many|much)\b")
_SEPARATOR = re.compile(r"[,;?.]\s+|(?<!\s)\s++(?:va|and|cho(?= (?:bao nhieu|may)))\s++(?=\S)")
_PLURAL_BEFORE = re.compile(r"(?:^|\b(?:o|tai|cho|cua|trong|cac|thi|mot)\s)\s*$")
_PERCENT = re.compile(r"phan tram|%|\bpercent|\b(?:ty|ti) le\b|\bproportion\b|\bshare\b|\brate\b")
_RANK = re.compile(
    r"\bthu (?:may|hang|bac)\b|\bxep (?:vi )?thu\b|\bhang (?:may|bao nhieu)\b|\brank|\bdung thu\b|\bvi thu\b"
    r"|\b(?:nhom|top) (?:nao|gi|may|bao nhieu)\b|\bvi tri (?:thu )?(?:may|nao|bao nhieu)\b"
)
_GROUP = re.compile(r"\bnhom (?:nao|gi)\b")
_MONEY_NOUN = (
    r"(?:kinh phi|so tien|du toan|muc dau tu|von dau tu|tong von|chi phi(?! tuan thu)|(?:le|hoc|muc|vien|cuoc|dong) phi"
    r"|(?:muc|tien|bac) luong|(?:muc|tien) (?:thuong|phat|ho tro|dong)|ngan sach|don gia|gia tri|thu nhap)"
)
_MONEY = re.compile(
    r"\b(?:bao nhieu|may) (?:tien|kinh phi|ty|trieu|nghin dong|dong|von)\b"
    r"|\b(?:ton|het|mat|chi) (?:het )?bao nhieu\b(?! \w)"
    rf"|\bhow much (?:money|funding|budget)\b|\b{_MONEY_NOUN}\b(?!.*\b(?:phan tram|%))"
)
_MONEY_ASKED = re.compile(r"\b(?:bao nhieu|may) (?:tien|kinh phi|ty|trieu|nghin|dong|von)\b|\bhow much\b")
_COUNTED = re.compile(r"(?<!thu )(?<!hang )\b(?:bao nhieu|may) (?!phan tram|%|lan\b|so voi\b)(\w+)")
# "Số hồ sơ quá hạn ở huyện …": key words that ask how many.
_NUMBER_OF = re.compile(
    r"^(?:tong )?so (?:luong )?(ho|lop|luot|don|can|cong|vien|thu|van|nguoi|co|xa|phuong|doanh|cuoc|de|nhiem|dich)\b"
)
_TOTAL = re.compile(r"\b(?:tong so|so luong)\b")
_CHANGE = re.compile(r"\b(?:giam|tang|cat|bot|them|tinh gian|rut|ha xuong|ha)\b")
# After these words nothing counted follows: "là bao nhiêu trong năm 2024".
_NO_THING_WORDS = """
    la trong o tai nam den toi vao roi vay the nhi a ha va de thi khi cho duoc dat phai cua tu giai moi
    theo ca hay voi luc tro len xuong thoi nua a do vay
"""
_NO_THING = frozenset(_NO_THING_WORDS.split())
_TIME_UNITS = frozenset({"thang", "nam", "ngay", "quy", "tuan", "gio", "phut", "nhiem"})
# People and things in general are counted under any unit.
ANY_THING = frozenset({"nguoi", "so", "cai", "bo", "cuon"})
PERCENT, MONEY, RANK, COUNT, ANY = "percent", "money", "rank", "count", "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One value asked for: the folded words that ask for it, its unit, and the thing counted where it is a count."""

    text: str
    unit: str
    thing: str = ""
    is_total: bool = False
    is_group: bool = False

    @property
    def is_change(self) -> bool:
        """Whether it is asked by how much something grows or shrinks."""
        return _CHANGE.search(self.text) is not None

    @property
    def is_time(self) -> bool:
        """Whether a stretch of time is asked for: "bao nhiêu ngày"."""
        return self.thing in _TIME_UNITS


def parts_of(question: str) -> tuple[Part, ...]:
    """The parts of a folded question, in order; one part where it asks for one value or does not say how many."""
    pieces: list[str] = []
    waiting = ""
    for clause in _clauses(question):
        if not _asks(clause):
            waiting = f"{waiting} {clause}".strip()
            continue
        pieces.append(f"{waiting} {clause}".strip())
        waiting = ""
    if not pieces:
        return (_part(question),)
    if waiting:
        pieces[-1] = f"{pieces[-1]} {waiting}"
    return tuple(_part(piece) for piece in pieces)


def _clauses(question: str) -> list[str]:
    """The question cut where a thought ends, and between two asking words of one thought."""
    found: list[str] = []
    for clause in _SEPARATOR.split(question):
        asks = [match.start() for match in _ASK.finditer(clause) if not _is_plural(match, clause)]
        at = 0
        for one, two in pairwise(asks):
            cut = _after_thing(clause, one)
            if cut < two:
                found.append(clause[at:cut])
                at = cut
        found.append(clause[at:])
    return [clause.strip() for clause in found if clause.strip()]


def _after_thing(clause: str, ask: int) -> int:
    """Where the thing behind an asking word ends: two words after it."""
    thing = re.compile(r"(?:bao nhieu|may|how \w+)(?: \w+){0,2}").match(clause, ask)
    return thing.end() if thing else ask


def _is_plural(ask: re.Match[str], clause: str) -> bool:
    """Whether "mấy" only makes a plural: it opens its noun, and the thought asks again further on."""
    return (
        ask.group() == "may"
        and _PLURAL_BEFORE.search(clause[: ask.start()]) is not None
        and re.search(r"\b(?:bao nhieu|nao|gi|sao|khi nao)\b", clause[ask.end() :]) is not None
    )


def _asks(clause: str) -> bool:
    return bool(_ASK.search(clause) or _RANK.search(clause))


def _part(text: str) -> Part:
    counted = [
        match.group(1)
        for match in _COUNTED.finditer(text)
        if match.group(1) not in _NO_THING and not _plural_at(match, text)
    ]
    number_of = _NUMBER_OF.search(text)
    thing = counted[-1] if counted else number_of.group(1) if number_of else ""
    asks_percent = re.search(r"\b(?:bao nhieu|may) (?:phan tram|%)", text) is not None
    if asks_percent:
        return Part(text=text, unit=PERCENT)
    if _RANK.search(text) and not thing:
        return Part(text=text, unit=RANK, is_group=bool(_GROUP.search(text)))
    if _MONEY.search(text) and not (_CHANGE.search(text) and not _MONEY_ASKED.search(text)):
        return Part(text=text, unit=MONEY)  # "chi từ ngân sách phải giảm bao nhiêu" may ask for a share
    if thing:
        return Part(text=text, unit=COUNT, thing=thing)
    if _PERCENT.search(text):
        return Part(text=text, unit=PERCENT)
    return Part(text=text, unit=ANY, is_total=bool(_TOTAL.search(text)))


def _plural_at(match: re.Match[str], text: str) -> bool:
    ask = _ASK.match(text, match.start())
    return ask is not None and _is_plural(ask, text)
