"""Whether what the store holds still fits together: each finding is data, with a plain line for the reader.

Reads only. An empty list means: every passage is verbatim in its source, every span lies within it, every kept file is
the one that was read, both caches hold the very passages of the store, and the audit is whole. Each kind of finding
has a code of its own, for each has a cure of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from index import snapshots
from index.caches import DENSE_FOLDER, LEXICAL_FOLDER, open_dense, open_lexical
from index.dense import DENSE_FORMAT
from index.embeddings import misshapen
from index.store.file_store import MISSING
from index.store.store import Store
from ingest.documents import Document, Span, Target, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not fit.

    `code` names the kind in English, `source` the document (None: the store itself), `item` the id of what is
    wrong, and `message` says it in Vietnamese.
    """

    code: str
    source: str | None
    item: str
    message: str


def check(store: Store) -> list[Finding]:
    """All that does not fit in the store and its caches; empty if nothing."""
    findings = [
        Finding(code="file", source=None, item=fault, message=f"Tệp kho có lỗi: {fault}.")
        for fault in store.file_faults()
    ]
    if findings:
        return findings  # what stands on broken pages cannot be judged
    findings += _audit(store)
    for stored in store.sources():
        try:
            document = store.document(stored.source)
        except ValueError as error:
            message = f"Bản đọc sửa của {stored.source} không khớp văn bản gốc. Nạp lại tệp."
            findings.append(Finding(code="edit", source=stored.source, item=str(error), message=message))
            continue
        findings += _document(document)
        findings += _passages(store, document)
        findings += _registers(document, [*store.tasks(stored.source), *store.targets(stored.source)])
    return [*findings, *_originals(store), *_caches(store), *_embeddings(store)]


def _audit(store: Store) -> Iterator[Finding]:
    broken = store.verify_audit()
    if broken is not None:
        message = f"Nhật ký hỏi đáp bị sửa hoặc mất từ bản ghi số {broken}."
        yield Finding(code="audit", source=None, item=str(broken), message=message)


def _document(document: Document) -> Iterator[Finding]:
    length = len(document.raw.text)
    spans = [(f"page {number}", page.start, page.end) for number, page in enumerate(document.raw.pages, start=1)]
    for heading in document.outline:
        spans += [(f"heading {heading.label}", heading.start, heading.end)]
        spans += [(f"heading {heading.label}", heading.end, heading.section_end)]
    for item, start, end in spans:
        if not 0 <= start <= end <= length:
            message = f"Vị trí {start}–{end} của {item} nằm ngoài văn bản {document.source} ({length} ký tự)."
            yield Finding(code="span", source=document.source, item=item, message=message)


def _passages(store: Store, document: Document) -> Iterator[Finding]:
    for passage in store.passages(document.source):
        if document.raw.text[passage.start : passage.end] != passage.text or passage.start >= passage.end:
            message = f"Đoạn {passage.id} của {document.source} không trùng từng chữ với văn bản gốc. Nạp lại tệp."
            yield Finding(code="passage", source=document.source, item=passage.id, message=message)


def _registers(document: Document, rows: Iterable[Task | Target]) -> Iterator[Finding]:
    length = len(document.raw.text)
    for row in rows:
        for field in fields(row):
            span = getattr(row, field.name)
            if isinstance(span, Span) and not 0 <= span.start < span.end <= length:
                message = (
                    f"Dòng {row.id}: {field.name} {span.start}–{span.end} nằm ngoài {document.source}. Nạp lại tệp."
                )
                yield Finding(code="register", source=document.source, item=row.id, message=message)


def _originals(store: Store) -> Iterator[Finding]:
    for stored in store.sources():
        if stored.page_count is None:
            continue
        fault = store.originals.fault(stored.content_hash)
        if fault is not None:
            what = "không còn trong kho" if fault == MISSING else "không còn đúng nội dung lúc nạp"
            message = f"Tệp gốc của {stored.source} {what}; hình trang của văn bản này không xem được."
            yield Finding(code=f"original-{fault}", source=stored.source, item=stored.content_hash, message=message)


def _caches(store: Store) -> Iterator[Finding]:
    expected = {passage.id for passage in store.passages()}
    stamps = store.cache_stamps()
    for cache in (LEXICAL_FOLDER, DENSE_FOLDER):
        folder = store.folder / cache
        header = snapshots.read_header(folder)
        if header is None:
            if expected:
                yield Finding(code="cache-damaged", source=None, item=cache, message=f"Chỉ mục {cache} bị mất.")
            continue
        wrong = snapshots.faults(folder, header, whole=True)
        if wrong and header.files:
            message = f"Chỉ mục {cache} bị hỏng: tệp {', '.join(wrong)} không còn như lúc ghi."
            yield Finding(code="cache-damaged", source=None, item=cache, message=message)
            continue
        if header.revision != store.revision or dict(header.documents) != dict(stamps):
            message = f"Chỉ mục {cache} chưa theo kịp kho; nó được dựng lại ở lần mở kho kế tiếp."
            yield Finding(code="cache-behind", source=None, item=cache, message=message)
            continue
        ids = _ids(store, cache)
        if ids is None:
            if not store.is_read_only:  # the lexical index cannot be opened without writing a lock beside it
                message = f"Chỉ mục {cache} không mở được."
                yield Finding(code="cache-damaged", source=None, item=cache, message=message)
            continue
        for identifier in sorted(expected ^ ids):
            side = "thiếu" if identifier in expected else "thừa"
            message = f"Chỉ mục {cache} {side} đoạn {identifier}."
            yield Finding(code="cache-damaged", source=None, item=identifier, message=message)


def _ids(store: Store, cache: str) -> set[str] | None:
    """The ids of the passages in a cache; None if it cannot be opened."""
    if cache == LEXICAL_FOLDER:
        words = open_lexical(store.folder)
        return None if words is None else words.ids()
    vectors = open_dense(store.folder)
    return None if vectors is None else {row.id for row in vectors.rows}


def _embeddings(store: Store) -> Iterator[Finding]:
    header, vectors = snapshots.read_header(store.folder / DENSE_FOLDER), open_dense(store.folder)
    if header is None or vectors is None or not vectors.rows:
        return
    fingerprint = header.format.removeprefix(f"{DENSE_FORMAT} ")
    wrong = misshapen(store.folder, fingerprint, vectors.dim)
    if wrong:
        listed = ", ".join(key[:12] for key in wrong[:3])
        message = f"Có {len(wrong)} véc-tơ đã lưu không có đúng {vectors.dim} số (khoá {listed}…)."
        yield Finding(code="embedding", source=None, item=wrong[0], message=message)
