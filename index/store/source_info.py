"""What the store says of its documents, and the user's corrections laid over what the documents say of themselves."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from index.store.rows import metadata_of, metadata_values, to_json
from ingest.documents import Metadata, Passage
from ingest.errors import UsageError
from ingest.language.document_numbers import number_key
from ingest.language.fold import fold

CORRECTABLE = tuple(field.name for field in fields(Metadata))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """One document of the store, as a list of documents shows it.

    `page_count` is None for an unpaged document; `quality` the mean read quality of its pages, weighted by their
    length; `unread_count` how many pages are pictures that wait for OCR, or have a broken text layer over one;
    `metadata` has the user's corrections, whose fields `corrected` names; `added_at` is ISO 8601 in UTC.
    `groups` are those that alone may read it; empty where everyone may.
    """

    source: str
    metadata: Metadata
    corrected: tuple[str, ...]
    media_type: str
    page_count: int | None
    quality: float
    unread_count: int
    char_count: int
    passage_count: int
    task_count: int
    target_count: int
    edit_count: int
    content_hash: str
    added_at: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a removal took out of the store."""

    source: str
    passage_count: int
    task_count: int
    target_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedBy:
    """What the documents of a store say of one of them: who amended it and who replaced it, each by its number.

    A document without a number stands by its title.
    """

    amended_by: tuple[str, ...]
    replaced_by: tuple[str, ...]


def changed_by(documents: Sequence[Metadata]) -> tuple[ChangedBy, ...]:
    """For each document what it says itself of its amendments, and then what the others say that they do to it."""
    amending = _by_target(documents, lambda metadata: metadata.amends)
    replacing = _by_target(documents, lambda metadata: metadata.replaces)
    found = []
    for metadata in documents:
        own = _name(metadata)
        amended_by = [*metadata.amended_by, *_naming(metadata, amending)]
        found.append(
            ChangedBy(
                amended_by=tuple(dict.fromkeys(name for name in amended_by if name != own)),
                replaced_by=tuple(dict.fromkeys(name for name in _naming(metadata, replacing) if name != own)),
            )
        )
    return tuple(found)


def _by_target(documents: Sequence[Metadata], targets: Callable[[Metadata], tuple[str, ...]]) -> dict[str, list[str]]:
    """The names of the documents by what they name, in order of signing, then of name."""
    found: dict[str, list[str]] = {}
    for metadata in sorted(documents, key=lambda metadata: (metadata.signed_on or date.max, _name(metadata))):
        for target in targets(metadata):
            found.setdefault(_key(target), []).append(_name(metadata))
    return found


def _naming(metadata: Metadata, by_target: Mapping[str, list[str]]) -> list[str]:
    """Who names the document, by its number; a law also by its title."""
    keys = [_key(metadata.number)] if metadata.number else []
    return [name for key in [*keys, _key(metadata.title)] for name in by_target.get(key, ())]


def _name(metadata: Metadata) -> str:
    return metadata.number or metadata.title


def _key(name: str) -> str:
    """What two ways of writing a number, or a law's name, share."""
    return number_key(name) if any(sign.isdigit() for sign in name) else " ".join(fold(name).split())


def corrected(values: Mapping[str, Any], corrections: Mapping[str, str]) -> Metadata:
    """The metadata of stored values, with the user's corrections (field → JSON) laid over."""
    return metadata_of({**values, **{field: json.loads(value) for field, value in corrections.items()}})


def correction_values(changes: Mapping[str, object]) -> dict[str, str]:
    """The corrections as the store keeps them: field → JSON.

    Raises:
        UsageError: a field that metadata does not have, or a value that the field cannot hold.
    """
    for field in changes:
        if field not in CORRECTABLE:
            raise UsageError(f"Không có trường {field!r}. Các trường sửa được: {', '.join(CORRECTABLE)}.")
    for field, value in changes.items():
        if not _fits(field, value):
            raise UsageError(f"Giá trị {value!r} không hợp với trường {field!r}. {_ACCEPTED[field]}")
    given: dict[str, Any] = {"title": "", **changes}
    values = metadata_values(Metadata(**given))
    return {field: to_json(values[field]) for field in changes}


def is_same_document(one: Metadata, other: Metadata) -> bool:
    """Whether both are versions of one document: number and date agree, issuer and place do not speak against it.

    Without a number and a date nothing tells, and the answer is no.
    """
    if identity(one) is None or identity(one) != identity(other):
        return False
    if one.issuer and other.issuer and fold(one.issuer) != fold(other.issuer):
        return False
    return not one.place or not other.place or one.place == other.place


def identity(metadata: Metadata) -> str | None:
    """A hash of number and date of signing, by which a document is known again; None if it lacks one of them."""
    if not metadata.number or metadata.signed_on is None:
        return None
    number = "".join(fold(metadata.number).split())
    return hashlib.sha256(f"{number}|{metadata.signed_on.isoformat()}".encode("utf-8", "replace")).hexdigest()


def content_stamp(passages: Iterable[Passage]) -> str:
    """A hash of all of a document's passages that a cache could depend on."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(to_json([passage.id, passage.text, passage.reading, passage.path]).encode("utf-8"))
    return digest.hexdigest()


def cache_stamp(content: str, metadata: Metadata) -> str:
    """The hash by which a cache knows that its copy of a document is the store's."""
    return hashlib.sha256((content + to_json(metadata_values(metadata))).encode("utf-8")).hexdigest()


_TEXTS = ("kind", "number", "issuer", "signer", "signer_role")
_DAYS = ("signed_on", "effective_from")
_NAMES = ("place", "amends", "amended_by", "replaces")

_ACCEPTED = {
    "title": "Tên văn bản là chuỗi không rỗng.",
    "kind": "Loại văn bản là chuỗi, hoặc None.",
    "number": "Số, ký hiệu là chuỗi, hoặc None.",
    "signed_on": "Ngày ký là date, hoặc None.",
    "issuer": "Cơ quan ban hành là chuỗi, hoặc None.",
    "place": "Địa bàn là bộ các tên, rộng nhất đứng đầu.",
    "years": "Giai đoạn là cặp (năm đầu, năm cuối), hoặc None.",
    "effective_from": "Ngày có hiệu lực là date, hoặc None.",
    "amends": "Văn bản được sửa đổi là bộ các số, ký hiệu.",
    "amended_by": "Văn bản sửa đổi là bộ các số, ký hiệu.",
    "replaces": "Văn bản được thay thế là bộ các số, ký hiệu.",
    "signer": "Người ký là chuỗi, hoặc None.",
    "signer_role": "Chức vụ người ký là chuỗi, hoặc None.",
}


def _fits(field: str, value: object) -> bool:
    match field, value:
        case "title", str():
            return bool(value.strip())
        case _, (str() | None) if field in _TEXTS:
            return True
        case _, (date() | None) if field in _DAYS:
            return True
        case _, tuple() if field in _NAMES:
            return all(isinstance(name, str) and name.strip() for name in value)
        case "years", None:
            return True
        case "years", (int() as first, int() as last):
            return first <= last
    return False
