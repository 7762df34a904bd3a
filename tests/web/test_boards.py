"""网上公示栏: what anybody reads of a compound, as a page, as data, as a calendar; and what nobody ever does."""

from __future__ import annotations

import pytest

from domain.outcomes import Done
from services.boards import ask_board, open_board
from storage.database import Database
from tests.full_matters import Compound, found_compound
from tests.web.doorstep import Doorstep, Visitor


async def put_up(compound: Compound) -> str:
    """赵主任 asks, 林委员 agrees; the code."""
    where = {"compound_id": compound.town.compound_id, "at": compound.at}
    asked = await ask_board(compound.database, actor=compound.town["赵主任"].actor, source="ask", **where)
    assert isinstance(asked, Done), asked
    opened = await open_board(compound.database, actor=compound.member.actor, source="open", **where)
    assert isinstance(opened, Done), opened
    return str(opened["code"])


@pytest.fixture
async def compound(embedded: Database, doorstep: Doorstep) -> Compound:
    return await found_compound(embedded, doorstep.clock.now())


async def test_a_board_is_read_once_two_have_put_it_up(compound: Compound, visitor: Visitor) -> None:
    code = await put_up(compound)
    page = await visitor.opens(f"/b/{code}")
    assert page.status == 200 and "公示栏" in page.words
