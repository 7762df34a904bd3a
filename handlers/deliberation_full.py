"""Full matters at the door (一征三议两公开): what is missing, going on by two, what is ahead, what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.deliberation.classification import Touch, TouchKind
from domain.deliberation.matters import MatterPage
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Place
from handlers.turn import Turn
from rendering import deliberation as pages
from rendering import deliberation_full as drawn
from rendering import deliberation_growing as growing
from rendering.deliberation_buttons import MatterPhotos
from rendering.deliberation_full_buttons import (
    AskGrow,
    AskMove,
    AskOwners,
    CheckApplication,
    ConfirmMove,
    GrowCommons,
    GrowKind,
    GrowMatter,
    PutToOwners,
    ReadObjections,
    ReadRecords,
    ReadVersion,
    RecordPhotos,
    RunMatter,
    ShowApplication,
    ShowWay,
)
from rendering.deliberation_versions import version
from services.deliberation_applications import application_to_check, check_application
from services.deliberation_full import grow_matter
from services.deliberation_moves import ask_move, confirm_move
from services.deliberation_objections import objections_to
from services.deliberation_pages import matter_page, outlook, records_of, voting_days
from services.deliberation_photos import photos_on_record, show_matter_photos
from services.deliberation_versions import versions_of
from services.voting_matters import put_to_owners

NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})


async def found_matter(turn: Turn, matter_id: int) -> MatterPage | None:
    """The matter as they may see it; else they hear that there is none."""
    found = await matter_page(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    if found is None:
        await turn.refuse(NO_MATTER)
    return found


async def on_run(turn: Turn, button: RunMatter) -> None:
    """[办这件事]."""
    await _run(turn, button.matter_id)


async def _run(turn: Turn, matter_id: int) -> None:
    found = await found_matter(turn, matter_id)
    if found is None:
        return
    draw = drawn.run(turn.texts, found, at=turn.at, zone=turn.zone) if found.leads else None
    await turn.redraw(draw or pages.page(turn.texts, found, at=turn.at, zone=turn.zone))


async def _done(turn: Turn, outcome: Outcome, matter_id: int, said: str) -> None:
    """What became of it, in words, above what is missing now."""
    if isinstance(outcome, Done):
        await turn.toast(turn.texts.plain(f"deliberation.said.{said}"))
        await _run(turn, matter_id)
    else:
        await turn.refuse(outcome)


async def on_ask_move(turn: Turn, button: AskMove) -> None:
    """[进入下一步]: another is asked to look."""
    outcome = await ask_move(turn.database, matter_id=button.matter_id, **turn.acting)
    await _done(turn, outcome, button.matter_id, "move_asked")


async def on_confirm_move(turn: Turn, button: ConfirmMove) -> None:
    """[核对无误，进入下一步]."""
    outcome = await confirm_move(turn.database, matter_id=button.matter_id, seen=button.seen, **turn.acting)
    await _done(turn, outcome, button.matter_id, "moved")
    if isinstance(outcome, Refusal):
        await _run(turn, button.matter_id)  # what there is to look at now


async def on_way(turn: Turn, button: ShowWay) -> None:
    """[走到哪步了]."""
    found = await found_matter(turn, button.matter_id)
    if found is not None:
        ahead = await outlook(turn.database, matter=found.matter, at=turn.at)
        await turn.redraw(drawn.way(turn.texts, found.matter, ahead, turn.zone))


async def on_records(turn: Turn, button: ReadRecords) -> None:
    """[看记录]."""
    found = await found_matter(turn, button.matter_id)
    if found is not None:
        told = await records_of(turn.database, matter_id=button.matter_id)
        await turn.redraw(drawn.records(turn.texts, found.matter, told, button.page, turn.zone, leads=found.leads))


async def on_record_photos(turn: Turn, button: RecordPhotos) -> None:
    """[看照片]: before it is confirmed, somebody else looks at what is on record."""
    found = await photos_on_record(turn.database, actor=turn.actor, matter_id=button.matter_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    await turn.toast(turn.texts.plain("deliberation.photos_coming"))
    for one, photo in found:
        await turn.show(drawn.record_photo(turn.texts, one, photo, turn.zone))


async def on_show_application(turn: Turn, button: ShowApplication) -> None:
    """[复核维修资金申请]: what is on record of it, for whoever did not put it there."""
    record = await application_to_check(turn.database, actor=turn.actor, matter_id=button.matter_id)
    found = None if isinstance(record, Refusal) else await found_matter(turn, button.matter_id)
    if isinstance(record, Refusal):
        await turn.refuse(record)
    elif found is not None:
        await turn.redraw(drawn.check_application(turn.texts, found.matter, record, turn.zone))


async def on_check_application(turn: Turn, button: CheckApplication) -> None:
    """[和回执一样]: it counts."""
    outcome = await check_application(
        turn.database, matter_id=button.matter_id, record_id=button.record_id, **turn.acting
    )
    if isinstance(outcome, Done):
        await turn.redraw(pages.thanks(turn.texts, button.matter_id, "application"))
    else:
        await turn.refuse(outcome)


async def on_photos(turn: Turn, button: MatterPhotos) -> None:
    """[看照片]: what its disclosure rests on, in one album."""
    chat = turn.visit.chat.id
    outcome = await show_matter_photos(turn.database, matter_id=button.matter_id, chat_id=chat, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("deliberation.photos_coming"))


async def on_version(turn: Turn, button: ReadVersion) -> None:
    """[看改了什么]."""
    found = await found_matter(turn, button.matter_id)
    if found is not None:
        told = await versions_of(turn.database, matter_id=button.matter_id)
        await turn.redraw(version(turn.texts, found.matter, told, button.version, turn.zone))


async def on_objections(turn: Turn, button: ReadObjections) -> None:
    """[看异议]."""
    found = await found_matter(turn, button.matter_id)
    if found is not None:
        told = await objections_to(turn.database, matter=found.matter)
        await turn.redraw(drawn.objections(turn.texts, found, told, button.page))


async def on_owners(turn: Turn, button: AskOwners) -> None:
    """[请业主表决]: for how many days?"""
    found = await found_matter(turn, button.matter_id)
    if found is not None:
        days = await voting_days(turn.database, matter=found.matter)
        await turn.redraw(drawn.ask_days(turn.texts, found.matter, days))


async def on_put_to_owners(turn: Turn, button: PutToOwners) -> None:
    """So many days: it is posted."""
    outcome = await put_to_owners(turn.database, matter_id=button.matter_id, days=button.days, **turn.acting)
    await _done(turn, outcome, button.matter_id, "owners_asked")


async def on_ask_grow(turn: Turn, button: AskGrow) -> None:
    """[转为全小区的事]: what does it touch?"""
    found = await found_matter(turn, button.matter_id)
    if found is not None:
        await turn.redraw(growing.ask_grow(turn.texts, found.matter))


async def on_grow_kind(turn: Turn, button: GrowKind) -> None:
    """What of this kind."""
    found = await found_matter(turn, button.matter_id)
    if found is not None and button.kind in set(TouchKind):
        await turn.redraw(growing.ask_grow_kind(turn.texts, found.matter, TouchKind(button.kind)))
    elif found is not None:
        await turn.redraw(growing.ask_grow(turn.texts, found.matter))


async def on_grow(turn: Turn, button: GrowMatter) -> None:
    """It touches this: are common parts put to another use besides?"""
    if button.touch == Touch.COMMON_PARTS:
        await _grow(turn, button.matter_id, [Touch.COMMON_PARTS])
        return
    found = await found_matter(turn, button.matter_id)
    refusal = None if found is None else permit(turn.actor, Act.RUN_PROCEDURE, Place(found.matter.place.compound_id))
    if refusal is not None:
        await turn.refuse(refusal)
    elif found is not None:
        await turn.redraw(growing.ask_grow_commons(turn.texts, found.matter, button.touch))


async def on_grow_commons(turn: Turn, button: GrowCommons) -> None:
    """All that it touches is known."""
    touched = [Touch(button.touch)] if button.touch in set(Touch) else []
    await _grow(turn, button.matter_id, [*touched, Touch.COMMON_PARTS] if button.used else touched)


async def _grow(turn: Turn, matter_id: int, touched: list[Touch]) -> None:
    """It goes on as a matter of everybody."""
    outcome = await grow_matter(turn.database, matter_id=matter_id, touched=touched, **turn.acting)
    await _done(turn, outcome, matter_id, "grown")


BUTTONS: Mapping[Any, Any] = {
    RunMatter: on_run,
    AskMove: on_ask_move,
    ConfirmMove: on_confirm_move,
    ShowWay: on_way,
    ReadRecords: on_records,
    RecordPhotos: on_record_photos,
    MatterPhotos: on_photos,
    ShowApplication: on_show_application,
    CheckApplication: on_check_application,
    ReadVersion: on_version,
    ReadObjections: on_objections,
    AskOwners: on_owners,
    PutToOwners: on_put_to_owners,
    AskGrow: on_ask_grow,
    GrowKind: on_grow_kind,
    GrowMatter: on_grow,
    GrowCommons: on_grow_commons,
}
