"""凑钱 at the door: what for, how much was promised, how much came in; a promise by number; what is typed for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.counted import count_in
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, first_compound, permit
from domain.pledges import DAYS, DrivePage, Pledge, Unmet, name_refusal, own_name_refusal, purpose_refusal
from domain.registry import ANYWHERE
from handlers.conversations import (
    GONE,
    begun,
    go_on,
    own_draft,
    photos_of,
    photos_sent,
    sum_typed,
    typed,
    where_they_may,
)
from handlers.turn import Turn
from rendering import pledges as drawn
from rendering.deliberation_figures import yuan
from rendering.pledge_buttons import (
    ConfirmPledge,
    DriveDays,
    DriveUnmet,
    LeavePledge,
    NewDrive,
    SettlesDrive,
    ShowDrive,
    ShowDrives,
    ShowGivers,
    TakeBackPledge,
    UnnamePledge,
    WritePledge,
)
from rendering.screens import Screen
from services import drafts, pledge_names
from services import pledges as acts
from services.drafts import Draft

KIND = "pledge_words"
NO_AMOUNT = Refusal(Reason.INVALID, {"what": "pledge_amount"})
NO_NUMBER = Refusal(Reason.NOT_FOUND, {"what": "pledge_number"})
NOT_COUNTED = Refusal(Reason.WRONG_STATE, {"what": "pledge_not_counted"})
NO_VOUCHER = Refusal(Reason.EMPTY, {"what": "pledge_voucher"})
FIRST = {"join": "amount", "receive": "number", "return": "return_number", "named": "own_name"}
OWN = ("join", "named")
"""What is everybody's own to write."""


async def _list(turn: Turn, page: int = 0) -> Screen:
    found = await acts.drive_list(turn.database, actor=turn.actor)
    return drawn.drives(turn.texts, found, page, keeps=first_compound(turn.actor, Act.KEEP_FUNDS) is not None)


async def on_list(turn: Turn, button: ShowDrives) -> None:
    """[凑钱]."""
    await turn.redraw(await _list(turn, button.page))


async def page_of(turn: Turn, drive_id: int) -> DrivePage | None:
    """It as they may read it; else they hear that there is none."""
    page = await acts.drive_page(turn.database, actor=turn.actor, drive_id=drive_id)
    if page is None:
        await turn.refuse(acts.NO_DRIVE)
    return page


async def on_drive(turn: Turn, button: ShowDrive) -> None:
    """One of them."""
    page = await page_of(turn, button.drive_id)
    if page is not None:
        await turn.redraw(drawn.drive(turn.texts, page, turn.zone))


async def on_settles(turn: Turn, button: SettlesDrive) -> None:
    """[对，开始], [不凑了]."""
    act = acts.confirm_drive if button.yes else acts.drop_drive
    outcome = await act(turn.database, drive_id=button.drive_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("pledges.toast.opened" if button.yes else "pledges.toast.dropped"))
        await turn.redraw(await _list(turn))


async def on_take_back(turn: Turn, button: TakeBackPledge) -> None:
    """[收回我的]: asked back once."""
    if not button.sure:
        await turn.redraw(drawn.surely_back(turn.texts, button.drive_id))
        return
    outcome = await acts.take_back(turn.database, drive_id=button.drive_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("pledges.toast.back"))
        await on_drive(turn, ShowDrive(button.drive_id))


async def _begin(turn: Turn, what: str, body: Mapping[str, Any]) -> None:
    if (number := await begun(turn, KIND, body, f"pledges.{what}")) is not None:
        await turn.redraw(drawn.ask(turn.texts, what, number, body.get("drive_id", 0)))


async def on_new(turn: Turn, _: NewDrive) -> None:
    """[要凑一笔]: what is it called?"""
    if await where_they_may(turn, Act.KEEP_FUNDS) is not None:
        await _begin(turn, "name", {})


async def _then(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str, **told: str | int) -> None:
    if await go_on(turn, draft, changes, f"pledges.{what}"):
        await turn.show(drawn.ask(turn.texts, what, draft.id, draft.body.get("drive_id", 0), **told))


