"""公共用房和场地 at the door: the register, an entry written step by step, which room a contract lets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.fund_deeds import Deed, DeedKind, RoomOwner, RoomUse, void_refusal, words_refusal
from domain.fund_rooms import NO_ROOM, Room, area_refusal, asks_decision, register, room_numbered, waiting_of
from domain.funds import GIVEN, Fund
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.workbook_cells import read_area
from domain.workbooks import Cell, CellKind
from handlers.conversations import GONE, begun, go_on, own_draft, typed
from handlers.fund_deeds import deed_found, look, today_of, wanted_of
from handlers.funds import page_of
from handlers.funds_writing import KIND, begin, then
from handlers.turn import Turn
from rendering import fund_rooms as drawn
from rendering.fund_room_buttons import (
    ChangeRoom,
    LetRoom,
    MoreRooms,
    OpenRegister,
    RoomDecision,
    ShowRooms,
    UseRoom,
    WriteRoom,
)
from services import fund_deeds as acts
from services.drafts import Draft
from services.fund_pages import fund_list

ASKED = {"words": "deed_room", "area": "deed_area"}
"""What is typed of a room, and how it is asked for."""
WAITS = Refusal(Reason.ALREADY_DONE, {"what": "fund_room_waits"})


async def on_register(turn: Turn, button: OpenRegister) -> None:
    """[用房和场地]: of every account; where there is one alone, its own at once."""
    found = await fund_list(turn.database, actor=turn.actor)
    if len(found) == 1:
        await on_rooms(turn, ShowRooms(found[0].id, 0))
    else:
        await turn.redraw(drawn.overview(turn.texts, found, button.page, today=today_of(turn)))


async def on_rooms(turn: Turn, button: ShowRooms) -> None:
    """What one account's holder keeps."""
    page = await page_of(turn, button.fund_id)
    if page is not None:
        screen = drawn.rooms(turn.texts, page.fund, button.page, keeps=page.keeps, today=today_of(turn))
        await turn.redraw(screen)


async def on_write(turn: Turn, button: WriteRoom) -> None:
    """[写一处]: whose it is first, then what is typed."""
    page = await page_of(turn, button.fund_id)
    if page is None:
        return
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, page.fund.place)) is not None:
        await turn.refuse(refusal)
    elif button.owned not in {*RoomOwner}:
        await turn.redraw(drawn.which_owner(turn.texts, page.fund))
    else:
        body = {"fund_id": page.fund.id, "deed": DeedKind.ROOM.value, "owned": button.owned}
        await begin(turn, ASKED["words"], body)


async def on_change(turn: Turn, button: ChangeRoom) -> None:
    """[改]: what of it, then that alone is asked."""
    found = await deed_found(turn, button.deed_id)
    if found is None:
        return
    page, deed = found
    refusal = permit(turn.actor, Act.KEEP_FUNDS, page.fund.place) or _change_refusal(page.fund, deed)
    if refusal is not None:
        await turn.refuse(refusal)
    elif button.what not in drawn.CHANGED:
        await turn.redraw(drawn.which_change(turn.texts, page.fund, deed))
    elif button.what in ASKED:
        await begin(turn, ASKED[button.what], _known(page.fund, deed, button.what))
    elif (number := await begun(turn, KIND, _known(page.fund, deed, button.what), None)) is not None:
        await turn.redraw(drawn.ask_use(turn.texts, number, page.fund.id))


def _change_refusal(fund: Fund, deed: Deed) -> Refusal | None:
    room = room_numbered(fund.deeds, deed.room)
    if deed.said.place is None or room is None or room.entry.id != deed.id:
        return NO_ROOM
    return WAITS if waiting_of(fund.deeds, room.number) else void_refusal(deed, fund.deeds)


def _known(fund: Fund, deed: Deed, apart: str) -> dict[str, Any]:
    """All that is on record of it, but what is to be another; another use is by another decision."""
    place = deed.said.place
    assert place is not None, "looked at before"
    known: dict[str, Any] = {"words": deed.said.words, "area": place.area, "use": place.use.value}
    known |= {"matter_id": place.matter_id or 0, "matter_number": place.matter_number}
    gone = {apart, "matter_id", "matter_number"} if apart == "use" else {apart}
    kept = {name: value for name, value in known.items() if name not in gone}
    head = {"fund_id": fund.id, "deed": DeedKind.ROOM.value, "owned": place.owned.value, "room": deed.room}
    return head | kept


async def on_words(turn: Turn, draft: Draft) -> None:
    """Which room, typed."""
    words = typed(turn)
    if (refusal := words_refusal(words)) is not None:
        await turn.refuse(refusal)
    else:
        await _go(turn, draft, {"words": words})


