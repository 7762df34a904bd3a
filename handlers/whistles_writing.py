"""What is typed to blow a whistle (吹哨时要写的): its topic, a unit and its part, a meeting."""

from __future__ import annotations

from typing import Any

from domain.deliberation.consultations import UsualUnit
from domain.local_times import parse_local
from domain.moments import read_moment, write_moment
from domain.outcomes import Reason, Refusal
from domain.partners import Partner
from domain.permissions import Act, first_compound, permit
from domain.registry import ANYWHERE
from domain.whistles import (
    WhistleKind,
    WhistlePage,
    WhistleTab,
    goal_refusal,
)
from handlers.turn import Turn
from handlers.whistles import handed, on_list, on_whistle
from handlers.whistles_words import NO_TIME, begin, changed, led, own, thanked, words
from rendering import whistle_wizard as asked
from rendering import whistles as drawn
from rendering.whistle_buttons import (
    BlowWhistle,
    CallPartner,
    CallUnit,
    GiveDays,
    LeaveWhistle,
    MeetCalled,
    SameTopic,
    ShowWhistle,
    ShowWhistles,
)
from services import drafts
from services import whistles as acts
from services.drafts import Draft
from services.partners import NO_PARTNER, partners_page
from services.whistle_pages import report_of

TOPIC, UNIT, GOAL = "whistles.topic", "whistles.unit", "whistles.goal"
TIME, SPOT = "whistles.meeting_time", "whistles.meeting_spot"


async def on_blow(turn: Turn, button: BlowWhistle) -> None:
    """[吹哨]: for which of the three; then, what about?"""
    report = await report_of(turn.database, actor=turn.actor, issue_id=button.issue_id) if button.issue_id else None
    place = report[0] if report is not None else first_compound(turn.actor, Act.BLOW_WHISTLE)
    if button.issue_id and report is None:
        await turn.refuse(acts.NO_REPORT)
    elif place is None or permit(turn.actor, Act.BLOW_WHISTLE, place) is not None:
        await turn.refuse(permit(turn.actor, Act.BLOW_WHISTLE, place or ANYWHERE) or acts.NO_WHISTLE)
    elif button.kind not in set(WhistleKind):
        assert place.compound_id is not None, "whistles are blown in compounds"
        await turn.redraw(drawn.which_kind(turn.texts, button.issue_id, place.compound_id))
    else:
        body = {"kind": button.kind, "issue_id": button.issue_id or None, "compound_id": place.compound_id}
        number = await begin(turn, body, TOPIC)
        if number is not None:
            await turn.redraw(asked.ask_topic(turn.texts, number, report=report is not None))


async def on_topic(turn: Turn, draft: Draft) -> None:
    """What it is about, typed."""
    await _blow(turn, draft, words(turn))


async def on_same(turn: Turn, button: SameTopic) -> None:
    """[就用报上来的话]."""
    draft = await own(turn, button.draft_id)
    if draft is None:
        return
    report = await report_of(turn.database, actor=turn.actor, issue_id=draft.body["issue_id"] or 0)
    if report is None:
        await turn.refuse(acts.NO_REPORT)
    else:
        await _blow(turn, draft, report[1])


async def _blow(turn: Turn, draft: Draft, topic: str) -> None:
    body = draft.body
    place = first_compound(turn.actor, Act.BLOW_WHISTLE)
    outcome = await acts.blow_whistle(
        turn.database,
        place=place or ANYWHERE,
        kind=WhistleKind(body["kind"]),
        topic=topic,
        issue_id=body["issue_id"],
        draft_id=draft.id,
        **turn.acting,
    )
    await thanked(turn, outcome, "blown")


async def on_call(turn: Turn, button: CallUnit) -> None:
    """[叫一家]: which? A usual one at a tap, the name of another is typed; then what it is to do."""
    page = await led(turn, button.whistle_id)
    if page is None:
        return
    if button.which in set(UsualUnit):
        await _named(turn, button.whistle_id, turn.texts.plain(f"consultations.usual.{button.which}"))
    elif button.which == asked.TYPED:
        number = await begin(turn, {"whistle_id": button.whistle_id}, UNIT)
        if number is not None:
            await turn.redraw(asked.ask(turn.texts, "unit", number, button.whistle_id))
    elif button.which == asked.USUAL:
        await turn.redraw(asked.which(turn.texts, page.whistle))
    else:
        await turn.redraw(asked.which(turn.texts, page.whistle, await _partners(turn, page)))


