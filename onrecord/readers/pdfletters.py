"""PDF on standard input -> its letters in runs, each with its place and size, as JSON.

A program of its own: PDFium is native code, and a page built against it can crash it, fill the
memory or hold it for hours. Here it has little memory and little time, and takes nobody along. It
imports nothing of onrecord, so that it starts at once.

Out comes {"pages": [[height, runs, pictures], ...], "says": {...}}, a run being [words, left,
right, line, size] and a picture [left, top, right, bottom], in points from the page's top left; or
{"reason": words}, or {"large": words}.
"""

from __future__ import annotations

import ctypes
import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

SECONDS = 30  # of work on one file; a printed page takes a hundredth of one
MEMORY = 1_500_000_000  # bytes of address space
MOST_PAGES = 200
MOST_LETTERS = 2_000_000
MOST_OBJECTS = 20_000  # of one page that are looked at for pictures
ORNAMENT = 40.0  # points; a picture with a caption is larger
APART = 1.0  # gap that ends a run, in letter heights
SHIFTED = 0.3  # of the letter's height that a letter may stand above or below its run's line


def main() -> None:
    """Read a PDF from standard input, write what is on it to standard output as JSON."""
    _bound()
    sys.stdout.write(json.dumps(_found(sys.stdin.buffer.read())))


def _bound() -> None:
    """Take no more time and memory than a PDF may have, where the system can hold us to it."""
    try:
        import resource
    except ImportError:  # Windows: the caller's clock alone stops us
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _found(data: bytes) -> dict[str, Any]:
    """Return the pages of a PDF, or the reason why it is not read."""
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            return {"reason": "it is locked with a password"}
        return {"reason": "it is no PDF, or a broken one"}
    if len(document) > MOST_PAGES:
        return {"large": f"{len(document):,} pages; PDFs over {MOST_PAGES} are not read"}
    pages: list[Any] = []
    letters = 0
    for n in range(len(document)):
        try:
            page = document[n]
        except PdfiumError:  # a page that is named and is not there; the others may be
            continue
        left = MOST_LETTERS - letters
        count, runs = _runs(page, left)
        letters += count
        if letters > MOST_LETTERS:
            return {"large": f"more than {MOST_LETTERS:,} letters"}
        pages.append([page.get_height(), runs, _pictures(page)])
        page.close()
    if not letters:
        return {"reason": "no text in it; it may be a scan"}
    return {"pages": pages, "says": _says(document)}


def _says(document: PdfDocument) -> dict[str, str]:
    said = document.get_metadata_dict(skip_empty=True)
    return {key: value[:1_000] for key, value in said.items()}


class _Line:
    """Gathers the letters of one run, each with its left edge.

    Files write right-to-left words in either order; read from the right they are always right, so
    there a run is one word.
    """

    def __init__(self) -> None:
        self.letters: list[tuple[float, str]] = []
        self.left = self.right = self.line = self.size = 0.0
        self.backward = False

    def takes(self, left: float, right: float, line: float, size: float) -> bool:
        """Say whether a letter there goes on with this run."""
        if not self.letters:
            return False
        gap = left - self.right
        if self.backward:
            gap = max(gap, self.left - right)
        return (
            abs(line - self.line) < SHIFTED * max(size, self.size)
            and 0.5 * self.size < size < 2 * self.size
            and -0.5 * size < gap < APART * size
        )

    def add(self, letter: str, left: float, right: float, line: float, size: float) -> None:
        if not self.letters:
            self.left, self.right, self.line, self.size = left, right, line, size
            self.backward = unicodedata.bidirectional(letter) in ("R", "AL")
        self.letters.append((left, letter))
        self.left, self.right = min(self.left, left), max(self.right, right)

    def space(self, runs: list[Any]) -> None:
        if self.backward:
            self.close(runs)
        elif self.letters:
            self.letters.append((self.right, " "))

    def close(self, runs: list[Any]) -> None:
        if self.backward:
            self.letters.sort(key=lambda letter: -letter[0])
        words = " ".join("".join(letter for _, letter in self.letters).split())
        if words:
            places = (round(place, 2) for place in (self.left, self.right, self.line, self.size))
            runs.append([words, *places])
        self.letters = []
        self.backward = False


def _runs(page: PdfPage, most: int) -> tuple[int, list[Any]]:
    """Return how many letters a page has, and its runs; letters off the page are left out.

    The letters are asked for one by one through PDFium's own functions: pypdfium2's helpers cost
    ten times as much for each.
    """
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    crop = page.get_bbox()
    text = page.get_textpage()
    count = min(text.count_chars(), most + 1)
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    runs: list[Any] = []
    line = _Line()
    shown, before, size = 0, None, 0.0
    for n in range(count):
        letter = chr(pdfium.FPDFText_GetUnicode(text, n))
        if letter in "\r\n":
            line.close(runs)
            continue
        if letter == " ":
            line.space(runs)
            continue
        pdfium.FPDFText_GetLooseCharBox(text, n, box)
        pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        thing = pdfium.FPDFText_GetTextObject(text, n)
        address = ctypes.cast(thing, ctypes.c_void_p).value
        if address is None or address != before:
            pdfium.FPDFText_GetMatrix(text, n, matrix)
            scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
            size = pdfium.FPDFText_GetFontSize(text, n) * scale or box.top - box.bottom
            before = address
        left, right, base = box.left - crop[0], box.right - crop[0], crop[3] - y.value
        if not (-size < base < height + size and -size < left < width + size) or size <= 0:
            continue
        shown += 1
        if not line.takes(left, right, base, size):
            line.close(runs)
        line.add(letter, left, right, base, size)
    line.close(runs)
    text.close()
    return shown, runs


def _pictures(page: PdfPage) -> list[list[float]]:
    """Return where a page's pictures stand, those that are more than an ornament."""
    import pypdfium2.raw as pdfium

    crop = page.get_bbox()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found: list[list[float]] = []
    for n in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page, n)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
        if min(right.value - left.value, top.value - bottom.value) > ORNAMENT:
            places = (left.value - crop[0], crop[3] - top.value)
            found.append([*places, right.value - crop[0], crop[3] - bottom.value])
    return found


if __name__ == "__main__":
    main()
