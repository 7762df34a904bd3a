"""定期议事 at the door: meetings, their next day, topics and promises; what is typed for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.deliberation.answers import Verdict
from domain.issues import clean
from domain.local_times import parse_local
from domain.meetings import Agenda, MeetingKind
from domain.moments import read_moment, write_moment
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, first_compound, permit
from domain.registry import ANYWHERE
from handlers.conversations import go_on, own_draft
from handlers.turn import Turn
from rendering import dates, menu
from rendering import meetings as drawn
from rendering.meetings import (
    ActionDays,
    CallMeeting,
    DecideTopic,
    LeaveMeeting,
    ShowActions,
    ShowMeeting,
    ShowMeetings,
    ShowMinutes,
    ShowOpenReports,
    ShowTopics,
    WriteMeeting,
)
from rendering.screens import Screen
from services import drafts
from services import meetings as acts
from services.drafts import Draft

KIND = "meeting_words"
NO_TIME = Refusal(Reason.INVALID, {"what": "meeting_time"})
TYPED = ("topic", "action", "minutes", "done")


async def on_command(turn: Turn, _: str) -> None:
    """/yishihui."""
    await turn.show(await _list(turn) if turn.private else menu.in_private(turn.texts, "yh_0"))


async def on_start(turn: Turn, argument: str) -> None:
    """One meeting, from its card in the group."""
    number = int(argument) if argument.isascii() and argument.isdecimal() and len(argument) < 10 else 0
    now = await acts.meeting_agenda(turn.database, actor=turn.actor, meeting_id=number, at=turn.at)
    await turn.show(await _list(turn) if now is None else _drawn(turn, now))


def _drawn(turn: Turn, now: Agenda) -> Screen:
    return drawn.meeting(turn.texts, now, at=turn.at, zone=turn.zone)


async def _list(turn: Turn) -> Screen:
    found = await acts.meeting_list(turn.database, actor=turn.actor)
    calls = first_compound(turn.actor, Act.HOLD_MEETING) is not None
    return drawn.meetings(turn.texts, found, calls=calls)


async def _agenda(turn: Turn, meeting_id: int) -> Agenda | None:
    now = await acts.meeting_agenda(turn.database, actor=turn.actor, meeting_id=meeting_id, at=turn.at)
    if now is None:
        await turn.refuse(acts.NO_MEETING)
    return now


async def on_list(turn: Turn, _: ShowMeetings) -> None:
    """[全部议事会]."""
    await turn.redraw(await _list(turn))


async def on_reports(turn: Turn, button: ShowOpenReports) -> None:
    """[没办完的报事]."""
    if (now := await _agenda(turn, button.meeting_id)) is not None:
        await turn.redraw(drawn.reports(turn.texts, now))


async def on_show(turn: Turn, button: ShowMeeting) -> None:
    """One meeting."""
    if (now := await _agenda(turn, button.meeting_id)) is not None:
        await turn.redraw(_drawn(turn, now))


async def on_last(turn: Turn, button: ShowMinutes) -> None:
    """[上次的记录]."""
    if (now := await _agenda(turn, button.meeting_id)) is not None:
        await turn.redraw(drawn.minutes(turn.texts, now.meeting, turn.zone))


async def on_topics(turn: Turn, button: ShowTopics) -> None:
    """[议题]."""
    if (now := await _agenda(turn, button.meeting_id)) is not None:
        await turn.redraw(drawn.topic(turn.texts, now, button.at))


async def on_actions(turn: Turn, button: ShowActions) -> None:
    """[要办的事]."""
    if (now := await _agenda(turn, button.meeting_id)) is not None:
        await turn.redraw(drawn.action(turn.texts, now, button.at))


async def on_call(turn: Turn, button: CallMeeting) -> None:
    """[定一个每月的会]: which, then the first day."""
    place = first_compound(turn.actor, Act.HOLD_MEETING)
    refusal = permit(turn.actor, Act.HOLD_MEETING, place or ANYWHERE)
    if refusal is not None:
        await turn.refuse(refusal)
    elif button.kind in set(MeetingKind):
        await _begin(turn, "first", {"kind": button.kind})
    else:
        await turn.redraw(drawn.which_kind(turn.texts))


async def on_first(turn: Turn, draft: Draft) -> None:
    """The first day, typed; now where."""
    first_at = parse_local(_words(turn), at=turn.at, zone=turn.zone)
    if first_at is None:
        await turn.refuse(NO_TIME)
    elif await _changed(turn, draft, {"first_at": write_moment(first_at)}, "spot"):
        await turn.show(drawn.ask(turn.texts, "spot", draft.id, 0))


async def on_spot(turn: Turn, draft: Draft) -> None:
    """Where, typed: it stands."""
    place = first_compound(turn.actor, Act.HOLD_MEETING) or ANYWHERE
    kind, first_at = MeetingKind(draft.body["kind"]), read_moment(draft.body["first_at"])
    given: dict[str, Any] = {"place": place, "kind": kind, "spot": _words(turn), "first_at": first_at}
    await _thanked(turn, await acts.call_meeting(turn.database, **given, draft_id=draft.id, **turn.acting), "called")


async def on_decide(turn: Turn, button: DecideTopic) -> None:
    """采纳、部分采纳、不采纳: why?"""
    if button.verdict in set(Verdict):
        await _begin(turn, "reason", {"topic_id": button.topic_id, "verdict": button.verdict})
    else:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)


async def on_reason(turn: Turn, draft: Draft) -> None:
    """The reason, typed."""
    given: dict[str, Any] = {"topic_id": draft.body["topic_id"], "verdict": Verdict(draft.body["verdict"])}
    outcome = await acts.decide_topic(turn.database, **given, reason=_words(turn), draft_id=draft.id, **turn.acting)
    await _thanked(turn, outcome, "decided")


async def on_write(turn: Turn, button: WriteMeeting) -> None:
    """[提个议题], [记一件], [记会议记录], [办完了]."""
    if button.what not in TYPED:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    elif button.what == "done":
        await _begin(turn, "done", {"action_id": button.number})
    elif await _agenda(turn, button.number) is not None:
        await _begin(turn, button.what, {"meeting_id": button.number})


async def on_topic(turn: Turn, draft: Draft) -> None:
    """A topic, typed."""
    number = draft.body["meeting_id"]
    outcome = await acts.file_topic(
        turn.database, meeting_id=number, words=_words(turn), draft_id=draft.id, **turn.acting
    )
    await _thanked(turn, outcome, "filed")


async def on_action(turn: Turn, draft: Draft) -> None:
    """What is to be done, typed; now who."""
    if await _changed(turn, draft, {"words": _words(turn)}, "holder"):
        await turn.show(drawn.ask(turn.texts, "holder", draft.id, draft.body["meeting_id"]))


async def on_holder(turn: Turn, draft: Draft) -> None:
    """Who, typed; now by when."""
    if await _changed(turn, draft, {"holder": _words(turn)}, None):
        await turn.show(drawn.ask_days(turn.texts, draft.id, draft.body["meeting_id"]))


async def on_days(turn: Turn, button: ActionDays) -> None:
    """So many days: it is promised."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    said = {name: draft.body.get(name, "") for name in ("words", "holder")}
    given: dict[str, Any] = {"meeting_id": draft.body.get("meeting_id", 0), **said, "days": button.days}
    await _thanked(turn, await acts.add_action(turn.database, **given, draft_id=draft.id, **turn.acting), "promised")


