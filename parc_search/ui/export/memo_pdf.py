"""The memo as a PDF file, its font embedded, so that it reads the same on every machine."""

import io
from collections.abc import Sequence
from functools import cache
from xml.sax.saxutils import escape

from font_source_serif_pro import font_files_ttf
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

from parc_search.export.csv_cells import printable
from parc_search.ui import messages
from parc_search.ui.export.memo import MemoLine, Style

_REGULAR, _BOLD = "ParcSerif", "ParcSerif-Bold"
_INK, _QUIET = HexColor(0x1C2530), HexColor(0x545C66)
_LINE_HEIGHT = 1.4
_SIZES_PT: dict[Style, float] = {
    "title": 16, "note": 9.5, "heading": 12.5, "answer": 14.5, "field": 11.5, "text": 11.5, "document": 11.5,
    "quote": 11.5, "source": 9,
}  # fmt: skip


def as_pdf(lines: Sequence[MemoLine]) -> bytes:
    """The memo as the bytes of a PDF file, its pages numbered."""
    styles = _styles()
    written = io.BytesIO()
    template = SimpleDocTemplate(
        written, pagesize=A4, leftMargin=2.6 * cm, rightMargin=2 * cm, topMargin=2 * cm, bottomMargin=2 * cm,
        title=messages.MEMO_TITLE, author=messages.APP_NAME, lang="vi",
    )  # fmt: skip
    flow: list[Flowable] = []
    for line in lines:
        flow += [PageBreak()] if line.starts_page else []
        flow.append(Paragraph(_marked_up(line), styles[line.style]))
    template.build(flow, onFirstPage=_number_page, onLaterPages=_number_page)
    return written.getvalue()


def _marked_up(line: MemoLine) -> str:
    said = escape(printable(line.text))
    if not line.label:
        return said
    label = escape(printable(line.label)) + ("" if line.style == "document" else ":")
    return f'<font name="{_BOLD}">{label}</font> {said}'


def _number_page(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont(_REGULAR, 9)
    canvas.setFillColor(_QUIET)
    canvas.drawCentredString(A4[0] / 2, 1.1 * cm, str(template.page))


@cache
def _styles() -> dict[Style, ParagraphStyle]:
    pdfmetrics.registerFont(TTFont(_REGULAR, font_files_ttf["SourceSerifPro"]))
    pdfmetrics.registerFont(TTFont(_BOLD, font_files_ttf["SourceSerifProSemibold"]))
    styles: dict[Style, ParagraphStyle] = {}
    for name, size in _SIZES_PT.items():
        styles[name] = ParagraphStyle(
            name,
            fontName=_BOLD if name in ("title", "heading", "answer") else _REGULAR,
            fontSize=size,
            leading=size * _LINE_HEIGHT,
            textColor=_QUIET if name in ("note", "source") else _INK,
            alignment=1 if name == "title" else 0,
            leftIndent=0.6 * cm if name in ("quote", "source") else 0,
            spaceBefore=9 if name == "heading" else 0,
            spaceAfter=5,
            keepWithNext=name in ("heading", "document"),
            splitLongWords=True,
        )
    return styles