async def on_name(turn: Turn, draft: Draft) -> None:
    """What it is called, typed."""
    name = typed(turn)
    if (refusal := name_refusal(name)) is not None:
        await turn.refuse(refusal)
    else:
        await _then(turn, draft, {"name": name}, "purpose")


async def on_purpose(turn: Turn, draft: Draft) -> None:
    """What for, typed: it is used for nothing else."""
    words = typed(turn)
    if (refusal := purpose_refusal(words)) is not None:
        await turn.refuse(refusal)
    else:
        await _then(turn, draft, {"purpose": words}, "target")


async def on_target(turn: Turn, draft: Draft) -> None:
    """How much, typed; for how long?"""
    target = sum_typed(turn)
    if not target:
        await turn.refuse(NO_AMOUNT)
    elif await go_on(turn, draft, {"target": target}, None):
        await turn.show(drawn.ask_days(turn.texts, draft.id))


async def on_days(turn: Turn, button: DriveDays) -> None:
    """So many days; and if it is not enough?"""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.days not in DAYS or "target" not in draft.body:
        await turn.refuse(GONE)
    elif await go_on(turn, draft, {"days": button.days}, None):
        await turn.redraw(drawn.ask_unmet(turn.texts, draft.id))


async def on_unmet(turn: Turn, button: DriveUnmet) -> None:
    """What if it is not enough; it is looked at once more."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.unmet not in set(Unmet) or "days" not in draft.body:
        await turn.refuse(GONE)
    elif await go_on(turn, draft, {"unmet": button.unmet}, None):
        await turn.redraw(drawn.preview(turn.texts, {**draft.body, "unmet": button.unmet}, draft.id))


async def on_write(turn: Turn, button: WritePledge) -> None:
    """[我凑一份], [收到一份], [退一份], [公布我的名字]."""
    page = await page_of(turn, button.drive_id)
    if page is None:
        return
    if button.what not in FIRST:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    if button.what in OWN:
        refusal = NOT_COUNTED if button.what == "named" and not page.may_be_named else None
    else:
        refusal = permit(turn.actor, Act.KEEP_FUNDS, page.drive.place)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await _begin(turn, FIRST[button.what], {"drive_id": button.drive_id, "what": button.what})


async def on_amount(turn: Turn, draft: Draft) -> None:
    """How much one promises, typed."""
    amount = sum_typed(turn)
    if not amount:
        await turn.refuse(NO_AMOUNT)
    elif await go_on(turn, draft, {"amount": amount}, None):
        await turn.show(drawn.surely(turn.texts, "join", amount, draft.id, draft.body["drive_id"]))


async def on_own_name(turn: Turn, draft: Draft) -> None:
    """How they want to be named, typed; what will be read, and by whom."""
    name = typed(turn)
    if (refusal := own_name_refusal(name)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"name": name}, None):
        await turn.show(drawn.surely_named(turn.texts, name, draft.id, draft.body["drive_id"]))


async def on_givers(turn: Turn, button: ShowGivers) -> None:
    """[写了名字的]."""
    page = await page_of(turn, button.drive_id)
    if page is not None:
        await turn.redraw(drawn.givers(turn.texts, page, button.page))


async def on_unname(turn: Turn, button: UnnamePledge) -> None:
    """[收回我的名字]."""
    outcome = await pledge_names.be_unnamed(turn.database, drive_id=button.drive_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("pledges.toast.unnamed"))
        await on_drive(turn, ShowDrive(button.drive_id))


async def on_number(turn: Turn, draft: Draft) -> None:
    """By which number money came, typed."""
    pledge = await _by_number(turn, draft)
    if pledge is not None and await go_on(turn, draft, {"number": pledge.number}, None):
        known = (pledge.number, pledge.amount, draft.id, draft.body["drive_id"])
        await turn.show(drawn.surely_number(turn.texts, "receive", *known))


async def on_return_number(turn: Turn, draft: Draft) -> None:
    """By which number it goes back, typed; now the voucher."""
    pledge = await _by_number(turn, draft)
    if pledge is not None:
        changes = {"number": pledge.number, "amount": pledge.amount}
        await _then(turn, draft, changes, "voucher", number=pledge.number, sum=yuan(pledge.amount))


async def _by_number(turn: Turn, draft: Draft) -> Pledge | None:
    """The promise by the number they typed; else they hear that there is none."""
    number = count_in(typed(turn))
    given: dict[str, Any] = {"drive_id": draft.body["drive_id"], "number": number}
    found = await acts.pledge_by_number(turn.database, actor=turn.actor, **given) if number else None
    if found is None:
        await turn.refuse(NO_NUMBER)
    return found


async def on_voucher(turn: Turn, draft: Draft) -> None:
    """A photo of what was signed."""
    photos = photos_sent(turn)
    if "amount" not in draft.body:  # begun by a version that did not keep the sum
        await turn.refuse(GONE)
    elif not photos:
        await turn.refuse(NO_VOUCHER)
    elif await go_on(turn, draft, {"files": photos}, None):
        known = (draft.body["number"], draft.body["amount"], draft.id, draft.body["drive_id"])
        await turn.show(drawn.surely_number(turn.texts, "return", *known))


async def on_confirm(turn: Turn, button: ConfirmPledge) -> None:
    """What was typed is right."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    what = draft.body.get("what", "ask")
    if NEEDS[what] not in draft.body:
        await turn.refuse(GONE)
        return
    outcome = await DOES[what](turn, draft)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.thanks(turn.texts, what, outcome.facts))


