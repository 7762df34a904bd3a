"""Writing an announcement at the door (写公告): words, files, place, time, a look, and off it goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Message

from domain.announcements import Step, chosen_time, clean, next_step, text_refused, when_choices
from domain.moments import write_moment
from domain.outcomes import Done, Reason, Refusal
from handlers.turn import Turn
from rendering import announcements as pages
from rendering import announcements_writing as drawn
from rendering.announcements_buttons import (
    ChoosePlace,
    ChooseTime,
    DropAnnouncement,
    DropFiles,
    GoTo,
    MendDraft,
    NewAnnouncement,
    Onward,
    SendAnnouncement,
    Toggle,
)
from rendering.screens import Screen
from services import announcements as acts
from services import drafts
from services.drafts import Draft

Show = Callable[[Screen], Awaitable[object]]

KIND = "announcement"
AWAITING: dict[Step, str | None] = {
    Step.TEXT: "announcements.text",
    Step.FILES: "announcements.files",
    Step.PLACE: "announcements.place",
    Step.WHEN: "announcements.when",
    Step.PREVIEW: None,
}
AWAITED = {words: step for step, words in AWAITING.items() if words is not None}
NOT_A_FILE = Refusal(Reason.INVALID, {"what": "announcement_file"})


async def begin(turn: Turn, show: Show, text: str = "") -> None:
    """The first step, or why there is none. A place there is no choice of is not asked for."""
    found = await acts.targets(turn.database, actor=turn.actor)
    refusal = found if isinstance(found, Refusal) else text_refused(clean(text)) if text else None
    if refusal is not None or isinstance(found, Refusal):
        await turn.refuse(refusal or NOT_A_FILE)
        return
    only = found[0].place if len(found) == 1 else None
    body = {"text": clean(text), "place": None if only is None else [only.compound_id, only.building_id]}
    step = next_step(body)
    outcome = await drafts.begin_draft(
        turn.database,
        actor=turn.actor,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body=body,
        awaiting=AWAITING[step],
        source=turn.source,
        at=turn.at,
    )
    if isinstance(outcome, Done):
        await show(await _step_screen(turn, outcome["draft_id"], body, step) or drawn.dropped(turn.texts))


async def _advance(turn: Turn, show: Show, draft_id: int, changes: Mapping[str, Any], to: Step | None = None) -> None:
    """Keep the answer and draw what is asked next: `to`, or the first step without an answer."""
    draft = await drafts.find_draft(turn.database, draft_id=draft_id, at=turn.at)
    if draft is None or draft.kind != KIND:
        await turn.refuse(Refusal(Reason.EXPIRED, {"what": "draft"}))
        return
    body = {**draft.body, **changes}
    step = to or next_step(body)
    outcome = await drafts.change_draft(
        turn.database,
        actor=turn.actor,
        draft_id=draft_id,
        changes=changes,
        awaiting=AWAITING[step],
        source=turn.source,
        at=turn.at,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif (screen := await _step_screen(turn, draft_id, body, step)) is not None:
        await show(screen)


async def _step_screen(turn: Turn, draft_id: int, body: Mapping[str, Any], step: Step) -> Screen | None:
    """The step as a screen; None when it was refused instead."""
    match step:
        case Step.TEXT:
            return drawn.ask_text(
                turn.texts, draft_id, known=bool(body.get("text")), files=await _count(turn, draft_id)
            )
        case Step.FILES:
            return drawn.ask_files(turn.texts, draft_id, files=await _count(turn, draft_id), album=_album(turn))
        case Step.PLACE:
            return await _place_screen(turn, draft_id)
        case Step.WHEN:
            return await _when_screen(turn, draft_id)
        case Step.PREVIEW:
            return await _preview_screen(turn, draft_id)


async def _count(turn: Turn, draft_id: int) -> int:
    return await acts.count_files(turn.database, draft_id=draft_id)


def _album(turn: Turn) -> bool:
    return turn.press is None and turn.message.media_group_id is not None


async def _place_screen(turn: Turn, draft_id: int) -> Screen | None:
    found = await acts.targets(turn.database, actor=turn.actor)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    return drawn.ask_place(turn.texts, draft_id, found)


async def _when_screen(turn: Turn, draft_id: int) -> Screen:
    found = await acts.targets(turn.database, actor=turn.actor)
    chosen = not isinstance(found, Refusal) and len(found) > 1
    choices = when_choices(turn.at, zone=turn.zone)
    return drawn.ask_when(turn.texts, draft_id, choices, before=Step.PLACE if chosen else Step.FILES)


async def _preview_screen(turn: Turn, draft_id: int) -> Screen | None:
    shown = await acts.preview(turn.database, actor=turn.actor, draft_id=draft_id, at=turn.at)
    if isinstance(shown, Refusal):
        await turn.refuse(shown)
        return None
    return drawn.preview(turn.texts, draft_id, shown, at=turn.at, zone=turn.zone)


# What people send


async def on_message(turn: Turn, draft: Draft) -> None:
    """Words or a file for the step that awaits them."""
    file, words = _file(turn.message), turn.message.text or turn.message.caption or ""
    if file is None and not words:
        await turn.refuse(NOT_A_FILE)
    elif file is None:
        await _on_words(turn, draft, words)
    else:
        await _on_file(turn, draft, file, words)


def _file(message: Message) -> dict[str, Any] | None:
    """The photo, video or document of a message; a kind we cannot announce is refused by its name."""
    photo = message.photo[-1] if message.photo else None
    kinds = {"photo": photo, "video": message.video, "animation": message.animation, "document": message.document}
    medium: Any
    for kind, medium in kinds.items():
        if medium is not None:
            name, mime = getattr(medium, "file_name", None) or "", getattr(medium, "mime_type", None) or ""
            return {"kind": kind, "file_id": medium.file_id, "name": name, "mime": mime, "size": medium.file_size}
    return None


async def _on_file(turn: Turn, draft: Draft, file: Mapping[str, Any], words: str) -> None:
    outcome = await acts.attach(
        turn.database,
        actor=turn.actor,
        draft_id=draft.id,
        album=turn.message.media_group_id,
        source=turn.source,
        at=turn.at,
        **file,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif words and not draft.body.get("text"):
        await _on_text(turn, draft, words)
    elif outcome["first"]:  # of an album only the first is answered
        await _again(turn, draft)


async def _on_words(turn: Turn, draft: Draft, words: str) -> None:
    match AWAITED[draft.awaiting or ""]:
        case Step.TEXT:
            await _on_text(turn, draft, words)
        case Step.WHEN:
            await _on_when(turn, draft, words)
        case Step.FILES:
            files = await _count(turn, draft.id)
            await turn.show(drawn.ask_files(turn.texts, draft.id, files=files, words=True))
        case _:
            await _again(turn, draft)


async def _again(turn: Turn, draft: Draft) -> None:
    """The same step as it stands now."""
    screen = await _step_screen(turn, draft.id, draft.body, AWAITED[draft.awaiting or ""])
    if screen is not None:
        await turn.show(screen)


async def _on_text(turn: Turn, draft: Draft, words: str) -> None:
    text = clean(words)
    refusal = text_refused(text)
    if refusal is not None:
        await turn.refuse(refusal)
        return
    await _advance(turn, turn.show, draft.id, {"text": text})


async def _on_when(turn: Turn, draft: Draft, words: str) -> None:
    await _timed(turn, turn.show, draft.id, words)


async def _timed(turn: Turn, show: Show, draft_id: int, when: str) -> None:
    moment = chosen_time(when, at=turn.at, zone=turn.zone)
    if isinstance(moment, Refusal):
        await turn.refuse(moment)
        return
    due = None if moment is None else write_moment(moment)
    await _advance(turn, show, draft_id, {"due": due, "timed": True})


# What people press


async def on_new(turn: Turn, _: NewAnnouncement) -> None:
    """[写一份新公告]."""
    await begin(turn, turn.redraw)


async def on_go_to(turn: Turn, button: GoTo) -> None:
    """[上一步], or a part to mend."""
    step = next((step for step in Step if step.value == button.step), None)
    await _advance(turn, turn.redraw, button.draft_id, {}, step)


async def on_onward(turn: Turn, button: Onward) -> None:
    """[下一步]."""
    changes = {"files_seen": True} if button.step == Step.FILES.value else {}
    await _advance(turn, turn.redraw, button.draft_id, changes)


async def on_drop_files(turn: Turn, button: DropFiles) -> None:
    """[去掉附件]."""
    outcome = await acts.detach(
        turn.database, actor=turn.actor, draft_id=button.draft_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await _advance(turn, turn.redraw, button.draft_id, {}, Step.FILES)


async def on_place(turn: Turn, button: ChoosePlace) -> None:
    """A place was chosen."""
    place = [button.compound_id, button.building_id or None]
    await _advance(turn, turn.redraw, button.draft_id, {"place": place})


async def on_time(turn: Turn, button: ChooseTime) -> None:
    """[现在] [今天18:00] [明天9:00]."""
    await _timed(turn, turn.redraw, button.draft_id, button.when)


async def on_toggle(turn: Turn, button: Toggle) -> None:
    """[要置顶] [急事，夜里也发], and back."""
    changes = {button.what: bool(button.on)} if button.what in ("pin", "urgent") else {}
    await _advance(turn, turn.redraw, button.draft_id, changes, Step.PREVIEW)


async def on_mend(turn: Turn, button: MendDraft) -> None:
    """[改一改]."""
    found = await acts.targets(turn.database, actor=turn.actor)
    several = not isinstance(found, Refusal) and len(found) > 1
    await turn.redraw(drawn.mend(turn.texts, button.draft_id, choose_place=several))


async def on_send(turn: Turn, button: SendAnnouncement) -> None:
    """[发出去] [定时发出]: it has its number and its time now."""
    outcome = await acts.schedule_announcement(
        turn.database, actor=turn.actor, draft_id=button.draft_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(f"announcements.scheduled.{'now' if outcome['now'] else 'later'}"))
    shown = await acts.find_page(turn.database, actor=turn.actor, announcement_id=outcome["announcement_id"])
    if not isinstance(shown, Refusal):
        await turn.redraw(pages.page(turn.texts, shown, at=turn.at, zone=turn.zone))


async def on_drop(turn: Turn, button: DropAnnouncement) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(
        turn.database, actor=turn.actor, draft_id=button.draft_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.dropped(turn.texts))


BUTTONS = {
    NewAnnouncement: on_new,
    GoTo: on_go_to,
    Onward: on_onward,
    DropFiles: on_drop_files,
    ChoosePlace: on_place,
    ChooseTime: on_time,
    Toggle: on_toggle,
    MendDraft: on_mend,
    SendAnnouncement: on_send,
    DropAnnouncement: on_drop,
}
STEPS = {words: on_message for words in AWAITED}
