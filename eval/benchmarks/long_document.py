"""A long PDF made from the sample corpus, for measuring how ingestion bears length."""

from pathlib import Path
from xml.sax.saxutils import escape

from font_source_serif_pro import font_files_ttf
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

_FONT = "LongDocument"
_LINES_A_PAGE = 28


def write_long_pdf(text: str, path: Path, *, pages: int) -> None:
    """Writes a PDF of so many pages whose text is that of a document, repeated as often as needed."""
    pdfmetrics.registerFont(TTFont(_FONT, font_files_ttf["SourceSerifPro"]))
    style = ParagraphStyle("body", fontName=_FONT, fontSize=11, leading=16)
    lines = [line for line in text.splitlines() if line.strip()]
    flow = []
    for page in range(pages):
        for at in range(_LINES_A_PAGE):
            flow.append(Paragraph(escape(lines[(page * _LINES_A_PAGE + at) % len(lines)]), style))
        flow.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4).build(flow)