async def _named(turn: Turn, whistle_id: int, name: str) -> None:
    """Which unit is said; now what it is to do."""
    number = await begin(turn, {"whistle_id": whistle_id, "name": name}, GOAL)
    if number is not None:
        await turn.redraw(asked.ask(turn.texts, "goal", number, whistle_id, unit=name))


async def _partners(turn: Turn, page: WhistlePage) -> tuple[Partner, ...]:
    """Who stands by the compound where it was blown."""
    found = await partners_page(turn.database, actor=turn.actor, compound_id=page.whistle.place.compound_id or 0)
    return () if isinstance(found, Refusal) else found.partners


async def on_partner(turn: Turn, button: CallPartner) -> None:
    """A unit that stands by the compound, at a tap."""
    page = await led(turn, button.whistle_id)
    if page is None:
        return
    one = next((one for one in await _partners(turn, page) if one.id == button.partner_id), None)
    if one is None:
        await turn.refuse(NO_PARTNER)
    else:
        await _named(turn, button.whistle_id, one.name)


async def on_unit(turn: Turn, draft: Draft) -> None:
    """Its name, typed; now what it is to do."""
    name = " ".join(words(turn).split())
    if not name:
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "whistle_unit"}))
    elif await changed(turn, draft, {"name": name}, GOAL):
        await turn.show(asked.ask(turn.texts, "goal", draft.id, draft.body["whistle_id"], unit=name))


async def on_goal(turn: Turn, draft: Draft) -> None:
    """What it is to do, typed; now by when."""
    goal = words(turn)
    if (refusal := goal_refusal(goal)) is not None:
        await turn.refuse(refusal)
    elif await changed(turn, draft, {"goal": goal}, None):
        await turn.show(asked.ask_days(turn.texts, draft.id, draft.body["whistle_id"], draft.body["name"]))


async def on_days(turn: Turn, button: GiveDays) -> None:
    """So many days: the unit is called."""
    draft = await own(turn, button.draft_id)
    if draft is None:
        return
    body = draft.body
    called = {"whistle_id": body["whistle_id"], "name": body["name"], "goal": body.get("goal", "")}
    outcome = await acts.call_unit(turn.database, **called, days=button.days, draft_id=draft.id, **turn.acting)
    await handed(turn, outcome)


async def on_meet(turn: Turn, button: MeetCalled) -> None:
    """[开联席会议]: when?"""
    if await led(turn, button.whistle_id) is None:
        return
    number = await begin(turn, {"whistle_id": button.whistle_id}, TIME)
    if number is not None:
        await turn.redraw(asked.ask(turn.texts, "meeting_time", number, button.whistle_id))


async def on_time(turn: Turn, draft: Draft) -> None:
    """When, typed; now where."""
    meets_at = parse_local(words(turn), at=turn.at, zone=turn.zone)
    if meets_at is None:
        await turn.refuse(NO_TIME)
    elif await changed(turn, draft, {"meets_at": write_moment(meets_at)}, SPOT):
        await turn.show(asked.ask(turn.texts, "meeting_spot", draft.id, draft.body["whistle_id"]))


async def on_spot(turn: Turn, draft: Draft) -> None:
    """Where, typed: it is called."""
    meets_at, number = read_moment(draft.body["meets_at"]), draft.body["whistle_id"]
    called: dict[str, Any] = {"whistle_id": number, "spot": words(turn), "meets_at": meets_at, "draft_id": draft.id}
    await thanked(turn, await acts.call_meeting(turn.database, **called, **turn.acting), "met")


async def on_leave(turn: Turn, button: LeaveWhistle) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif button.whistle_id:
        await on_whistle(turn, ShowWhistle(button.whistle_id))
    else:
        await on_list(turn, ShowWhistles(WhistleTab.RESPONSE.value))


BUTTONS: dict[Any, Any] = {
    BlowWhistle: on_blow,
    SameTopic: on_same,
    CallUnit: on_call,
    CallPartner: on_partner,
    GiveDays: on_days,
    MeetCalled: on_meet,
    LeaveWhistle: on_leave,
}
STEPS = {TOPIC: on_topic, UNIT: on_unit, GOAL: on_goal, TIME: on_time, SPOT: on_spot}
