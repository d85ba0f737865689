"""The memo as a Word file."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from parc_search.export.csv_cells import printable
from parc_search.ui import messages
from parc_search.ui.export.memo import MemoLine, Style

# Decree 30/2020/NĐ-CP, annex I: Times New Roman 13–14, margins 20, 20, 30 and 15 mm.
FONT = "Times New Roman"
_MARGINS_CM = {"top_margin": 2.0, "bottom_margin": 2.0, "left_margin": 3.0, "right_margin": 1.5}
_LANGUAGE = "vi-VN"
_QUIET = RGBColor(0x54, 0x5C, 0x66)
_SIZES_PT: dict[Style, float] = {
    "title": 16, "note": 11, "heading": 13.5, "answer": 15, "field": 13, "text": 13, "document": 13, "quote": 13,
    "source": 10.5,
}  # fmt: skip
_BOLD: frozenset[Style] = frozenset({"title", "heading", "answer"})
_OUTLINE: dict[Style, int] = {"title": 0, "heading": 1}
_INDENTED: frozenset[Style] = frozenset({"quote", "source"})


def as_docx(lines: Sequence[MemoLine]) -> bytes:
    """The memo as the bytes of a .docx file, its pages numbered."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for name, width in _MARGINS_CM.items():
        setattr(section, name, Cm(width))
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _say_language(normal.element.rPr)
    document.core_properties.language = _LANGUAGE
    document.core_properties.title = messages.MEMO_TITLE
    document.core_properties.author = messages.APP_NAME
    for line in lines:
        _add(document.add_paragraph(), line)
    _number_pages(section.footer.paragraphs[0])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _say_language(properties: Any) -> None:
    """Tells Word in which language the text is; it would underline every word of ours as bad English."""
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), _LANGUAGE)
    properties.append(language)


def _add(paragraph: Paragraph, line: MemoLine) -> None:
    paragraph.paragraph_format.space_after = Pt(5)
    paragraph.paragraph_format.page_break_before = line.starts_page
    paragraph.paragraph_format.keep_with_next = line.style in ("heading", "document")
    if line.style in _INDENTED:
        paragraph.paragraph_format.left_indent = Cm(0.8)
    if line.style == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if line.style in _OUTLINE:
        _put_in_outline(paragraph, _OUTLINE[line.style])
    runs = [(f"{line.label}: ", True)] if line.label and line.style != "document" else []
    runs += [(f"{line.label} ", True)] if line.label and line.style == "document" else []
    for said, is_bold in [*runs, (line.text, line.style in _BOLD)]:
        run = paragraph.add_run(printable(said))
        run.bold = is_bold
        run.font.size = Pt(_SIZES_PT[line.style])
        if line.style in ("note", "source"):
            run.font.color.rgb = _QUIET


def _put_in_outline(paragraph: Paragraph, level: int) -> None:
    """Makes the paragraph a heading to Word's navigation and to screen readers, its looks left as they are."""
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level))
    paragraph._p.get_or_add_pPr().append(outline)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = instruction or None
        run._r.append(part)
