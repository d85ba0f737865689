"""Which kind of answer a question asks for, and which role of an agency.

Decided from the wording alone, on the folded text, by weighted signs: the kind with the heaviest signs wins, ties go
to the kind that stands first. Each sign is a way of asking that belongs to the language, not to one document.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ingest.language.fold import fold

_SIGNS_FILE = Path(__file__).with_name("kinds.toml")

ROLE_SIGNS: Mapping[str, str] = {
    "coordinate": r"\bphoi hop\b|\bcung (?:voi )?\b",
    "advise": r"\btham muu\b",
    "lead": r"\bchu tri\b|\bphu trach\b|\bchiu trach nhiem\b|\bdau moi\b|\bthuong truc\b|\blo\b",
}

_KIND_ORDER = (
    "compare",
    "coordinating",
    "legal_basis",
    "budget",
    "product",
    "deadline",
    "target",
    "agency",
    "procedure",
    "list",
)
# Which share of the winner's weight makes a second kind worth trying when the first finds nothing.
_SECOND_SHARE = 0.6
_ASKING = re.compile(
    r"\b(?:(?:nhung|cac|may|giao|do) )*"
    r"(?:co quan|so|don vi|ben|phong|bo phan|trung tam|ban|nganh|cap|to chuc|cuc) nao\b"
    r"|\b(?:co )?(?:giong|khac) (?:nhau|gi)(?: (?:the nao|ra sao|khong|o dau))?\b"
    r"|\bso sanh\b|\b(?:giong|khac)(?: nhau)? (?:the nao|ra sao|nhu the nao)\b"
    r"|\bthay doi (?:the nao|ra sao|nhu the nao)\b"
    r"|\b(?:chu tri|phu trach|chiu trach nhiem(?: chinh)?|dung ra|lam dau moi|phoi hop|giao cho ai)\b"
    r"|\b(?:mang |co |la )?so (?:hieu )?(?:may|bao nhieu|nao|gi)\b|\bban hanh (?:vao )?(?:ngay|khi|luc|nam|hom) nao\b"
    r"|\b(?:lay |cap )?(?:o|tu) dau(?: ra)?\b|\b(?:dat|dua ra|de ra) (?:muc tieu|chi tieu)\b|\bphan dau\b"
    r"|\b(?:dat |phai )*(?:toi thieu|toi da|it nhat)\b|\b(?:la|gom|co) nhung gi\b"
    r"|\b(?:bao nhieu|may) (?:phan tram|%|tien|kinh phi|von|trieu(?: dong)?|ty(?: dong)?|dong)\b"
    r"|^(?:tong )?(?:kinh phi|chi phi|so tien|tien|von)\b(?!.*\b(?:nguon|dau|nao)\b)"
    r"|\b(?:ton|mat|can|het) (?=bao nhieu)"
    r"|\b(?:truoc|vao|tu|den) (?:ngay|hom|luc|thang|khi) nao\b"
    r"|\bbao lau (?:mot|lam mot) lan\b"
    r"|\b(?:(?:nhung|cac|may) )?(?:dia phuong|tinh|van ban|tai lieu|ke hoach|bao cao|noi) nao"
    r"(?: (?:cung|deu|co|da|duoc))* (?:nhac|neu|noi|de cap|vien dan|dan chieu)(?: (?:den|toi|ve))?\b"
    r"|\b(?:nghi quyet|nghi dinh|quyet dinh|chi thi|thong tu|cong van)(?: so)? (?:nao|gi|may|bao nhieu)\b"
    r"|\b(?:(?:nhung|cac|may) )?(?:dia phuong|tai lieu|ke hoach|bao cao) nao"
    r"(?: (?:cung|deu|co|da|dat ra|dua ra|de ra|chu truong|du kien|ghi|noi(?: den| toi| ve)?|muc tieu|noi dung"
    r"|nhiem vu))+\b"
    r"|\bduoc (?:nhac|neu|noi|de cap|vien dan)(?: (?:den|toi))? (?:trong|o|tai)(?: \w+){0,5} nao\b"
)

_AMOUNT_ASKED = re.compile(
    r"\bbao nhieu\b|\bmay (?:ty|trieu|dong|tien)\b|\bhow much\b|\bwhat (?:is|was) the (?:cost|budget)\b"
)
_SOURCE_ASKED = re.compile(
    r"\bdau\b|\bnguon\b|\bai (?:cap|chi|tra|lo|bo)\b|\b(?:bo tri|bao dam|dam bao|lay|can doi|huy dong)\b"
    r"|\bnao\b|\bsao\b"
    r"|\bhow is\b|\bfunded\b|\bfinanced\b|\bsource"
)


def kinds_of(question: str, *, without: str | None = None) -> tuple[str, ...]:
    """The kinds of answer that the question may ask for, the likeliest first; ("passage",) when nothing tells.

    `without` leaves one kind out, so that the next likeliest shows.
    """
    text = " ".join(fold(question).split())
    weights: defaultdict[str, float] = defaultdict(float)
    for kind, weight, sign in signs():
        if kind != without and sign.search(text):
            weights[kind] += weight
    best = max(weights.values(), default=0.0)
    if not best:
        return ("passage",)
    order = sorted(_KIND_ORDER, key=lambda kind: (-weights[kind], _KIND_ORDER.index(kind)))
    return tuple(kind for kind in order if weights[kind] >= _SECOND_SHARE * best)


@cache
def signs() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    """The ways of asking: kind, weight, pattern."""
    data = tomllib.loads(_SIGNS_FILE.read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    for name, pattern in data["names"].items():
        names[name] = _written_out(pattern.strip(), names)
    found = []
    for row in data["sign"]:
        pattern = _written_out(row["pattern"], names)
        found.append((row["kind"], float(row["weight"]), re.compile(pattern)))
    return tuple(found)


def _written_out(pattern: str, names: Mapping[str, str]) -> str:
    """The pattern with the names in it replaced by what they stand for."""
    for name, value in names.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern


def asking_spans(folded: str) -> tuple[tuple[int, int], ...]:
    """Where a folded question only asks ("cơ quan nào", "có giống nhau không"), not says what about."""
    return tuple(match.span() for match in _ASKING.finditer(folded))


def role_of(question: str) -> str:
    """The role asked for: "coordinate", "advise" or "lead"."""
    text = " ".join(fold(question).split())
    return next((role for role, sign in ROLE_SIGNS.items() if re.search(sign, text)), "lead")


def asks_amount(folded_question: str) -> bool:
    """Whether an amount is asked for."""
    return _AMOUNT_ASKED.search(folded_question) is not None


def may_ask_amount(folded_question: str) -> bool:
    """Whether an amount would answer: one is asked for, or just "kinh phí" of something."""
    return asks_amount(folded_question) or not _SOURCE_ASKED.search(folded_question)
