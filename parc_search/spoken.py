"""How people write as they speak: short spellings of messages ("bao nhiu", "ko") and the words of central Vietnam
("cơ quan mô", "làm răng"), written out before anything else is read from a question.

Only what has one meaning there; capitals are abbreviations of offices, not these.
"""

import re
from collections.abc import Mapping

SHORT_SPELLINGS: Mapping[str, str] = {
    "bn": "bao nhiêu",
    "bnhieu": "bao nhiêu",
    "bnhiêu": "bao nhiêu",
    "bnhiu": "bao nhiêu",
    "cq": "cơ quan",
    "dc": "được",
    "đc": "được",
    "đv": "đơn vị",
    "gq": "giải quyết",
    "hok": "không",
    "hông": "không",
    "hs": "hồ sơ",
    "hthanh": "hoàn thành",
    "j": "gì",
    "khog": "không",
    "ko": "không",
    "kp": "kinh phí",
    "nhiu": "nhiêu",
    "ntn": "như thế nào",
    "pct": "phần trăm",
    "tgian": "thời gian",
    "trc": "trước",
    "vbản": "văn bản",
}
# The questions of Huế and Quảng Trị; "mô hình", "chi phí" and "làm răng sứ" keep their words.
_CENTRAL = (
    (
        r"\b(tên|là|làm|gồm|có|cần|nộp|việc|cái|thứ|loại|ban|tờ|phẩm) chi(?= (?:rứa|vậy|hè|đó|ri|theo)\b|\s*[?.!,]*$)",
        r"\1 gì",
    ),
    (r"(\w) chi(?: rứa| hè| ri)?(\s*[?.!]*)$", r"\1 gì\2"),
    (r"\b((?!quy\b|vi\b|vĩ\b|đi\b|ở\b|về\b|từ\b|tới\b|đến\b)\w+) mô\b(?! hình| phỏng| tả| đun)", r"\1 nào"),
    (r"\b(ở|đi|về|từ|tới|đến) mô\b(?! hình| phỏng| tả)", r"\1 đâu"),
    (r"\b(?:ra răng|răng rứa|như răng)\b", "thế nào"),
    (r"\b(làm) răng\b(?! sứ| giả)", r"\1 sao"),
    (r"\b(?:rứa|hè|ri)(?=\s*[?.!]*$)", "vậy"),
)
_CENTRAL_SPEECH = tuple((re.compile(pattern, re.IGNORECASE), written) for pattern, written in _CENTRAL)
_WORD = re.compile(r"[^\W\d_]+")


def written_out(question: str) -> str:
    """The question as it would be written; codes ("12/KH-dc") keep their letters."""

    def write_out(match: re.Match[str]) -> str:
        beside = question[max(0, match.start() - 1) : match.start()] + question[match.end() : match.end() + 1]
        if set(beside) & set("/-&."):
            return match.group()
        return SHORT_SPELLINGS.get(match.group(), match.group())

    written = _WORD.sub(write_out, question)
    for pattern, plain in _CENTRAL_SPEECH:
        written = pattern.sub(plain, written)
    return written
