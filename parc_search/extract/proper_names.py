"""Communes, firms, schools: asked for by their sort, they are given only by a passage that names one.

A passage that speaks of "các xã, thị trấn" is near every question which communes were meant, and answers none.
"""

import re

from ingest.documents import Passage

# Places under a document's own place, and bodies that plans seldom name; "huyện nào" of a province, not "tỉnh nào".
_SORTS = "xã|thị trấn|huyện|thị xã|thôn|khu phố|tổ dân phố|công ty|doanh nghiệp|hợp tác xã|trường|bệnh viện|ngân hàng"
# With its marks, as questions are restored: "xã" and "xa" fold alike.
_ASKED = re.compile(rf"(?<!thị )\b(?:{_SORTS})(?: (?:cụ thể|tư nhân|viễn thông|học))? nào\b")
_LIST_ASKED = re.compile(rf"\bdanh sách(?: (?:các|những))? (?:{_SORTS}|đơn vị|cơ quan|nơi)\b")
_UPPER = "A-ZÀ-ỸĐ"
_NAMED = re.compile(rf"\b(?i:{_SORTS})\s+(?:(?i:cổ phần|TNHH|học)\s+)?[{_UPPER}][\w-]*")


def asks_for_proper_name(question: str) -> bool:
    """Whether the question asks which communes, firms or schools."""
    plain = " ".join(question.lower().split())
    return bool(_ASKED.search(plain) or _LIST_ASKED.search(plain))


def holds_proper_name(passage: Passage) -> bool:
    """Whether the passage names a commune, a firm or a school."""
    return _NAMED.search(passage.reading) is not None
