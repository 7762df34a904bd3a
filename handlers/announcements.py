"""Announcements at the door (公告): the lists, one announcement's page, and what may be changed there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from domain.announcements import AnnouncementState, Page, chosen_time, clean, manage_refused, text_refused, when_choices
from domain.outcomes import Done, Outcome, Reason, Refusal
from handlers import announcements_writing, boards
from handlers.turn import Turn
from rendering import announcements as drawn
from rendering.announcements_buttons import (
    AskCancel,
    BeginAnnouncement,
    ConfirmCorrection,
    Correct,
    EditText,
    EditTime,
    MoveTo,
    OpenBoard,
    PinAnnouncement,
    ReallyCancel,
    SeeDeliveries,
    ShowAnnouncement,
    ShowVersion,
)
from rendering.menu import in_private
from rendering.screens import Screen
from services import announcements as acts
from services import drafts
from services.drafts import Draft

Show = Callable[[Screen], Awaitable[object]]

CHANGE = "announcement_change"
SCHEDULED, PUBLISHED = AnnouncementState.SCHEDULED, AnnouncementState.PUBLISHED


async def on_gonggao(turn: Turn, words: str) -> None:
    """/gonggao: the list, or straight to writing where there is none yet; words after it are the text."""
    if not turn.private:
        await turn.show(in_private(turn.texts, "an_new"))
        return
    items = [] if words else await acts.mine(turn.database, actor=turn.actor)
    if items:
        await turn.show(drawn.desk(turn.texts, items, turn.zone))
    else:
        await announcements_writing.begin(turn, turn.show, words)


async def on_gongshi(turn: Turn, _: str) -> None:
    """/gongshi: 公示栏."""
    if not turn.private:
        await turn.show(in_private(turn.texts, "an_board"))
        return
    await _board(turn, turn.show)


async def _board(turn: Turn, show: Show) -> None:
    items = await acts.board(turn.database, actor=turn.actor)
    if isinstance(items, Refusal):
        await turn.refuse(items)
        return
    await show(drawn.board(turn.texts, items, turn.zone, await boards.keys(turn)))


async def on_link(turn: Turn, name: str) -> None:
    """A link: `an_new`, `an_board`, `an_12`."""
    if name == "new":
        await on_gonggao(turn, "")
    elif name.isascii() and name.isdigit() and len(name) < 10:
        await _page(turn, turn.show, int(name))
    else:
        await on_gongshi(turn, "")


async def on_desk(turn: Turn, _: BeginAnnouncement) -> None:
    """[看全部公告], and the menu's 发公告."""
    await _hush(turn)
    items = await acts.mine(turn.database, actor=turn.actor)
    if items:
        await turn.redraw(drawn.desk(turn.texts, items, turn.zone))
    else:
        await announcements_writing.begin(turn, turn.redraw)


async def on_board(turn: Turn, _: OpenBoard) -> None:
    """[公示栏]."""
    await _board(turn, turn.redraw)


async def on_show(turn: Turn, button: ShowAnnouncement) -> None:
    """One announcement; going back to it ends what was being changed."""
    await _hush(turn)
    await _page(turn, turn.redraw, button.announcement_id)


async def _hush(turn: Turn) -> None:
    """The next words are no longer a change to an announcement."""
    draft = await drafts.awaiting_draft(turn.database, person_id=turn.person_id, chat_id=turn.visit.chat.id, at=turn.at)
    if draft is not None and draft.kind == CHANGE:
        await _drop(turn, draft.id)


async def _drop(turn: Turn, draft_id: int) -> None:
    await drafts.drop_draft(turn.database, actor=turn.actor, draft_id=draft_id, source=turn.source, at=turn.at)


async def _page(turn: Turn, show: Show, announcement_id: int) -> None:
    shown = await acts.find_page(turn.database, actor=turn.actor, announcement_id=announcement_id)
    if isinstance(shown, Refusal):
        await turn.refuse(shown)
        return
    await show(drawn.page(turn.texts, shown, at=turn.at, zone=turn.zone))


