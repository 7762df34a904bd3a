"""Paper (纸面): templates → PDF for the printer, PNG of the same for the eye; QR codes that lead to our pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import segno

from rendering.typesetting import document, is_picture, legible, one_line, pictures

LONGEST_ADDRESS = 200
"""Characters of an address in a QR code; more would make its squares too small for an old phone's camera."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The sheet as PDF/A-2b: the same facts give the same bytes. Raises ValueError for a sign no font has."""
    return document(template, data)


def preview(template: str, data: Mapping[str, Any]) -> list[bytes]:
    """The same sheet as PNG, a picture a page."""
    return pictures(template, data)


def qr(url: str) -> str:
    """The address as a QR code in SVG, never a Micro QR (many phones do not read these)."""
    assert len(url) <= LONGEST_ADDRESS, "an address of our own"
    return segno.make(url, error="m", micro=False, boost_error=False).svg_inline(border=4)


__all__ = ["is_picture", "legible", "one_line", "pdf", "preview", "qr"]
