"""The content of an HTTP response as it was sent -> as it was meant.

Web archives keep it as sent, or as it came out of a browser with the headers left as they were. So
what does not turn out to be packed is taken as it is.
"""

from __future__ import annotations

import io
import zlib

from onrecord.errors import ReadError, TooLarge
from onrecord.readers.gzip import MAGIC
from onrecord.readers.members import LARGEST

GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
BARE_DEFLATE = -zlib.MAX_WBITS
FORMATS = {
    "gzip": (GZIP_OR_ZLIB,),
    "x-gzip": (GZIP_OR_ZLIB,),
    "deflate": (GZIP_OR_ZLIB, BARE_DEFLATE),  # the standard means zlib, some servers sent it bare
}


def decoded(data: bytes, encoding: str, is_chunked: bool, name: str) -> bytes:
    """Return the content of a response. Raises ReadError, TooLarge."""
    if is_chunked:
        data = _joined(data)
    if encoding in FORMATS:
        return _inflated(data, FORMATS[encoding], name)
    if encoding == "br":
        return _from_brotli(data, name)
    if encoding not in ("", "identity"):
        raise ReadError(name, f"its content encoding {encoding[:20]!r} is not read")
    return data


def _joined(data: bytes) -> bytes:
    """Return chunks joined. warcio would unpack them too, each at once, however much it holds."""
    from warcio.bufferedreaders import ChunkedDataReader

    joined: bytes = ChunkedDataReader(io.BytesIO(data)).read()
    return joined


def _inflated(data: bytes, formats: tuple[int, ...], name: str) -> bytes:
    for bits in formats:
        unpacker = zlib.decompressobj(bits)
        try:
            content = unpacker.decompress(data, LARGEST + 1)
        except zlib.error as error:
            if data.startswith(MAGIC):
                raise ReadError(name, "its packed content is damaged") from error
            continue
        _refuse_large(content, name)
        if not unpacker.eof:
            raise ReadError(name, "its packed content is cut short")
        return content
    return data


def _from_brotli(data: bytes, name: str) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        content: bytes = unpacker.process(data, output_buffer_limit=LARGEST)
    except brotli.error:
        return data  # brotli has no signature: HTML is taken as it is, all else fails as no text
    _refuse_large(content, name)
    if not unpacker.is_finished():
        raise ReadError(name, "its packed content is cut short or too large")
    return content


def _refuse_large(content: bytes, name: str) -> None:
    if len(content) > LARGEST:
        raise TooLarge(name, f"over {LARGEST // 1_000_000} MB unpacked")
