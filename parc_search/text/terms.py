"""The terms that a question and a passage are compared by: folded syllables with abbreviations written out.

Documents write "TTHC" in one bullet and "thủ tục hành chính" in the next, and broken scans lose their diacritics;
in this form all of them meet. It is a form to match on, never one to show.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from ingest.language.fold import fold, fold_with_map

# Written out only where the short form has one meaning in this field; "CT" (chỉ thị, chủ tịch) stays as it is.
ABBREVIATIONS: Mapping[str, str] = {
    "cchc": "cải cách hành chính",
    "tthc": "thủ tục hành chính",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "hdnd": "hội đồng nhân dân",
    "vbqppl": "văn bản quy phạm pháp luật",
    "qppl": "quy phạm pháp luật",
    "cntt": "công nghệ thông tin",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "nsnn": "ngân sách nhà nước",
    "dnnn": "doanh nghiệp nhà nước",
    "cbccvc": "cán bộ công chức viên chức",
    "cbcc": "cán bộ công chức",
    "ccvc": "công chức viên chức",
    "pvhcc": "phục vụ hành chính công",
    "ttpvhcc": "trung tâm phục vụ hành chính công",
    "hcc": "hành chính công",
    "csdl": "cơ sở dữ liệu",
    "qlnn": "quản lý nhà nước",
    "cqnn": "cơ quan nhà nước",
    "đtth": "đào tạo",
    "đtbd": "đào tạo bồi dưỡng",
    "đtttm": "đô thị thông minh",
    "đttm": "đô thị thông minh",
    "dttm": "đô thị thông minh",
    "ktxh": "kinh tế xã hội",
    "mttq": "mặt trận tổ quốc",
    "bch": "ban chấp hành",
    "đvsn": "đơn vị sự nghiệp",
    "ttđt": "thông tin điện tử",
    "qtnb": "quy trình nội bộ",
    "tn&tkq": "tiếp nhận và trả kết quả",
    "tt&tt": "thông tin và truyền thông",
    "tttt": "thông tin và truyền thông",
    "kh&cn": "khoa học và công nghệ",
    "khcn": "khoa học và công nghệ",
    "kh&đt": "kế hoạch và đầu tư",
    "khđt": "kế hoạch và đầu tư",
    "gd&đt": "giáo dục và đào tạo",
    "gdđt": "giáo dục và đào tạo",
    "nn&ptnt": "nông nghiệp và phát triển nông thôn",
    "tn&mt": "tài nguyên và môi trường",
    "vhxh": "văn hóa xã hội",
    "vh-xh": "văn hóa xã hội",
    "snv": "sở nội vụ",
    "stc": "sở tài chính",
    "stp": "sở tư pháp",
    "stttt": "sở thông tin và truyền thông",
    "skhcn": "sở khoa học và công nghệ",
    "vp": "văn phòng",
    "vpubnd": "văn phòng ủy ban nhân dân",
    "ptth": "phát thanh và truyền hình",
    "bhxh": "bảo hiểm xã hội",
    "tphcm": "thành phố hồ chí minh",
}
# Short forms that are safe only in capitals, because in lower case they are words or parts of codes.
CAPITAL_ABBREVIATIONS: Mapping[str, str] = {
    "NĐ": "nghị định",
    "QĐ": "quyết định",
    "NQ": "nghị quyết",
    "KH": "kế hoạch",
    "BC": "báo cáo",
    "VB": "văn bản",
    "ĐA": "đề án",
    "TW": "trung ương",
}

_WORD = re.compile(r"\d+(?:[.,/]\d+)*%?|[^\W\d_]+(?:&[^\W\d_]+)*", re.UNICODE)
_LETTERS = re.compile(r"[^\W\d_]+(?:[&-][^\W\d_]+)*")
_FOLDED_ABBREVIATIONS = {fold(short): tuple(fold(full).split()) for short, full in ABBREVIATIONS.items()}
_CACHED_PLACES = 1_000  # The quotes of a few hundred answers; 10 KB each.
_CACHED_TEXTS = 20_000  # About the passages of 100 documents with their paths; 1 KB each.


def expand_abbreviations(text: str) -> str:
    """The text with known abbreviations written out in words, document codes ("76/NQ-CP") left as they are."""

    def write_out(match: re.Match[str]) -> str:
        short = match.group()
        before = text[match.start() - 1 : match.start()]
        if before in ("/", "-") and match.start():
            return short
        return CAPITAL_ABBREVIATIONS.get(short) or ABBREVIATIONS.get(short.lower(), short)

    return _LETTERS.sub(write_out, text)


@lru_cache(maxsize=_CACHED_TEXTS)
def terms(text: str) -> tuple[str, ...]:
    """The folded syllables and numbers of the text in order, abbreviations as the syllables they stand for."""
    return tuple(term for match in _WORD.finditer(fold(text)) for term in _terms_of(match.group()))


@lru_cache(maxsize=_CACHED_PLACES)
def placed_terms(text: str) -> tuple[tuple[str, int, int], ...]:
    """The terms of the text, each with the span of its own word; those of an abbreviation share its span."""
    folded = fold_with_map(text)
    return tuple(
        (term, *folded.to_source(*match.span()))
        for match in _WORD.finditer(folded.text)
        for term in _terms_of(match.group())
    )


def pairs(sequence: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each term with the one after it."""
    return tuple(pairwise(sequence))


@lru_cache(maxsize=_CACHED_TEXTS)
def deletions(term: str) -> frozenset[str]:
    """The term and every form of it with one letter left out: two terms that share one are at most one edit apart.

    An exchange of neighbours also counts as one edit. Terms under three letters and numbers stand only for themselves.
    """
    if len(term) < 3 or term[0].isdigit():
        return frozenset((term,))
    return frozenset({term} | {term[:at] + term[at + 1 :] for at in range(len(term))})


def _terms_of(token: str) -> tuple[str, ...]:
    if token in _FOLDED_ABBREVIATIONS:
        return _FOLDED_ABBREVIATIONS[token]
    return (_plain_number(token),) if token[0].isdigit() else tuple(token.split("&"))


def _plain_number(token: str) -> str:
    """The number without leading zeros in its parts: "09" is "9", "05/01/2024" is "5/1/2024"."""
    return re.sub(r"(?<![\d.,])0+(?=\d)", "", token)
