"""The wizard of a sentiment poll at the door (发起征询): a press or a line changes the draft; the next is drawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from domain.calendar import not_before
from domain.local_times import parse_local
from domain.moments import read_moment, write_moment
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.poll_wizard import FIELDS, Step, awaiting, choose_place, reopen, settle, step_back, step_of
from domain.polls import USUAL_DAYS, check_close, enough, options_of, question_of, usual_close, usual_days
from domain.registry import ANYWHERE
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import poll_wizard as drawn
from rendering.poll_wizard import (
    ChangePoll,
    ChangeStep,
    DropOption,
    GiveUpPoll,
    KeepPoll,
    OptionsDone,
    PollGroup,
    PollNamed,
    PollPlace,
    PollSeveral,
    PollUntil,
    Sending,
    SendPoll,
    StepBack,
)
from rendering.screens import Screen
from services import drafts
from services.drafts import Draft
from services.poll_pages import Venue, stands_on_board, venues
from services.polls import start_poll
from services.profiles import profile_of

Show = Callable[[Screen], Awaitable[object]]

NO_GROUP = Refusal(Reason.NO_TARGET_GROUP, {"what": "poll"})


async def begin(turn: Turn, show: Show) -> None:
    """The first question of the wizard, or why there is none."""
    found = await venues(turn.database, actor=turn.actor)
    refusal = permit(turn.actor, Act.START_POLL, ANYWHERE)
    if not found and refusal is not None:
        await turn.refuse(Refusal(refusal.reason, {**refusal.facts, "what": "poll"}))
        return
    usable = [venue for venue in found if venue.groups]
    if not usable:
        await turn.refuse(NO_GROUP)
        return
    body = _choose(usable[0], only=True) if len(usable) == 1 else {}
    outcome = await drafts.begin_draft(
        turn.database,
        actor=turn.actor,
        chat_id=turn.visit.chat.id,
        kind="poll",
        body=body,
        awaiting=awaiting(body),
        source=turn.source,
        at=turn.at,
    )
    await _next(turn, show, outcome)


def _choose(venue: Venue, *, only: bool) -> dict[str, Any]:
    return choose_place(_ids(venue), [group.chat_id for group in venue.groups], only=only)


def _ids(venue: Venue) -> tuple[int, int]:
    assert venue.place.compound_id is not None, "polls are asked in a compound"
    return venue.place.compound_id, venue.place.building_id or 0


async def _next(turn: Turn, show: Show, outcome: Outcome) -> None:
    """Draw what comes next, or say why not."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await show(await _screen(turn, outcome["draft_id"], outcome["body"]))


async def _change(turn: Turn, draft: Draft, changes: Mapping[str, Any], show: Show) -> None:
    outcome = await drafts.change_draft(
        turn.database,
        actor=turn.actor,
        draft_id=draft.id,
        changes=changes,
        awaiting=awaiting({**draft.body, **changes}),
        source=turn.source,
        at=turn.at,
    )
    await _next(turn, show, outcome)


async def _screen(turn: Turn, draft_id: int, body: Mapping[str, Any]) -> Screen:
    """The screen of the step the draft has reached."""
    back = step_back(body) is not None
    texts = turn.texts
    match step_of(body):
        case Step.PLACE:
            return drawn.place_step(texts, draft_id, await _places(turn))
        case Step.GROUP:
            return drawn.group_step(texts, draft_id, await _groups(turn, body), back=back)
        case Step.CLOSE:
            days = usual_days(leaves=await _leaves(turn, body), at=turn.at, zone=turn.zone)
            return drawn.close_step(texts, draft_id, days)
        case Step.PREVIEW:
            group = (await _groups(turn, body)).get(body["chat_id"], "")
            shown = await stands_on_board(turn.database, chat_id=body["chat_id"], at=turn.at)
            return drawn.preview(texts, draft_id, body, group, await _sending(turn, body), on_board=shown)
        case step:
            return drawn.plain_step(texts, step, draft_id, body, back=back)


