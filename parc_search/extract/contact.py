"""Telephone numbers, mail and web addresses: asked for, they are given only by a passage that holds one.

A passage about an office is near every question about how to reach it, and answers none without the number itself.
"""

import re

from ingest.documents import Passage
from parc_search.query import Query

_ASKED = re.compile(
    r"\b(?:so (?:dien thoai|fax|tai khoan|hotline)"
    r"|(?<!tren )(?<!bang )(?<!qua )dien thoai(?! (?:thong minh|di dong))|hotline|duong day nong"
    r"|e-?mail|thu dien tu|hop thu|website|trang web"
    r"|dia chi (?:lien he|email|thu|web|truy cap|tru so|lam viec)|phone|telephone|address)\b"
    r"[^?,;]*\b(?:la gi|nao|may|bao nhieu|o dau|what|which)\b"
    r"|\bwhat\b[^?]*\b(?:phone|telephone|e-?mail|web|address)\b"
    r"|^(?:so dien thoai|so fax|so tai khoan|hotline|duong day nong|e-?mail|dia chi (?:lien he|email|web|tru so))\b"
)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:https?://|www\.)\S|\b[\w-]+(?:\.[\w-]+)*\.(?:gov\.)?vn\b"
    r"|(?<![\d/.])0\d{2,3}[\s.]?\d{3,4}[\s.]?\d{3,4}(?![\d/])|\b(?:1800|1900)[\s.]?\d{2,4}\b|\bđịa chỉ\b"
)


def asks_for_contact(query: Query) -> bool:
    """Whether a number or an address to reach somebody is asked for."""
    return asks(" ".join(query.folded.split()))


def asks(folded_question: str) -> bool:
    """Whether folded words ask for such a number or address."""
    return _ASKED.search(folded_question) is not None


def holds_contact(passage: Passage) -> bool:
    """Whether the passage holds one, in its own words or as they were read."""
    return any(_CONTACT.search(text.lower()) for text in (passage.text, passage.reading))
