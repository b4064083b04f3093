"""The straight lines and filled areas drawn on a page: what rules tables and frames call-outs."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from archive.importing.extraction.pdf.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

_THIN = 3.0  # points: what is thinner is a line
_SHORT = 4.0  # points: what is shorter rules nothing
_MOST_OBJECTS, _MOST_SEGMENTS = 20_000, 400  # of a page, of one path: drawings and maps have more

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Handle = ctypes._Pointer[ctypes.Structure] if TYPE_CHECKING else object


def read_strokes(page: Handle) -> tuple[list[Box], list[Box]]:
    """Return the ruled lines and the filled areas of `page` (a pdfium handle), in the page's own points."""
    strokes: list[Box] = []
    areas: list[Box] = []
    for path, matrix in _paths(page):
        areas.extend(_filled(path, matrix))
        strokes.extend(_sides(path, matrix))
    return strokes, areas


def _paths(page: Handle) -> Iterator[tuple[Handle, Matrix]]:
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item, _matrix(item)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            outer = _matrix(item)
            for inner in range(min(max(pdfium.FPDFFormObj_CountObjects(item), 0), _MOST_OBJECTS)):
                part = pdfium.FPDFFormObj_GetObject(item, inner)
                if pdfium.FPDFPageObj_GetType(part) == pdfium.FPDF_PAGEOBJ_PATH:
                    yield part, _after(_matrix(part), outer)


def _matrix(item: Handle) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _PLAIN
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _after(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    x, y = _moved(outer, e, f)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        x,
        y,
    )


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _points(path: Handle, matrix: Matrix) -> Iterator[tuple[int, float, float, bool]]:
    """Kind, x and y of every point of a path, and whether the path closes there."""
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(path)
    for index in range(count if count <= _MOST_SEGMENTS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        yield kind, *_moved(matrix, x.value, y.value), bool(pdfium.FPDFPathSegment_GetClose(segment))


def _sides(path: Handle, matrix: Matrix) -> Iterator[Box]:
    """The upright and level sides of a path."""
    start = last = (0.0, 0.0)
    for kind, x, y, closes in _points(path, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = (x, y)
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _side(last, (x, y))
        last = (x, y)
        if closes:
            yield from _side(last, start)
            last = start


def _side(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Box]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    thin, long = sorted((x1 - x0, y1 - y0))
    if thin < 0.5 and long > _SHORT:  # half a point: drawn by hand it is still level
        yield Box(x0, y1, x1, y0)


def _filled(path: Handle, matrix: Matrix) -> Iterator[Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value:
        return
    places = [(x, y) for _, x, y, _ in _points(path, matrix)]
    if not 4 <= len(places) <= 6:
        return
    xs, ys = [x for x, _ in places], [y for _, y in places]
    if min(max(xs) - min(xs), max(ys) - min(ys)) > _THIN:
        yield Box(min(xs), max(ys), max(xs), min(ys))
