"""Pieces of a page with their roles -> clean text and the blocks that span it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.values import Block, Role, Span

# Line and paragraph separators and the C1 "next line" end lines too.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls, and marks that no reader sees: byte order marks, zero-width and soft-hyphen characters.
# Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji are spelt with them.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One readable block of a page and what it is for."""

    role: Role
    words: str


def clean(text: str) -> str:
    """Return text as NFC with line feeds only, without NUL or any other control character."""
    text = UNSEEN.sub("", LINE_ENDS.sub("\n", text))
    # A lone surrogate cannot be stored as UTF-8.
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return text cleaned, on one line, single-spaced."""
    return " ".join(clean(text).split())


def lay_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Join pieces to one text, a blank line between them, and span each one.

    Normalising each piece is enough: NFC never joins characters over a line feed.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        words = one_line(piece.words)
        if not words:
            continue
        blocks.append(Block(piece.role, Span(at, at + len(words))))
        parts.append(words)
        at += len(words) + 2
    return "\n\n".join(parts), tuple(blocks)
