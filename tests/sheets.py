"""Sheets as a printer, a reader and a phone's camera take them: pages, words, where each QR code leads (by zxing)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

import zxingcpp
from PIL import Image

from rendering.paper import preview
from sandbox.paper import printed_words


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def words(pdf: bytes) -> str:
    """What stands in a PDF of ours: one line for each piece that was set."""
    return "\n".join(printed_words(pdf))


def addresses(pages: Iterable[bytes]) -> list[str]:
    """Where the QR codes on these pictures lead, each as often as it is there."""
    found = (
        zxingcpp.read_barcodes(Image.open(io.BytesIO(page)), formats=zxingcpp.BarcodeFormat.QRCode) for page in pages
    )
    return [code.text for codes in found for code in codes]


def printed_addresses(template: str, facts: Mapping[str, Any]) -> list[str]:
    """The same for a template filled with facts."""
    return addresses(preview(template, facts))