async def _places(turn: Turn) -> list[drawn.Place]:
    return [
        drawn.Place(*_ids(venue), drawn.place_name(turn.texts, venue.compound, venue.building))
        for venue in await venues(turn.database, actor=turn.actor)
        if venue.groups
    ]


async def _groups(turn: Turn, body: Mapping[str, Any]) -> dict[int, str]:
    """Groups of the chosen place, by number."""
    venue = await _venue(turn, tuple(body["place"]))
    return {} if venue is None else {group.chat_id: group.title for group in venue.groups}


async def _venue(turn: Turn, ids: tuple[int, ...]) -> Venue | None:
    found = await venues(turn.database, actor=turn.actor)
    return next((venue for venue in found if _ids(venue) == ids), None)


async def _leaves(turn: Turn, body: Mapping[str, Any]) -> datetime:
    profile = await profile_of(turn.database, compound_id=body["place"][0])
    return not_before(turn.at, zone=turn.zone, quiet=profile.everyday.quiet_hours.value)


async def _sending(turn: Turn, body: Mapping[str, Any]) -> Sending:
    return Sending(await _leaves(turn, body), turn.at, turn.zone)


# Words


def _words(turn: Turn) -> str:
    return turn.message.text or turn.message.caption or ""


async def on_question(turn: Turn, draft: Draft) -> None:
    """The question, typed."""
    question = question_of(_words(turn))
    if isinstance(question, Refusal):
        await turn.refuse(question)
    else:
        await _change(turn, draft, settle(question=question), turn.show)


async def on_options(turn: Turn, draft: Draft) -> None:
    """Answers, one a line or one by one."""
    options = options_of(_words(turn), draft.body.get("options") or [])
    if isinstance(options, Refusal):
        await turn.refuse(options)
    else:
        await _change(turn, draft, {"options": list(options)}, turn.show)


async def on_close_words(turn: Turn, draft: Draft) -> None:
    """Until when, typed."""
    closes_at = parse_local(_words(turn), at=turn.at, zone=turn.zone)
    await _close_at(turn, draft, closes_at, turn.show)


async def _close_at(turn: Turn, draft: Draft, closes_at: datetime | None, show: Show) -> None:
    refusal = check_close(closes_at, leaves=await _leaves(turn, draft.body), at=turn.at)
    if refusal is not None or closes_at is None:
        await turn.refuse(refusal or Refusal(Reason.INVALID, {"what": "poll_close"}))
    else:
        await _change(turn, draft, settle(closes_at=write_moment(closes_at)), show)


# Presses


async def _draft(turn: Turn, draft_id: int) -> Draft | None:
    """The draft, if it is there and theirs; else they hear why not."""
    draft = await drafts.find_draft(turn.database, draft_id=draft_id, at=turn.at)
    if draft is None or draft.kind != "poll":
        await turn.refuse(GONE)
        return None
    if draft.person_id != turn.person_id:
        await turn.refuse(Refusal(Reason.NOT_YOURS))
        return None
    return draft


async def _press(turn: Turn, draft_id: int, changes: Callable[[Draft], Mapping[str, Any] | Refusal]) -> None:
    """Change the draft as the press says, and draw what comes next in its place."""
    draft = await _draft(turn, draft_id)
    if draft is None:
        return
    change = changes(draft)
    if isinstance(change, Refusal):
        await turn.refuse(change)
    else:
        await _change(turn, draft, change, turn.redraw)


async def on_place(turn: Turn, button: PollPlace) -> None:
    """A place is chosen."""
    venue = await _venue(turn, (button.compound_id, button.building_id))
    chosen = NO_GROUP if venue is None or not venue.groups else _choose(venue, only=False)
    await _press(turn, button.draft_id, lambda _: chosen)


