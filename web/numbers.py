"""Numbers in addresses (网址里的编号), as `{year:number}`."""

from __future__ import annotations

from starlette.convertors import IntegerConvertor


class Number(IntegerConvertor):
    """Of nine digits at most, so that it fits into a column; longer ones are an address of nothing."""

    regex = "[0-9]{1,9}"
