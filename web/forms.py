"""Forms (表单): what a browser sends back from a page of ours, small, and from that page alone."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_FORM = 16 * 1024
"""Bytes; the longest answer in Chinese is a third of it, each sign written as nine."""
MOST_FIELDS = 20
OWN = frozenset({"same-origin", "none"})
"""What a browser says of a form that was filled in on our own page."""


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields that were filled in. Raises HTTPException for what was sent from elsewhere, or is too large."""
    if not same_origin(request):
        raise HTTPException(403)
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > LARGEST_FORM:
            raise HTTPException(413)
    try:
        fields = parse_qs(content.decode(errors="replace"), max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(413) from error
    return {name: values[-1].replace("\r\n", "\n") for name, values in fields.items()}


def same_origin(request: Request) -> bool:
    """Whether the form stood on a page of ours; an old browser that does not say holds the secret address at least.

    Our pages send no referrer, and by that browsers write `Origin: null`; the newer ones say the rest themselves.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", "null")
    if site is not None:
        return site in OWN
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("host")
