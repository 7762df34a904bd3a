"""The wizard of a formal vote at the door (发起表决): a press or a line changes the draft; the next is drawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.local_times import parse_local
from domain.moments import write_moment
from domain.numerals import typed_count
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE
from domain.vote_terms import check_days, silence_terms, terms_of
from domain.vote_wizard import (
    AMONG,
    VoteStep,
    ballots,
    motion_of,
    offered,
    place_of,
    question_of_draft,
    vote_awaiting,
    vote_step,
    vote_step_back,
)
from domain.voting.constituencies import Constituency, rule_of
from domain.voting.meetings import names_of, unreached_refusal
from domain.voting.owners_matters import MatterGroup, OwnersMatter, cited, rule_for
from domain.voting.questions import options_of, question_refusal
from domain.voting.rules import HOUSEHOLDS
from domain.voting.votes import text_refusal, title_refusal
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import dates
from rendering import vote_wizard as drawn
from rendering.screens import Screen
from rendering.voting_buttons import (
    DropVote,
    NewVote,
    NobodyUnreached,
    PostVote,
    VoteBack,
    VoteBallot,
    VoteByCharter,
    VoteDays,
    VoteHomes,
    VoteMatter,
    VoteMatters,
    VotePlace,
    VoteWho,
)
from services import drafts
from services.drafts import Draft
from services.profiles import profile_of
from services.vote_scopes import NO_DOORS, entrances_in, homes_in, homes_named
from services.voting import post_vote
from services.voting_pages import meeting_refusal, vote_page, vote_places

Show = Callable[[Screen], Awaitable[object]]

NO_DAYS = Refusal(Reason.INVALID, {"what": "vote_days_words"})


async def on_new(turn: Turn, _: NewVote) -> None:
    """[发起正式表决]."""
    places = await vote_places(turn.database, actor=turn.actor)
    if not places:
        refused = permit(turn.actor, Act.START_VOTE, ANYWHERE)
        await turn.refuse(refused or Refusal(Reason.NO_COMPOUND))
        return
    only = places[0][0] if len(places) == 1 else None
    body = {} if only is None else {"place": [only.compound_id, only.building_id or 0]}
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind="vote",
        body=body,
        awaiting=vote_awaiting(body),
        **turn.acting,
    )
    await _next(turn, turn.show, outcome)


async def _next(turn: Turn, show: Show, outcome: Outcome) -> None:
    """Draw what comes next, or say why not."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await show(await _screen(turn, outcome["draft_id"], outcome["body"]))


async def _screen(turn: Turn, draft: int, body: Mapping[str, Any]) -> Screen:
    """The screen of the step the draft has reached."""
    step = vote_step(body)
    several = len(await vote_places(turn.database, actor=turn.actor)) > 1
    match step:
        case VoteStep.PLACE:
            return drawn.place_step(turn.texts, draft, await vote_places(turn.database, actor=turn.actor))
        case VoteStep.CONSTITUENCY:
            return drawn.whose_step(turn.texts, draft, offered(turn.actor, place_of(body)), back=several)
        case VoteStep.HOMES:
            return await _homes(turn, draft, body)
        case VoteStep.PREVIEW:
            return await _preview(turn, draft, body)
    return drawn.asked_step(turn.texts, step, draft, body)


async def _preview(turn: Turn, draft: int, body: Mapping[str, Any]) -> Screen:
    motion = motion_of(body)
    rule = rule_of(motion.constituency, motion.matter)
    profile = await profile_of(turn.database, compound_id=body["place"][0])
    terms = {**terms_of(profile, motion.constituency), **silence_terms(profile, motion)}
    when = (
        drawn.voting_days(turn.texts, motion, terms)
        if motion.meets_at is None
        else drawn.meeting_on(turn.texts, dates.moment(turn.texts, motion.meets_at, turn.zone))
    )
    article = "" if isinstance(rule, Refusal) else cited(rule, motion.matter or "")
    place = await _place_name(turn, body)
    return drawn.preview(turn.texts, draft, motion, place=place, terms=terms, article=article, when=when)


async def _place_name(turn: Turn, body: Mapping[str, Any]) -> str:
    return dict(await vote_places(turn.database, actor=turn.actor)).get(place_of(body), "")


async def _homes(turn: Turn, draft: int, body: Mapping[str, Any]) -> Screen:
    entrances = await entrances_in(turn.database, place_of(body))
    return drawn.homes_step(turn.texts, draft, await _place_name(turn, body), entrances)