async def on_done(turn: Turn, draft: Draft) -> None:
    """What was done, typed."""
    given: dict[str, Any] = {"action_id": draft.body["action_id"], "words": _words(turn)}
    await _thanked(turn, await acts.finish_action(turn.database, **given, draft_id=draft.id, **turn.acting), "done")


async def on_minutes(turn: Turn, draft: Draft) -> None:
    """The minutes, typed: the day was held."""
    given: dict[str, Any] = {"meeting_id": draft.body["meeting_id"], "minutes": _words(turn)}
    await _thanked(turn, await acts.hold_day(turn.database, **given, draft_id=draft.id, **turn.acting), "held")


async def on_leave(turn: Turn, button: LeaveMeeting) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif button.meeting_id:
        await on_show(turn, ShowMeeting(button.meeting_id))
    else:
        await turn.redraw(await _list(turn))


def _words(turn: Turn) -> str:
    return clean(turn.message.text or "")


async def _begin(turn: Turn, what: str, body: Mapping[str, Any]) -> None:
    chat = turn.visit.chat.id
    outcome = await drafts.begin_draft(
        turn.database, chat_id=chat, kind=KIND, body=body, awaiting=f"meetings.{what}", **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.ask(turn.texts, what, outcome["draft_id"], body.get("meeting_id", 0)))


async def _changed(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str | None) -> bool:
    return await go_on(turn, draft, changes, None if what is None else f"meetings.{what}")


async def _thanked(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    meets_at, day = outcome.facts.get("meets_at"), ""
    if meets_at is not None:
        what, day = "late" if outcome["late"] else what, dates.day(turn.texts, read_moment(meets_at), turn.zone)
    screen = drawn.thanks(turn.texts, what, outcome["meeting_id"], day=day)
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


COMMANDS = {"yishihui": on_command, "meetings": on_command}
BUTTONS: dict[Any, Any] = {
    ShowMeetings: on_list,
    ShowMeeting: on_show,
    ShowOpenReports: on_reports,
    ShowMinutes: on_last,
    ShowTopics: on_topics,
    ShowActions: on_actions,
    CallMeeting: on_call,
    DecideTopic: on_decide,
    ActionDays: on_days,
    WriteMeeting: on_write,
    LeaveMeeting: on_leave,
}
STEPS = {
    "meetings.first": on_first,
    "meetings.spot": on_spot,
    "meetings.reason": on_reason,
    "meetings.topic": on_topic,
    "meetings.action": on_action,
    "meetings.holder": on_holder,
    "meetings.done": on_done,
    "meetings.minutes": on_minutes,
}
STARTS = {"yh": on_start}
