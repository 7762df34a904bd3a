"""Deliveries at the door (送达): how a home was served, its photo, a mistake taken back; and 「我看到了」."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Reason, Refusal
from domain.voting.deliveries import AT_THE_DOOR, DeliveryWay
from handlers.turn import Turn
from rendering import vote_deliveries as drawn
from rendering.vote_deliveries import DropDelivery, NoteDelivery, ReadVote, UrgeHome
from rendering.vote_doors import DeliverHome, SilenceRecord
from rendering.voting_screens import page
from services import drafts, vote_deliveries
from services.drafts import Draft
from services.vote_doors import door_list
from services.voting_pages import vote_page

NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})
PHOTO = "voting.delivery_photo"


async def on_home(turn: Turn, button: DeliverHome) -> None:
    """[送达]: how it is, or how it was."""
    await _ways(turn, button.vote_id, button.unit_id)


async def _ways(turn: Turn, vote_id: int, unit_id: int) -> None:
    found = await door_list(turn.database, actor=turn.actor, vote_id=vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    door = next((door for door in found.doors if door.unit.id == unit_id), None)
    if door is None:
        await turn.refuse(NO_HOME)
    else:
        way, urged = found.deliveries.get(unit_id), unit_id in found.urged
        await turn.redraw(drawn.ways(turn.texts, found.vote, door.unit, way, urged=urged))


async def on_way(turn: Turn, button: NoteDelivery) -> None:
    """[签收] and the like; [拍照留证] waits for the photo."""
    way = next((one for one in AT_THE_DOOR if one.value == button.way), None)
    wanted = {"vote_id": button.vote_id, "unit_id": button.unit_id}
    if way is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    elif way is DeliveryWay.PHOTO:
        await drafts.begin_draft(
            turn.database, chat_id=turn.visit.chat.id, kind="vote_delivery", body=wanted, awaiting=PHOTO, **turn.acting
        )
        await turn.redraw(drawn.ask_photo(turn.texts, **wanted))
    elif isinstance(
        outcome := await vote_deliveries.note_delivery(
            turn.database, vote_id=button.vote_id, unit_id=button.unit_id, way=way, **turn.acting
        ),
        Refusal,
    ):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("voting.doors.written"))
        await _ways(turn, **wanted)


async def on_photo(turn: Turn, draft: Draft) -> None:
    """The photo that proves it."""
    if not turn.message.photo:
        await turn.refuse(vote_deliveries.NO_PHOTO)
        return
    largest, wanted = turn.message.photo[-1], draft.body
    outcome = await vote_deliveries.note_delivery(
        turn.database,
        vote_id=wanted["vote_id"],
        unit_id=wanted["unit_id"],
        way=DeliveryWay.PHOTO,
        photo=largest.file_id,
        size=largest.file_size,
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.noted(turn.texts, wanted["vote_id"], wanted["unit_id"]))


async def on_urge(turn: Turn, button: UrgeHome) -> None:
    """[催过了]."""
    wanted = {"vote_id": button.vote_id, "unit_id": button.unit_id}
    outcome = await vote_deliveries.note_urged(turn.database, **wanted, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("voting.doors.written"))
        await _ways(turn, **wanted)


async def on_record(turn: Turn, button: SilenceRecord) -> None:
    """[从众计入的条件]."""
    found = await door_list(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    elif found.vote.silence is None:
        await turn.refuse(Refusal(Reason.WRONG_STATE, {"what": "vote_silence_off"}))
    else:
        await turn.redraw(drawn.record(turn.texts, found.vote, found.doors, found.deliveries.keys(), found.urged))


async def on_drop(turn: Turn, button: DropDelivery) -> None:
    """[撤回送达]."""
    wanted = {"vote_id": button.vote_id, "unit_id": button.unit_id}
    outcome = await vote_deliveries.drop_delivery(turn.database, **wanted, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("voting.doors.written"))
        await _ways(turn, **wanted)


async def on_read(turn: Turn, button: ReadVote) -> None:
    """[我看到了]."""
    outcome = await vote_deliveries.note_read(turn.database, vote_id=button.vote_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("voting.doors.written"))
    found = await vote_page(turn.database, actor=turn.actor, vote_id=button.vote_id, at=turn.at)
    if found is not None:
        await turn.redraw(page(turn.texts, found, at=turn.at, zone=turn.zone))


BUTTONS: dict[Any, Any] = {
    DeliverHome: on_home,
    NoteDelivery: on_way,
    DropDelivery: on_drop,
    UrgeHome: on_urge,
    SilenceRecord: on_record,
    ReadVote: on_read,
}
STEPS = {PHOTO: on_photo}
