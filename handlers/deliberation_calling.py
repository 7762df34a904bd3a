"""Calling meetings at the door (通知开会): the representatives', and the residents' where so many objected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.deliberation.records import record_refusal
from domain.deliberation.stages import MatterAct, Need, act_refusal
from domain.local_times import parse_local
from domain.moments import read_moment, write_moment
from domain.outcomes import Done, Reason, Refusal
from domain.voting.meetings import names_of, unreached_refusal
from handlers.conversations import GONE, own_draft
from handlers.deliberation_full import found_matter
from handlers.deliberation_writing import KIND, writing, written
from handlers.turn import Turn
from rendering import deliberation_full_writing as drawn
from rendering.deliberation import thanks
from rendering.deliberation_full_buttons import (
    CallMeeting,
    CallResidents,
    ConfirmMeeting,
    ConfirmResidents,
    NobodyAbsent,
    NobodyChosen,
)
from services import drafts
from services.deliberation_pages import outlook, representation
from services.drafts import Draft
from services.voting_matters import call_meeting, call_residents
from services.voting_pages import assembly_period, meeting_refusal

# The representatives' meeting


async def on_call(turn: Turn, button: CallMeeting) -> None:
    """[通知代表会议]."""
    found = await found_matter(turn, button.matter_id)
    if found is None:
        return
    matter, body, awaiting = found.matter, {"matter_id": button.matter_id}, "deliberation.meets"
    outcome = act_refusal(matter.procedure, matter.stage, MatterAct.CALL) or await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    standing = await representation(turn.database, matter=found.matter, unreached=0, at=turn.at)
    await turn.redraw(drawn.ask_meeting(turn.texts, outcome["draft_id"], found.matter, standing))


async def on_meets(turn: Turn, draft: Draft) -> None:
    """When it is; too soon is said at once."""
    moment = parse_local(turn.message.text or "", at=turn.at, zone=turn.zone)
    found = await found_matter(turn, draft.body["matter_id"])
    if moment is None or found is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "vote_meets_at"}))
        return
    place = found.matter.place
    refusal = await meeting_refusal(turn.database, compound_id=place.compound_id or 0, meets_at=moment, at=turn.at)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await written(turn, draft, {"meets_at": write_moment(moment)}, "absent")


async def on_absent(turn: Turn, draft: Draft) -> None:
    """Members who are not on the messenger, a name a line."""
    names = names_of((turn.message.text or "").splitlines())
    if (refusal := unreached_refusal(names)) is not None:
        await turn.refuse(refusal)
    else:
        await _chosen_next(turn, draft, list(names))


async def on_nobody(turn: Turn, button: NobodyAbsent) -> None:
    """[都在名单里了]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and "meets_at" in draft.body:
        await _chosen_next(turn, draft, [])
    elif draft is not None:
        await turn.refuse(GONE)


async def _chosen_next(turn: Turn, draft: Draft, names: list[str]) -> None:
    """代表是哪天、由谁推选的？ Asked once, unless it is on record."""
    found = await found_matter(turn, draft.body["matter_id"])
    if found is not None and any(one.need is Need.CHOSEN for one in found.standing):
        await _check_meeting(turn, draft, {"absent": names})
    else:
        await written(turn, draft, {"absent": names}, "chosen")


async def on_chosen(turn: Turn, draft: Draft) -> None:
    """Who chose them and when, typed."""
    words = (turn.message.text or "").strip()
    if (refusal := record_refusal(Need.CHOSEN, words, None)) is not None:
        await turn.refuse(refusal)
    else:
        await _check_meeting(turn, draft, {"chosen": words})


async def on_not_chosen(turn: Turn, button: NobodyChosen) -> None:
    """[没有记录]: it is said, and refuses nothing."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and "absent" in draft.body:
        await _check_meeting(turn, draft, {"chosen": ""})
    elif draft is not None:
        await turn.refuse(GONE)


async def _check_meeting(turn: Turn, draft: Draft, changes: Mapping[str, Any]) -> None:
    body = await written(turn, draft, changes, None)
    found = None if body is None else await found_matter(turn, body["matter_id"])
    if body is not None and found is not None:
        unreached = len(body["absent"])
        standing = await representation(turn.database, matter=found.matter, unreached=unreached, at=turn.at)
        await turn.show(drawn.check_meeting(turn.texts, draft.id, found, body, turn.zone, standing=standing))


async def on_confirm_meeting(turn: Turn, button: ConfirmMeeting) -> None:
    """[通知出去]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if not {"meets_at", "absent"} <= set(draft.body):
        await turn.refuse(GONE)
        return
    outcome = await call_meeting(
        turn.database,
        meets_at=read_moment(draft.body["meets_at"]),
        unreached=draft.body["absent"],
        chosen=draft.body.get("chosen", ""),
        **writing(turn, draft),
    )
    if isinstance(outcome, Done):
        await turn.redraw(thanks(turn.texts, draft.body["matter_id"], "meeting"))
    else:
        await turn.refuse(outcome)


# The residents' meeting


async def on_call_residents(turn: Turn, button: CallResidents) -> None:
    """[召开居民会议]: when? with the first day that is late enough."""
    found = await found_matter(turn, button.matter_id)
    if found is None:
        return
    matter, body, awaiting = found.matter, {"matter_id": button.matter_id}, "deliberation.residents_meet"
    refusal = act_refusal(matter.procedure, matter.stage, MatterAct.CALL_RESIDENTS)
    outcome = refusal or await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    ahead = await outlook(turn.database, matter=matter, at=turn.at)
    await turn.redraw(drawn.ask_residents(turn.texts, outcome["draft_id"], matter, ahead[0].earliest, turn.zone))


async def on_residents_meet(turn: Turn, draft: Draft) -> None:
    """When it is; too soon is said at once."""
    moment = parse_local(turn.message.text or "", at=turn.at, zone=turn.zone)
    found = await found_matter(turn, draft.body["matter_id"])
    if moment is None or found is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "vote_meets_at"}))
        return
    compound = found.matter.place.compound_id or 0
    period = await assembly_period(turn.database, compound_id=compound, meets_at=moment, at=turn.at)
    if isinstance(period, Refusal):
        await turn.refuse(period)
    elif await written(turn, draft, {"meets_at": write_moment(moment)}, None) is not None:
        await turn.show(drawn.check_residents(turn.texts, draft.id, found.matter, moment, period.closes_at, turn.zone))


async def on_confirm_residents(turn: Turn, button: ConfirmResidents) -> None:
    """[通知各户]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if "meets_at" not in draft.body:
        await turn.refuse(GONE)
        return
    meets_at = read_moment(draft.body["meets_at"])
    outcome = await call_residents(turn.database, meets_at=meets_at, **writing(turn, draft))
    if isinstance(outcome, Done):
        await turn.redraw(thanks(turn.texts, draft.body["matter_id"], "residents"))
    else:
        await turn.refuse(outcome)


BUTTONS: Mapping[Any, Any] = {
    CallMeeting: on_call,
    NobodyAbsent: on_nobody,
    NobodyChosen: on_not_chosen,
    ConfirmMeeting: on_confirm_meeting,
    CallResidents: on_call_residents,
    ConfirmResidents: on_confirm_residents,
}
STEPS = {
    "deliberation.meets": on_meets,
    "deliberation.absent": on_absent,
    "deliberation.chosen": on_chosen,
    "deliberation.residents_meet": on_residents_meet,
}
