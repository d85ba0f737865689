"""PDFs with tables whose cells are known, words and rectangles: ruled or not, over page breaks, sideways."""

import random
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "DejaVu"
FONT_FILE = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
SIZE, LEADING, PADDING = 9, 11, 4
WIDTH, HEIGHT, MARGIN = 595, 842, 50
COLUMN_WIDTHS = (32, 150, 95, 95, 75)

TASKS = (
    "Rà soát, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý",
    "Xây dựng kế hoạch kiểm tra công tác cải cách hành chính năm 2024",
    "Tổ chức tập huấn nghiệp vụ cho công chức cấp xã",
    "Công bố chỉ số cải cách hành chính của các sở, ban, ngành",
)
AGENCIES = (
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Khoa học và Công nghệ",
    "Văn phòng UBND tỉnh",
    "Sở Thông tin và Truyền thông",
)
DEADLINES = ("Quý I/2024", "Tháng 6/2024", "Thường xuyên", "Năm 2024")
HEAD = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCell:
    """A cell as it was drawn: page, words, and rectangle from the top left."""

    page_no: int
    words: str
    box: tuple[float, float, float, float]


def made_table(rows: int, *, ruled: bool, seed: int, sideways: bool = False) -> tuple[bytes, list[KnownCell]]:
    """A PDF of one long table under a line of text, its head repeated on each page, and its cells."""
    chance = random.Random(seed)
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, FONT_FILE))
    written = BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, HEIGHT))
    known: list[KnownCell] = []
    page_no, y = 0, 0.0
    body = [
        (
            str(number + 1),
            chance.choice(TASKS),
            chance.choice(AGENCIES),
            ", ".join(chance.sample(AGENCIES, 2)),
            chance.choice(DEADLINES),
        )
        for number in range(rows)
    ]
    height = WIDTH if sideways else HEIGHT
    for row in body:
        tall = _height(row)
        if page_no == 0 or y + tall > height - MARGIN:
            if page_no:
                canvas.showPage()
            page_no, y = page_no + 1, MARGIN + 30.0
            if sideways:  # what is drawn level now stands sideways on the page
                canvas.translate(WIDTH, 0)
                canvas.rotate(90)
            canvas.setFont(FONT, SIZE)
            canvas.drawString(
                MARGIN, height - MARGIN, "Danh mục nhiệm vụ cải cách hành chính ban hành kèm theo Kế hoạch"
            )
            known += _drawn(canvas, HEAD, y, page_no, ruled=ruled, sideways=sideways)
            y += _height(HEAD)
        known += _drawn(canvas, row, y, page_no, ruled=ruled, sideways=sideways)
        y += tall
    canvas.save()
    return written.getvalue(), known


def _height(row: tuple[str, ...]) -> float:
    return (
        max(len(_lines(words, width)) for words, width in zip(row, COLUMN_WIDTHS, strict=True)) * LEADING + 2 * PADDING
    )


def _lines(words: str, width: float) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, FONT, SIZE) > width - 2 * PADDING - 8 and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _drawn(
    canvas: Canvas, row: tuple[str, ...], y: float, page_no: int, *, ruled: bool, sideways: bool
) -> list[KnownCell]:
    height = WIDTH if sideways else HEIGHT
    cells, x, tall = [], float(MARGIN), _height(row)
    for words, width in zip(row, COLUMN_WIDTHS, strict=True):
        for number, line in enumerate(_lines(words, width)):
            canvas.drawString(x + PADDING, height - (y + PADDING + SIZE + number * LEADING), line)
        if ruled:
            canvas.rect(x, height - y - tall, width, tall)
        box = (x, y, x + width, y + tall)
        if sideways:  # turned a quarter to the left on the upright page
            box = (y, HEIGHT - x - width, y + tall, HEIGHT - x)
        cells.append(KnownCell(page_no=page_no, words=words, box=box))
        x += width
    return cells
