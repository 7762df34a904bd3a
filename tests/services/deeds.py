"""What stands behind an account, as services' tests write it: 赵主任 writes, 林委员 stands for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.fund_deeds import DeedKind, DeedWords
from domain.funds import LineKind
from services import fund_deeds as acts
from tests.services.bookkeeping import Books

CODE = "52500120MJ1234567M"
REGISTERED = DeedWords(DeedKind.REGISTRATION, "瑞湖名苑业主服务中心，民办非企业单位", CODE)


def contract(source: str, words: str, price: int, until: date = date(2027, 12, 31)) -> DeedWords:
    return DeedWords(DeedKind.CONTRACT, words, source=source, price=price, until=until)


async def writes(books: Books, fund_id: int, wanted: DeedWords) -> int:
    """Written by one; its number on record."""
    done = await books.done(acts.write_deed, books.chair, fund_id=fund_id, wanted=wanted)
    return int(done["deed_id"])


async def stands(books: Books, fund_id: int, wanted: DeedWords) -> int:
    """Two stand for it."""
    number = await writes(books, fund_id, wanted)
    await books.done(acts.check_deed, books.second, deed_id=number)
    return number


async def comes_in(books: Books, fund_id: int, amount: int, source: str, **more: Any) -> int:
    """Money that came in, which two stand for."""
    return await books.put_down(fund_id, LineKind.IN, amount, source=source, **more)