async def on_area(turn: Turn, draft: Draft) -> None:
    """How large, typed."""
    said = typed(turn)
    read = read_area(Cell(CellKind.TEXT, said), said)
    area = read if isinstance(read, int) else None
    if (refusal := area_refusal(area)) is not None:
        await turn.refuse(refusal)
    else:
        await _go(turn, draft, {"area": area})


async def on_use(turn: Turn, button: UseRoom) -> None:
    """What for."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if button.use not in {*RoomUse} or "area" not in draft.body:
        await turn.refuse(GONE)
    else:
        await _go(turn, draft, {"use": button.use})


async def on_decision(turn: Turn, button: RoomDecision) -> None:
    """By which decision of the owners, or by none."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    page = await page_of(turn, draft.body["fund_id"])
    if page is None:
        return
    found = await acts.decided_uses(turn.database, fund=page.fund)
    matter = next((one for one in found if one.id == button.matter_id), None)
    if "use" not in draft.body or (matter is None and button.matter_id):
        await turn.refuse(GONE)
    else:
        number = None if matter is None else matter.number
        await _go(turn, draft, {"matter_id": button.matter_id, "matter_number": number})


async def _draft(turn: Turn, number: int) -> Draft | None:
    """Their own draft of a room."""
    draft = await own_draft(turn, number, KIND)
    if draft is None or draft.body.get("deed") == DeedKind.ROOM:
        return draft
    await turn.refuse(GONE)
    return None


async def _go(turn: Turn, draft: Draft, changes: Mapping[str, Any]) -> None:
    """One thing is known: the next that is not is asked; after the last all of it is looked at once more."""
    body = {**draft.body, **changes}
    missing = next((name for name in drawn.CHANGED if name not in body), "")
    if missing in ASKED:
        await then(turn, draft, changes, ASKED[missing])
        return
    page = await page_of(turn, draft.body["fund_id"])
    if page is None:
        return
    if missing:
        if await go_on(turn, draft, changes, None):
            await turn.tell(drawn.ask_use(turn.texts, draft.id, page.fund.id))
    elif "matter_id" not in body and _asks(page.fund, body):
        await _ask_decision(turn, page.fund, draft, changes)
    else:
        await look(turn, draft, changes)


def _asks(fund: Fund, body: Mapping[str, Any]) -> bool:
    """Whether the owners' decision is asked for: its use changes, or what is theirs is used for business."""
    place = wanted_of(body).place
    return _must(fund, body) or (place is not None and place.undecided)


def _must(fund: Fund, body: Mapping[str, Any]) -> bool:
    place = wanted_of(body).place
    return place is not None and asks_decision(room_numbered(fund.deeds, body.get("room")), place)


async def _ask_decision(turn: Turn, fund: Fund, draft: Draft, changes: Mapping[str, Any]) -> None:
    found = await acts.decided_uses(turn.database, fund=fund)
    if await go_on(turn, draft, changes, None):
        must = _must(fund, {**draft.body, **changes})
        await turn.tell(drawn.ask_decision(turn.texts, found, draft.id, fund.id, must=must))


# A contract


async def on_let(turn: Turn, button: LetRoom) -> None:
    """Which room the contract lets, or none; now what it is about."""
    found = await _contract(turn, button.draft_id)
    if found is None:
        return
    draft, rooms = found
    if button.number and all(room.number != button.number for room in rooms):
        await turn.refuse(NO_ROOM)
    else:
        await then(turn, draft, {"room": button.number or None}, "deed_words")


async def on_more(turn: Turn, button: MoreRooms) -> None:
    """[看别的], of the rooms."""
    found = await _contract(turn, button.draft_id)
    if found is not None:
        draft, rooms = found
        await turn.redraw(drawn.ask_room(turn.texts, rooms, draft.id, draft.body["fund_id"], button.page))


async def _contract(turn: Turn, number: int) -> tuple[Draft, tuple[Room, ...]] | None:
    draft = await own_draft(turn, number, KIND)
    if draft is None:
        return None
    if draft.body.get("deed") != DeedKind.CONTRACT or draft.body.get("source") not in GIVEN:
        await turn.refuse(GONE)
        return None
    page = await page_of(turn, draft.body["fund_id"])
    return None if page is None else (draft, register(page.fund.deeds))


BUTTONS: dict[Any, Any] = {
    OpenRegister: on_register,
    ShowRooms: on_rooms,
    WriteRoom: on_write,
    ChangeRoom: on_change,
    UseRoom: on_use,
    RoomDecision: on_decision,
    LetRoom: on_let,
    MoreRooms: on_more,
}
STEPS = {"funds.deed_room": on_words, "funds.deed_area": on_area}