async def on_version(turn: Turn, button: ShowVersion) -> None:
    """[看原文]."""
    shown = await acts.find_page(turn.database, actor=turn.actor, announcement_id=button.announcement_id)
    screen = None if isinstance(shown, Refusal) else drawn.version(turn.texts, shown, button.version, turn.zone)
    if screen is None:
        await turn.refuse(shown if isinstance(shown, Refusal) else Refusal(Reason.NOT_FOUND))
        return
    await turn.redraw(screen)


async def on_deliveries(turn: Turn, button: SeeDeliveries) -> None:
    """[送达情况]."""
    told = await acts.deliveries(turn.database, actor=turn.actor, announcement_id=button.announcement_id)
    if isinstance(told, Refusal):
        await turn.refuse(told)
        return
    await turn.redraw(drawn.report(turn.texts, told))


# Changing one


async def _mine(turn: Turn, announcement_id: int, state: AnnouncementState) -> Page | None:
    """The announcement, if this person may change it as it stands; refused here if not."""
    shown = await acts.find_page(turn.database, actor=turn.actor, announcement_id=announcement_id)
    refusal = shown if isinstance(shown, Refusal) else manage_refused(turn.actor, shown.item, state)
    if refusal is not None or isinstance(shown, Refusal):
        await turn.refuse(refusal or Refusal(Reason.NOT_FOUND))
        return None
    return shown


async def _ask(turn: Turn, announcement_id: int, state: AnnouncementState, awaiting: str, screen: Screen) -> None:
    """Ask for the next words about this announcement."""
    if await _mine(turn, announcement_id, state) is None:
        return
    await drafts.begin_draft(
        turn.database,
        actor=turn.actor,
        chat_id=turn.visit.chat.id,
        kind=CHANGE,
        body={"announcement_id": announcement_id},
        awaiting=awaiting,
        source=turn.source,
        at=turn.at,
    )
    await turn.redraw(screen)


async def on_edit_text(turn: Turn, button: EditText) -> None:
    """[改文字]."""
    number = button.announcement_id
    screen = drawn.ask_text(turn.texts, number, correcting=False)
    await _ask(turn, number, SCHEDULED, "announcements.retext", screen)


async def on_edit_time(turn: Turn, button: EditTime) -> None:
    """[改时间]."""
    number = button.announcement_id
    screen = drawn.ask_time(turn.texts, number, when_choices(turn.at, zone=turn.zone))
    await _ask(turn, number, SCHEDULED, "announcements.retime", screen)


async def on_correct(turn: Turn, button: Correct) -> None:
    """[更正]."""
    number = button.announcement_id
    screen = drawn.ask_text(turn.texts, number, correcting=True)
    await _ask(turn, number, PUBLISHED, "announcements.correct", screen)


