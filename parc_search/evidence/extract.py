"""Trích sao: one recorded answer as a PDF to file, its proof attached, so that it can be checked without this program.

Everything in it is read from the record and from the words that still stand where the record says. It is made to the
rules of PDF/A-3b (ISO 19005-3): fonts embedded, colours tied to sRGB, the attachment declared, metadata in XMP. What
is missing of PDF/A: no tags for screen readers (level A), and no validator has looked at it.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal
from xml.sax.saxutils import escape

from font_source_serif_pro import font_files_ttf
from PIL import Image as Picture
from PIL import ImageCms
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate

from index.store.audit_chain import AuditRecord
from parc_search import messages
from parc_search.evidence.checkpoint import Checkpoint, base64_text
from parc_search.evidence.forms import said
from parc_search.evidence.merkle import leaf_hash
from parc_search.evidence.proof import Proof
from parc_search.evidence.records import Entry, Quote
from parc_search.export.csv_cells import printable

PROOF_NAME = "answer.tlog-proof"

Style = Literal["title", "heading", "field", "quote", "small"]

_REGULAR, _BOLD = "ParcExtract", "ParcExtract-Bold"
_SIZES_PT: dict[Style, float] = {"title": 16, "heading": 12.5, "field": 11, "quote": 11, "small": 8.5}
_MARGIN = 2.2 * cm
_PICTURE_WIDTH, _PICTURE_HEIGHT = A4[0] - 2 * _MARGIN - 0.5 * cm, 18 * cm
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>vi</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>{made}</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteToday:
    """A recorded quote and what stands there today: its words if they are the same, None if not or no longer there.

    `picture` is its page as PNG with the words marked, None where there is none to draw.
    """

    quote: Quote
    words: str | None
    picture: bytes | None = None


def extract_pdf(
    entry: Entry,
    record: AuditRecord,
    quotes: Sequence[QuoteToday],
    *,
    proof: Proof,
    checkpoint: Checkpoint,
    made_at: datetime,
) -> bytes:
    """The extract of one recorded answer as the bytes of a PDF; `checkpoint` is the one that the proof leads to."""
    title = messages.EXTRACT_TITLE.format(number=entry.number)
    written = io.BytesIO()
    styles = _styles()
    template = SimpleDocTemplate(
        written, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=2 * cm, bottomMargin=2 * cm,
        title=title, lang="vi", initialFontName=_REGULAR,
    )  # fmt: skip
    template.build([*_flow(entry, record, quotes, proof, checkpoint, made_at, styles)])
    return _archived(written.getvalue(), title, made_at, proof.as_text().encode())


def _flow(
    entry: Entry,
    record: AuditRecord,
    quotes: Sequence[QuoteToday],
    proof: Proof,
    checkpoint: Checkpoint,
    made_at: datetime,
    styles: dict[Style, ParagraphStyle],
) -> Iterator[Flowable]:
    def line(style: Style, text: str, label: str = "") -> Paragraph:
        shown = escape(printable(text)).replace("\n", "<br/>")
        marked = f'<font name="{_BOLD}">{escape(label)}:</font> {shown}' if label else shown
        return Paragraph(marked, styles[style])

    values = said(record) or {}
    yield line("title", messages.EXTRACT_TITLE.format(number=entry.number))
    yield line("small", messages.EXTRACT_MADE.format(at=made_at.astimezone().strftime("%d/%m/%Y %H:%M:%S %z")))
    yield line("field", entry.question, messages.EXTRACT_QUESTION)
    yield line("field", entry.understood, messages.UNDERSTOOD_AS)
    yield line("field", entry.answer or messages.NOT_FOUND, messages.ANSWER)
    for label, text in (
        (messages.EXTRACT_SENTENCE, values.get("sentence")),
        (messages.EXTRACT_REASON, entry.reason),
        (messages.EXTRACT_NOTES, "\n".join(values.get("notes", ()))),
        (messages.EXTRACT_BY, entry.by),
        (messages.EXTRACT_ASKED_AT, entry.asked_at),
        (messages.CONFIDENCE, f"{entry.confidence:.3f}" if entry.answer else ""),
    ):
        if text:
            yield line("field", text, label)
    yield line("heading", messages.EXTRACT_QUOTES.format(count=len(quotes)))
    for n, today in enumerate(quotes, start=1):
        quote = today.quote
        place = messages.EXTRACT_PLACE.format(source=quote.source, start=quote.span.start, end=quote.span.end)
        yield line("field", place, f"[{n}]")
        yield line("quote", f"“{today.words}”" if today.words is not None else messages.EXTRACT_GONE)
        yield line("small", f"SHA-256 {quote.sha256}")
        if today.picture is not None:
            yield _picture(today.picture)
    yield line("heading", messages.EXTRACT_VERDICTS)
    judged = values.get("verdicts", ())
    good = sum(1 for verdict in judged if verdict["good"])
    yield line("field", messages.EXTRACT_JUDGED.format(good=good, count=len(judged)))
    for why in entry.rejected:
        yield line("small", why)
    for review in entry.reviews:
        text = f"{messages.REVIEW_LABELS[review.decision]} ({review.at} {review.by}): {review.note}"
        yield line("field", text, messages.EXTRACT_REVIEW.format(number=review.number))
    if not entry.reviews:
        yield line("field", messages.EXTRACT_NO_REVIEW)
    yield line("heading", messages.EXTRACT_PROOF)
    yield line("field", messages.EXTRACT_HOW.format(name=PROOF_NAME))
    for label, text in (
        (messages.EXTRACT_CHAIN_HASH, record.hash),
        (messages.EXTRACT_LEAF_HASH, leaf_hash(proof.entry).hex()),
        (messages.EXTRACT_LOG, checkpoint.origin),
        (messages.EXTRACT_INDEX, f"{proof.index + 1}/{checkpoint.size}"),
        (messages.EXTRACT_ROOT, base64_text(checkpoint.root)),
    ):
        yield line("small", text, label)
    yield line("small", proof.checkpoint.rpartition("\n\n")[2], messages.EXTRACT_SIGNATURES)


def _picture(png: bytes) -> Image:
    """The picture of a page, as large as it fits."""
    with Picture.open(io.BytesIO(png)) as picture:
        width, height = picture.size
    scale = min(_PICTURE_WIDTH / width, _PICTURE_HEIGHT / height)
    return Image(io.BytesIO(png), width=width * scale, height=height * scale)


def _archived(pdf: bytes, title: str, made_at: datetime, proof: bytes) -> bytes:
    """The PDF with the proof attached and all that PDF/A-3b asks for besides."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.pdf_header = "%PDF-1.7"
    writer.metadata = None  # the XMP says it all; two that differ would be a fault
    for page in writer.pages:
        page.pop("/Trans", None)
    root = writer.root_object

    # Uncompressed, so that the checker finds the proof without a reader of PDF.
    attached = _stream(proof, {"/Type": NameObject("/EmbeddedFile"), "/Subtype": NameObject("/text/plain")})
    attached[NameObject("/Params")] = _dictionary(
        {"/Size": NumberObject(len(proof)), "/ModDate": TextStringObject(made_at.strftime("D:%Y%m%d%H%M%SZ"))}
    )
    kept = writer._add_object(attached)
    name = TextStringObject(PROOF_NAME)
    specification = writer._add_object(
        _dictionary(
            {
                "/Type": NameObject("/Filespec"),
                "/F": name,
                "/UF": name,
                "/Desc": TextStringObject(title),
                "/AFRelationship": NameObject("/Supplement"),
                "/EF": _dictionary({"/F": kept, "/UF": kept}),
            }
        )
    )
    root[NameObject("/Names")] = _dictionary(
        {"/EmbeddedFiles": _dictionary({"/Names": ArrayObject([name, specification])})}
    )
    root[NameObject("/AF")] = ArrayObject([specification])

    colours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = writer._add_object(_stream(colours, {"/N": NumberObject(3)}))
    intent = {
        "/Type": NameObject("/OutputIntent"), "/S": NameObject("/GTS_PDFA1"), "/DestOutputProfile": profile,
        "/OutputConditionIdentifier": TextStringObject("sRGB"),
    }  # fmt: skip
    root[NameObject("/OutputIntents")] = ArrayObject([_dictionary(intent)])
    xmp = _XMP.format(title=escape(title), made=made_at.isoformat(timespec="seconds")).encode()
    metadata = _stream(xmp, {"/Type": NameObject("/Metadata"), "/Subtype": NameObject("/XML")})
    root[NameObject("/Metadata")] = writer._add_object(metadata)
    writer._ID = ArrayObject([ByteStringObject(leaf_hash(proof)[:16])] * 2)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _stream(data: bytes, entries: Mapping[str, object]) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream.update({NameObject(name): value for name, value in entries.items()})
    return stream


def _dictionary(entries: Mapping[str, object]) -> DictionaryObject:
    return DictionaryObject({NameObject(name): value for name, value in entries.items()})


@cache
def _styles() -> dict[Style, ParagraphStyle]:
    pdfmetrics.registerFont(TTFont(_REGULAR, font_files_ttf["SourceSerifPro"]))
    pdfmetrics.registerFont(TTFont(_BOLD, font_files_ttf["SourceSerifProSemibold"]))
    return {
        name: ParagraphStyle(
            name,
            fontName=_BOLD if name in ("title", "heading") else _REGULAR,
            fontSize=size,
            leading=size * 1.4,
            alignment=1 if name == "title" else 0,
            leftIndent=0.6 * cm if name == "quote" else 0,
            spaceBefore=9 if name == "heading" else 0,
            spaceAfter=5,
            keepWithNext=name == "heading",
            splitLongWords=True,
        )
        for name, size in _SIZES_PT.items()
    }