NEEDS = {"ask": "unmet", "join": "amount", "receive": "number", "return": "files", "named": "name"}
"""What a draft has once it is whole."""


async def _asks(turn: Turn, draft: Draft) -> Outcome:
    place = first_compound(turn.actor, Act.KEEP_FUNDS) or ANYWHERE
    what = {name: draft.body[name] for name in ("name", "purpose", "target", "days")}
    given: dict[str, Any] = {**what, "unmet": Unmet(draft.body["unmet"]), "draft_id": draft.id, **turn.acting}
    return await acts.ask_drive(turn.database, place=place, **given)


async def _joins(turn: Turn, draft: Draft) -> Outcome:
    given = {"drive_id": draft.body["drive_id"], "amount": draft.body["amount"], "draft_id": draft.id}
    return await acts.promise(turn.database, **given, **turn.acting)


async def _receives(turn: Turn, draft: Draft) -> Outcome:
    given = {"drive_id": draft.body["drive_id"], "number": draft.body["number"], "draft_id": draft.id}
    return await acts.receive_pledge(turn.database, **given, **turn.acting)


async def _returns(turn: Turn, draft: Draft) -> Outcome:
    given = {"drive_id": draft.body["drive_id"], "number": draft.body["number"], "draft_id": draft.id}
    return await acts.return_pledge(turn.database, **given, files=photos_of(draft.body), **turn.acting)


async def _is_named(turn: Turn, draft: Draft) -> Outcome:
    given = {"drive_id": draft.body["drive_id"], "name": draft.body["name"], "draft_id": draft.id}
    return await pledge_names.be_named(turn.database, **given, **turn.acting)


DOES: Mapping[str, Callable[[Turn, Draft], Awaitable[Outcome]]] = {
    "ask": _asks,
    "join": _joins,
    "receive": _receives,
    "return": _returns,
    "named": _is_named,
}


async def on_leave(turn: Turn, button: LeavePledge) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif button.drive_id:
        await on_drive(turn, ShowDrive(button.drive_id))
    else:
        await turn.redraw(await _list(turn))


BUTTONS: dict[Any, Any] = {
    ShowDrives: on_list,
    ShowDrive: on_drive,
    NewDrive: on_new,
    DriveDays: on_days,
    DriveUnmet: on_unmet,
    ConfirmPledge: on_confirm,
    SettlesDrive: on_settles,
    WritePledge: on_write,
    TakeBackPledge: on_take_back,
    ShowGivers: on_givers,
    UnnamePledge: on_unname,
    LeavePledge: on_leave,
}
STEPS = {
    "pledges.name": on_name,
    "pledges.purpose": on_purpose,
    "pledges.target": on_target,
    "pledges.amount": on_amount,
    "pledges.own_name": on_own_name,
    "pledges.number": on_number,
    "pledges.return_number": on_return_number,
    "pledges.voucher": on_voucher,
}