async def _done(turn: Turn, outcome: Outcome, words: str, announcement_id: int) -> None:
    """Say what came of it, then show the announcement as it is now."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    if turn.press is not None and not turn.answered:
        await turn.toast(turn.texts.plain(words))
    await _hush(turn)
    await _page(turn, turn.show if turn.press is None else turn.redraw, announcement_id)


async def on_new_text(turn: Turn, draft: Draft) -> None:
    """The new wording of what has not left."""
    number = int(draft.body["announcement_id"])
    outcome = await acts.edit_text(
        turn.database,
        actor=turn.actor,
        announcement_id=number,
        text=turn.message.text or "",
        source=turn.source,
        at=turn.at,
    )
    await _done(turn, outcome, "announcements.reworded.done", number)


async def on_new_time(turn: Turn, draft: Draft) -> None:
    """The new time in words."""
    await _move(turn, int(draft.body["announcement_id"]), turn.message.text or "")


async def on_move(turn: Turn, button: MoveTo) -> None:
    """The new time by a press."""
    await _move(turn, button.announcement_id, button.when)


async def _move(turn: Turn, announcement_id: int, when: str) -> None:
    moment = chosen_time(when, at=turn.at, zone=turn.zone)
    if isinstance(moment, Refusal):
        await turn.refuse(moment)
        return
    outcome = await acts.edit_time(
        turn.database, actor=turn.actor, announcement_id=announcement_id, due=moment, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Done) and "begin" in outcome.facts:
        hours = {"begin": outcome["begin"], "end": outcome["end"]}
        await turn.toast(turn.texts.plain("announcements.moved.held", **hours), alert=True)
    await _done(turn, outcome, "announcements.moved.done", announcement_id)


async def on_ask_cancel(turn: Turn, button: AskCancel) -> None:
    """[取消]: a second look."""
    shown = await _mine(turn, button.announcement_id, SCHEDULED)
    if shown is not None:
        await turn.redraw(drawn.ask_cancel(turn.texts, shown.item, turn.zone))


async def on_cancel(turn: Turn, button: ReallyCancel) -> None:
    """[取消这份公告]."""
    number = button.announcement_id
    outcome = await acts.cancel(turn.database, actor=turn.actor, announcement_id=number, source=turn.source, at=turn.at)
    await _done(turn, outcome, "announcements.cancel.done", number)


async def on_correction(turn: Turn, draft: Draft) -> None:
    """The corrected wording: shown as it will look, before it does."""
    text = clean(turn.message.text or "")
    if refusal := text_refused(text):
        await turn.refuse(refusal)
        return
    shown = await _mine(turn, int(draft.body["announcement_id"]), PUBLISHED)
    if shown is None:
        return
    outcome = await drafts.change_draft(
        turn.database,
        actor=turn.actor,
        draft_id=draft.id,
        changes={"text": text},
        awaiting="announcements.correct",
        source=turn.source,
        at=turn.at,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    item = replace(shown.item, text=text, corrected_at=turn.at)
    await turn.show(drawn.correction(turn.texts, item, draft.id, turn.zone))


async def on_confirm(turn: Turn, button: ConfirmCorrection) -> None:
    """[照这样更正]."""
    draft = await drafts.find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    if draft is None or draft.kind != CHANGE or draft.person_id != turn.person_id or "text" not in draft.body:
        await turn.refuse(Refusal(Reason.EXPIRED, {"what": "draft"}))
        return
    number = int(draft.body["announcement_id"])
    outcome = await acts.correct(
        turn.database,
        actor=turn.actor,
        announcement_id=number,
        text=draft.body["text"],
        source=turn.source,
        at=turn.at,
    )
    await _done(turn, outcome, "announcements.correction.done", number)


async def on_pin(turn: Turn, button: PinAnnouncement) -> None:
    """[置顶] [取消置顶]."""
    number, pinned = button.announcement_id, bool(button.pinned)
    outcome = await acts.pin(
        turn.database, actor=turn.actor, announcement_id=number, pinned=pinned, source=turn.source, at=turn.at
    )
    await _done(turn, outcome, "announcements.pin.done" if pinned else "announcements.unpin.done", number)


COMMANDS = {"gonggao": on_gonggao, "announce": on_gonggao, "gongshi": on_gongshi, "notices": on_gongshi}
BUTTONS = {
    BeginAnnouncement: on_desk,
    OpenBoard: on_board,
    ShowAnnouncement: on_show,
    ShowVersion: on_version,
    SeeDeliveries: on_deliveries,
    EditText: on_edit_text,
    EditTime: on_edit_time,
    MoveTo: on_move,
    AskCancel: on_ask_cancel,
    ReallyCancel: on_cancel,
    Correct: on_correct,
    ConfirmCorrection: on_confirm,
    PinAnnouncement: on_pin,
    **announcements_writing.BUTTONS,
}
STEPS = {
    "announcements.retext": on_new_text,
    "announcements.retime": on_new_time,
    "announcements.correct": on_correction,
    **announcements_writing.STEPS,
}
STARTS = {"an": on_link}