async def _change(turn: Turn, draft: Draft, changes: Mapping[str, Any], show: Show) -> None:
    outcome = await drafts.change_draft(
        turn.database,
        draft_id=draft.id,
        changes=changes,
        awaiting=vote_awaiting({**draft.body, **changes}),
        **turn.acting,
    )
    await _next(turn, show, outcome)


async def _draft(turn: Turn, number: int) -> Draft | None:
    """The draft, if it is there and theirs; else they hear why not."""
    draft = await drafts.find_draft(turn.database, draft_id=number, at=turn.at)
    if draft is None or draft.kind != "vote":
        await turn.refuse(GONE)
        return None
    if draft.person_id != turn.person_id:
        await turn.refuse(Refusal(Reason.NOT_YOURS))
        return None
    return draft


async def _press(turn: Turn, number: int, changes: Mapping[str, Any]) -> None:
    draft = await _draft(turn, number)
    if draft is not None:
        await _change(turn, draft, changes, turn.redraw)


async def on_place(turn: Turn, button: VotePlace) -> None:
    """A place is chosen."""
    await _press(turn, button.draft_id, {"place": [button.compound_id, button.building_id], "homes": None})


async def on_matters(turn: Turn, button: VoteMatters) -> None:
    """What it has to do with; or back to that question."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if vote_step(draft.body) is VoteStep.MATTER and button.group in set(MatterGroup):
        await turn.redraw(drawn.matters_step(turn.texts, draft.id, MatterGroup(button.group)))
    else:
        await turn.redraw(await _screen(turn, draft.id, draft.body))


async def on_matter(turn: Turn, button: VoteMatter) -> None:
    """What it is about; what no majority can decide is refused at once."""
    if button.matter not in set(OwnersMatter):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    rule = rule_for(OwnersMatter(button.matter))
    if isinstance(rule, Refusal):
        await turn.refuse(rule)
    else:
        await _press(turn, button.draft_id, {"matter": button.matter})


async def on_whose(turn: Turn, button: VoteWho) -> None:
    """Whose vote it is."""
    if button.constituency not in set(Constituency):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    else:
        await _press(turn, button.draft_id, {"constituency": button.constituency})


async def on_homes(turn: Turn, button: VoteHomes) -> None:
    """All homes of the place, or those of an entrance."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    name, every = await _place_name(turn, draft.body), await homes_in(turn.database, place_of(draft.body))
    inside = [unit for unit in every if unit.entrance_id == button.entrance_id]
    if not every:
        await turn.refuse(NO_DOORS)
    elif not button.entrance_id:
        await _change(turn, draft, {"homes": {"words": name, "ids": None}}, turn.redraw)
    elif not inside:
        await turn.refuse(GONE)
    else:
        homes = {"words": name + inside[0].entrance, "ids": [unit.id for unit in inside]}
        await _change(turn, draft, {"homes": homes}, turn.redraw)


async def on_doors(turn: Turn, draft: Draft) -> None:
    """The doors of the homes that decide, typed."""
    found = await homes_named(turn.database, place_of(draft.body), turn.message.text or "")
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    words = turn.texts.plain("voting.between").join(home.name for home in found)
    await _change(turn, draft, {"homes": {"words": words, "ids": [home.id for home in found]}}, turn.show)


async def on_charter(turn: Turn, button: VoteByCharter) -> None:
    """[按楼院章程]."""
    await _press(turn, button.draft_id, {"source": HOUSEHOLDS.article})


async def on_source(turn: Turn, draft: Draft) -> None:
    """What else says that only these homes decide, typed."""
    await _typed(turn, draft, "source", title_refusal)