async def on_group(turn: Turn, button: PollGroup) -> None:
    """A group is chosen, if it belongs to the place."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if not draft.body.get("place") or button.chat_id not in await _groups(turn, draft.body):
        await turn.refuse(NO_GROUP)
    else:
        await _change(turn, draft, settle(chat_id=button.chat_id), turn.redraw)


async def on_enough(turn: Turn, button: OptionsDone) -> None:
    """[够了]."""
    await _press(turn, button.draft_id, lambda draft: enough(draft.body.get("options") or []) or settle(enough=True))


async def on_drop(turn: Turn, button: DropOption) -> None:
    """[删掉最后一个]."""
    await _press(turn, button.draft_id, lambda draft: {"options": list(draft.body.get("options") or [])[:-1]})


async def on_several(turn: Turn, button: PollSeveral) -> None:
    """[只选一个], [可选几个]."""
    await _press(turn, button.draft_id, lambda _: settle(several=bool(button.several)))


async def on_named(turn: Turn, button: PollNamed) -> None:
    """[记名], [匿名]."""
    await _press(turn, button.draft_id, lambda _: settle(named=bool(button.named)))


async def on_until(turn: Turn, button: PollUntil) -> None:
    """20:00 on one of the usual days; a forged number of days is none of them."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    usual = button.days in USUAL_DAYS
    closes_at = usual_close(button.days, at=turn.at, zone=turn.zone) if usual else None
    await _close_at(turn, draft, closes_at, turn.redraw)


async def on_back(turn: Turn, button: StepBack) -> None:
    """[返回]."""
    await _press(turn, button.draft_id, lambda draft: step_back(draft.body) or {})


async def on_keep(turn: Turn, button: KeepPoll) -> None:
    """[不改了]."""
    await _press(turn, button.draft_id, lambda _: {})


async def on_change_step(turn: Turn, button: ChangeStep) -> None:
    """One thing is taken up again; everything else stays."""
    if button.step not in FIELDS:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    step = Step(button.step)
    await _press(
        turn, button.draft_id, lambda draft: reopen(draft.body, step) if step_of(draft.body) is Step.PREVIEW else {}
    )


async def on_change(turn: Turn, button: ChangePoll) -> None:
    """[改一改], once everything is there."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    ready = step_of(draft.body) is Step.PREVIEW
    given = draft.body.get("given") or []
    screen = drawn.change_menu(turn.texts, draft.id, given) if ready else await _screen(turn, draft.id, draft.body)
    await turn.redraw(screen)


async def on_give_up(turn: Turn, button: GiveUpPoll) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(
        turn.database, actor=turn.actor, draft_id=button.draft_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.given_up(turn.texts))


async def on_send(turn: Turn, button: SendPoll) -> None:
    """[发出去]: the draft becomes a poll, once."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if step_of(draft.body) is not Step.PREVIEW:
        await turn.redraw(await _screen(turn, draft.id, draft.body))
        return
    outcome = await _start(turn, draft)
    if isinstance(outcome, Done):
        closes_at, sending = read_moment(outcome["closes_at"]), await _sending(turn, draft.body)
        await turn.redraw(drawn.sent(turn.texts, outcome["poll_id"], closes_at=closes_at, sending=sending))
    else:
        await turn.refuse(outcome)


async def _start(turn: Turn, draft: Draft) -> Outcome:
    body = draft.body
    return await start_poll(
        turn.database,
        actor=turn.actor,
        chat_id=body["chat_id"],
        question=body["question"],
        options=body["options"],
        several=body["several"],
        named=body["named"],
        closes_at=read_moment(body["closes_at"]),
        draft_id=draft.id,
        source=turn.source,
        at=turn.at,
    )


BUTTONS = {
    PollPlace: on_place,
    PollGroup: on_group,
    OptionsDone: on_enough,
    DropOption: on_drop,
    PollSeveral: on_several,
    PollNamed: on_named,
    PollUntil: on_until,
    StepBack: on_back,
    ChangePoll: on_change,
    ChangeStep: on_change_step,
    KeepPoll: on_keep,
    SendPoll: on_send,
    GiveUpPoll: on_give_up,
}
STEPS = {"polls.question": on_question, "polls.options": on_options, "polls.close": on_close_words}
