"""The ruling lines of a PDF page: straight level or upright lines that were drawn, however they were drawn.

Word draws the border of a cell as a thin filled rectangle, other programs as a stroked line or box. Coordinates are
the page's own, as PDFium gives them, also for what stands in a form.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

# A border is at most 3 points thick; a thicker bar is a picture or a shade. A dash is shorter than any side of a cell.
_THICKEST_PT = 3.0
_SHORTEST_PT = 4.0
_STRAIGHT_PT = 1.0
_MOST_OBJECTS = 20_000
_DEEPEST_FORM = 4

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


def rules_of(page: pdfium.PdfPage) -> npt.NDArray[np.float64]:
    """The lines as left, right, bottom, top, (n, 4) float64; the thin side of each is of no width."""
    found: list[tuple[float, float, float, float]] = []
    count = pdfium_raw.FPDFPage_CountObjects(page.raw)
    for index in range(min(count, _MOST_OBJECTS)):
        found += _rules(pdfium_raw.FPDFPage_GetObject(page.raw, index), (1, 0, 0, 1, 0, 0), depth=0)
    return np.array(found, dtype=np.float64).reshape(-1, 4)


def _rules(drawn: Any, outer: _Matrix, *, depth: int) -> Iterator[tuple[float, float, float, float]]:
    kind = pdfium_raw.FPDFPageObj_GetType(drawn)
    if kind == pdfium_raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        inner = _within(_matrix_of(drawn), outer)
        for index in range(min(pdfium_raw.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)):
            yield from _rules(pdfium_raw.FPDFFormObj_GetObject(drawn, index), inner, depth=depth + 1)
    if kind != pdfium_raw.FPDF_PAGEOBJ_PATH:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_raw.FPDFPath_GetDrawMode(drawn, fill, stroke)
    matrix = _within(_matrix_of(drawn), outer)
    for points in _subpaths(drawn, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= _THICKEST_PT and max(width, height) >= _SHORTEST_PT:
            yield _line(min(xs), max(xs), min(ys), max(ys))
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT_PT and max(abs(x0 - x1), abs(y0 - y1)) >= _SHORTEST_PT:
                    yield _line(min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))


def _line(left: float, right: float, bottom: float, top: float) -> tuple[float, float, float, float]:
    """The middle line of a thin rectangle."""
    if right - left < top - bottom:
        return (left + right) / 2, (left + right) / 2, bottom, top
    return left, right, (bottom + top) / 2, (bottom + top) / 2


def _subpaths(drawn: Any, matrix: _Matrix) -> Iterator[list[_Point]]:
    """The corners of each part of a path, the first again at the end of a closed one; a curved part is left out."""
    points: list[_Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium_raw.FPDFPath_CountSegments(drawn), _MOST_OBJECTS)):
        segment = pdfium_raw.FPDFPath_GetPathSegment(drawn, index)
        kind = pdfium_raw.FPDFPathSegment_GetType(segment)
        pdfium_raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium_raw.FPDF_SEGMENT_BEZIERTO
        points.append(_moved(x.value, y.value, matrix))
        if pdfium_raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _matrix_of(drawn: Any) -> _Matrix:
    matrix = pdfium_raw.FS_MATRIX()
    if not pdfium_raw.FPDFPageObj_GetMatrix(drawn, matrix):
        return 1, 0, 0, 1, 0, 0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The inner matrix followed by the outer one. Source: PDF 1.7, 8.3.4."""
    a, b, c, d, e, f = inner
    start = _moved(e, f, outer)
    right, up = _moved(a + e, b + f, outer), _moved(c + e, d + f, outer)
    return right[0] - start[0], right[1] - start[1], up[0] - start[0], up[1] - start[1], *start


def _moved(x: float, y: float, matrix: _Matrix) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