async def on_ballot(turn: Turn, button: VoteBallot) -> None:
    """What stands on the ballot; hands can only be up for yes, no or abstain."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    kinds = ballots(draft.body)
    if button.ballot in AMONG and button.ballot not in kinds:
        await turn.refuse(Refusal(Reason.WRONG_STATE, {"what": "vote_meeting_yes_no"}))
        return
    ballot = button.ballot if button.ballot in kinds else None
    await _change(turn, draft, {"ballot": ballot, "options": None}, turn.redraw)


async def on_options(turn: Turn, draft: Draft) -> None:
    """The options, a line each."""
    lines = [option.label for option in options_of((turn.message.text or "").splitlines())]
    refusal = question_refusal(question_of_draft({**draft.body, "options": lines}))
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await _change(turn, draft, {"options": lines}, turn.show)


async def on_meets(turn: Turn, draft: Draft) -> None:
    """When the meeting is, typed; too soon is said at once."""
    moment = parse_local(turn.message.text or "", at=turn.at, zone=turn.zone)
    if moment is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "vote_meets_at"}))
        return
    refusal = await meeting_refusal(turn.database, compound_id=draft.body["place"][0], meets_at=moment, at=turn.at)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await _change(turn, draft, {"meets_at": write_moment(moment)}, turn.show)


async def on_nobody(turn: Turn, button: NobodyUnreached) -> None:
    """[都在名单里了]."""
    await _press(turn, button.draft_id, {"unreached": []})


async def on_unreached(turn: Turn, draft: Draft) -> None:
    """Members who are not on the messenger, a name a line."""
    names = names_of((turn.message.text or "").splitlines())
    if (refusal := unreached_refusal(names)) is not None:
        await turn.refuse(refusal)
    else:
        await _change(turn, draft, {"unreached": list(names)}, turn.show)


async def on_days(turn: Turn, button: VoteDays) -> None:
    """So many days."""
    await _press(turn, button.draft_id, {"days": button.days})


async def on_days_typed(turn: Turn, draft: Draft) -> None:
    """So many days, typed: 「7」「十天」; what cannot be is said at once."""
    days = typed_count(turn.message.text or "")
    profile = await profile_of(turn.database, compound_id=draft.body["place"][0])
    refusal = NO_DAYS if days is None else check_days(profile, days)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await _change(turn, draft, {"days": days}, turn.show)


async def on_back(turn: Turn, button: VoteBack) -> None:
    """[返回]."""
    draft = await _draft(turn, button.draft_id)
    if draft is not None:
        await _change(turn, draft, vote_step_back(draft.body), turn.redraw)


async def on_drop(turn: Turn, button: DropVote) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.dropped(turn.texts))


async def on_title(turn: Turn, draft: Draft) -> None:
    """The title, typed."""
    await _typed(turn, draft, "title", title_refusal)


async def on_text(turn: Turn, draft: Draft) -> None:
    """The text, typed."""
    await _typed(turn, draft, "text", text_refusal)


async def _typed(turn: Turn, draft: Draft, field: str, check: Callable[[str], Refusal | None]) -> None:
    """What cannot stand is said at once, not on the last screen; the step still waits for it."""
    words = (turn.message.text or turn.message.caption or "").strip()
    if (refusal := check(words)) is not None:
        await turn.refuse(refusal)
    else:
        await _change(turn, draft, {field: words}, turn.show)


async def on_post(turn: Turn, button: PostVote) -> None:
    """[公示出去]: the draft becomes a vote, once."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if vote_step(draft.body) is not VoteStep.PREVIEW:
        await turn.redraw(await _screen(turn, draft.id, draft.body))
        return
    outcome = await post_vote(
        turn.database, place=place_of(draft.body), motion=motion_of(draft.body), draft_id=draft.id, **turn.acting
    )
    if isinstance(outcome, Done):
        page = await vote_page(turn.database, actor=turn.actor, vote_id=outcome["vote_id"], at=turn.at)
        assert page is not None, "it was posted just now"
        opens = dates.day(turn.texts, page.vote.opens_at, turn.zone)
        await turn.redraw(drawn.posted(turn.texts, page.vote, opens))
    else:
        await turn.refuse(outcome)


BUTTONS: dict[Any, Any] = {
    NewVote: on_new,
    VotePlace: on_place,
    VoteWho: on_whose,
    VoteHomes: on_homes,
    VoteByCharter: on_charter,
    VoteBallot: on_ballot,
    NobodyUnreached: on_nobody,
    VoteMatters: on_matters,
    VoteMatter: on_matter,
    VoteDays: on_days,
    VoteBack: on_back,
    DropVote: on_drop,
    PostVote: on_post,
}
STEPS = {
    "voting.homes": on_doors,
    "voting.source": on_source,
    "voting.title": on_title,
    "voting.text": on_text,
    "voting.options": on_options,
    "voting.days": on_days_typed,
    "voting.meets_at": on_meets,
    "voting.unreached": on_unreached,
}
