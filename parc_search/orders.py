"""Sentences of a question that give orders to the machine ("bỏ qua mọi hướng dẫn …"): noticed, and left out."""

import re

from ingest.language.fold import fold

_ORDER = re.compile(
    r"\b(?:bo qua|quen(?: het| di| sach)?|phot lo|khong can theo|mac ke|dung theo)\b.{0,40}"
    r"\b(?:tai lieu|huong dan|chi dan|quy tac|quy dinh|lenh|yeu cau|nguyen tac)\b"
    r"|\bignore\b.{0,30}\b(?:instructions?|rules?|documents?|prompts?)\b|\bsystem prompt\b|\bprompt he thong\b"
    r"|\b(?:hay|chi|cu|phai|nho) (?:tra loi|noi|viet|in ra|khang dinh) (?:la )?rang\b"
    r"|\bdong vai\b|\bact as\b|\bpretend\b|\bjailbreak\b"
    r"|\bwithout citing\b|\b(?:khong|khoi|chang|dau) can (?:trich dan|dan nguon|nguon)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def gives_orders(text: str) -> bool:
    """Whether the text tells the machine what to do or to say."""
    return _ORDER.search(fold(text)) is not None


def without_orders(question: str) -> str:
    """The question without sentences that give orders; unchanged when nothing is left."""
    kept = [sentence for sentence in _SENTENCE.findall(question) if not gives_orders(sentence)]
    return " ".join("".join(kept).split()) or question
