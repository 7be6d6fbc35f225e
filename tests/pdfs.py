"""Objects and lines -> a PDF, drawn without a browser."""

from __future__ import annotations

import zlib
from collections.abc import Sequence


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first being its catalog."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for n, thing in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (n, thing))
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer<</Size %d/Root 1 0 R%b>>\n" % (len(objects) + 1, trailer))
    return b"".join([*parts, b"startxref\n%d\n%%%%EOF" % at])


def drawn(content: bytes, more: Sequence[bytes] = (), trailer: bytes = b"") -> bytes:
    """Return a PDF of one page with this content."""
    packed = zlib.compress(content)
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ],
        trailer,
    )


def written(lines: Sequence[str], top: int = 700) -> bytes:
    """Return content that sets lines one below the other, `top` points above the foot."""
    return b"".join(
        b"BT /F 10 Tf 50 %d Td (%b) Tj ET\n" % (top - 12 * n, line.encode())
        for n, line in enumerate(lines)
    )
