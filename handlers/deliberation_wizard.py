"""The wizard of a small matter at the door (发起楼栋小事): a press or a line changes the draft; the next is drawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from domain.deliberation.classification import Touch, TouchKind, full_refusal, small_refusal
from domain.deliberation.matters import LEAST_HOMES, matter_text_refusal
from domain.deliberation.origins import Origin
from domain.deliberation_wizard import (
    MatterStep,
    commons_known,
    everybody,
    grown,
    matter_awaiting,
    matter_place,
    matter_step,
    matter_step_back,
    proposal_of,
    toggled,
    touches_known,
    whole_compound,
)
from domain.issues import SEALED_MATTER
from domain.issues_life import Step
from domain.issues_masking import mask
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Place
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import dates
from rendering import deliberation_wizard as drawn
from rendering.deliberation_buttons import (
    DiscussIssue,
    DropMatter,
    MakeEverybodys,
    MatterBack,
    MatterCommons,
    MatterEntrances,
    MatterHomes,
    MatterKind,
    MatterPlace,
    MatterPlaces,
    MatterPooling,
    MatterTouches,
    NewMatter,
    PostMatter,
)
from rendering.screens import Screen
from services import drafts
from services.deliberation import start_matter
from services.deliberation_full import start_full_matter
from services.deliberation_pages import matter_page, matter_places
from services.drafts import Draft
from services.issues import progress
from services.vote_scopes import entrances_in, homes_in, homes_named

KIND = "matter"
Show = Callable[[Screen], Awaitable[object]]
NO_DOORS = Refusal(Reason.WRONG_STATE, {"what": "matter_no_doors"})


async def on_new(turn: Turn, _: NewMatter) -> None:
    """[发起议题]."""
    await begin(turn, {})


async def begin(turn: Turn, known: Mapping[str, Any]) -> None:
    """A new draft, with what is known already."""
    found = await matter_places(turn.database, actor=turn.actor)
    if not found:
        await turn.refuse(permit(turn.actor, Act.RUN_MATTER, ANYWHERE) or Refusal(Reason.NO_COMPOUND))
        return
    only = found[0][0] if len(found) == 1 else None
    body = dict(known) if only is None else {**known, "place": [only.compound_id, only.building_id]}
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body=body,
        awaiting=matter_awaiting(body),
        **turn.acting,
    )
    await _next(turn, turn.redraw, outcome)


async def on_issue(turn: Turn, button: DiscussIssue) -> None:
    """[转为议题]: what was reported, without what would tell who, is its first text."""
    seen = await progress(turn.database, actor=turn.actor, issue_id=button.issue_id, at=turn.at)
    if isinstance(seen, Refusal):
        await turn.refuse(seen)
    elif seen.issue.sealed_to is not None:
        await turn.refuse(SEALED_MATTER)
    elif Step.DISCUSS in seen.steps:
        await begin(turn, {"text": mask(seen.issue.text), "issue": seen.issue.id})
    else:
        await turn.refuse(Refusal(Reason.WRONG_STATE, {"what": "issue", "issue_state": seen.issue.state.value}))


async def _next(turn: Turn, show: Show, outcome: Outcome) -> None:
    """Draw what comes next, or say why not."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await show(await _screen(turn, outcome["draft_id"], outcome["body"]))


async def _screen(turn: Turn, draft: int, body: Mapping[str, Any], page: int = 0) -> Screen:
    """The screen of the step the draft has reached; of places and entrances, so many pages on."""
    places = await matter_places(turn.database, actor=turn.actor)
    match matter_step(body):
        case MatterStep.PLACE:
            return drawn.place_step(turn.texts, draft, places, page)
        case MatterStep.HOMES:
            return await _homes_step(turn, draft, matter_place(body), places, page)
        case MatterStep.TEXT:
            return drawn.text_step(turn.texts, draft)
        case MatterStep.TOUCHES:
            if whole_compound(body):
                return drawn.chosen_touches_step(turn.texts, draft, body.get("touching", ()))
            return drawn.touches_step(turn.texts, draft)
        case MatterStep.COMMONS:
            return drawn.commons_step(turn.texts, draft)
        case MatterStep.POOLING:
            return drawn.pooling_step(turn.texts, draft)
    touched = [Touch(touch) for touch in body["touches"]] if whole_compound(body) else None
    return drawn.preview(turn.texts, draft, proposal_of(body), touched)


async def _homes_step(turn: Turn, draft: int, place: Place, places: Sequence[tuple[Place, str]], page: int) -> Screen:
    """Which homes of it; without a door there are none to choose from, and it is said before anything is asked."""
    name, back = dict(places).get(place, ""), len(places) > 1
    if not await homes_in(turn.database, place):
        return drawn.no_doors_in(turn.texts, draft, name, back=back)
    entrances = await entrances_in(turn.database, place)
    return drawn.homes_step(turn.texts, draft, name, entrances, back=back, page=page)


async def step_screen(turn: Turn, draft: Draft) -> Screen | None:
    """The screen of the step a draft of this wizard stands at; None for a draft of another kind."""
    return await _screen(turn, draft.id, draft.body) if draft.kind == KIND else None


async def _change(turn: Turn, draft: Draft, changes: Mapping[str, Any], show: Show) -> None:
    outcome = await drafts.change_draft(
        turn.database,
        draft_id=draft.id,
        changes=changes,
        awaiting=matter_awaiting({**draft.body, **changes}),
        **turn.acting,
    )
    await _next(turn, show, outcome)


async def _draft(turn: Turn, number: int) -> Draft | None:
    """The draft, if it is there and theirs; else they hear why not."""
    draft = await drafts.find_draft(turn.database, draft_id=number, at=turn.at)
    if draft is None or draft.kind != KIND or draft.person_id != turn.person_id:
        await turn.refuse(GONE)
        return None
    return draft


async def on_place(turn: Turn, button: MatterPlace) -> None:
    """A building is chosen."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    changes: Mapping[str, Any] = {"place": [button.compound_id, button.building_id]}
    if button.building_id == 0:
        if len(await homes_in(turn.database, Place(button.compound_id))) < LEAST_HOMES:
            await turn.redraw(drawn.no_doors(turn.texts, draft.id))
            return
        found = dict(await matter_places(turn.database, actor=turn.actor))
        changes = everybody(button.compound_id, found.get(Place(button.compound_id), ""))
    await _change(turn, draft, changes, turn.redraw)


async def on_homes(turn: Turn, button: MatterHomes) -> None:
    """All homes of the building, or those of an entrance."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if draft.body.get("place") is None or whole_compound(draft.body):  # they went back, and pressed on an older message
        await turn.redraw(await _screen(turn, draft.id, draft.body))
        return
    place = matter_place(draft.body)
    name = dict(await matter_places(turn.database, actor=turn.actor)).get(place, "")
    homes = await homes_in(turn.database, place)
    inside = [home for home in homes if button.entrance_id in (0, home.entrance_id)]
    if button.entrance_id and inside:
        name += inside[0].entrance
    await _concerns(turn, draft, name, [home.id for home in inside], turn.redraw)


async def on_doors(turn: Turn, draft: Draft) -> None:
    """The doors it concerns, typed."""
    found = await homes_named(turn.database, matter_place(draft.body), turn.message.text or "")
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    words = turn.texts.plain("voting.between").join(home.name for home in found)
    await _concerns(turn, draft, words, [home.id for home in found], turn.show)


async def _concerns(turn: Turn, draft: Draft, words: str, ids: list[int], show: Show) -> None:
    """Which homes it is about; that there are none yet, or too few, is said at once."""
    if not ids:
        await turn.refuse(NO_DOORS)
    elif len(ids) < LEAST_HOMES:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "matter_homes", "least": LEAST_HOMES}))
    else:
        await _change(turn, draft, {"homes": {"words": words, "ids": ids}}, show)


async def on_text(turn: Turn, draft: Draft) -> None:
    """What is meant, typed."""
    words = (turn.message.text or turn.message.caption or "").strip()
    if (refusal := matter_text_refusal(words)) is not None:
        await turn.refuse(refusal)
    else:
        await _change(turn, draft, {"text": words}, turn.show)


async def on_touches(turn: Turn, button: MatterTouches) -> None:
    """What it touches: anything at all needs another way, and which is said by its item."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    touched = [Touch(button.touch)] if button.touch in set(Touch) else []
    if whole_compound(draft.body):
        await _touches_of_all(turn, draft, touched)
        return
    if touched:
        await _not_small(turn, draft, touched[0])
    else:
        await _change(turn, draft, touches_known([]), turn.redraw)


async def on_kind(turn: Turn, button: MatterKind) -> None:
    """What of this kind; back to the kinds."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if matter_step(draft.body) is not MatterStep.TOUCHES or button.kind not in set(TouchKind):
        await turn.redraw(await _screen(turn, draft.id, draft.body))
    else:
        chosen = draft.body.get("touching", ()) if whole_compound(draft.body) else ()
        await turn.redraw(drawn.kind_step(turn.texts, draft.id, TouchKind(button.kind), chosen))


async def on_pages(turn: Turn, button: MatterPlaces | MatterEntrances) -> None:
    """Further places, or further entrances."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    wanted = MatterStep.PLACE if isinstance(button, MatterPlaces) else MatterStep.HOMES
    page = button.page if matter_step(draft.body) is wanted else 0
    await turn.redraw(await _screen(turn, draft.id, draft.body, page))


async def _not_small(turn: Turn, draft: Draft, touch: Touch) -> None:
    """Why it is no small matter, and the way that is open to it: whoever may goes on with the same words."""
    refusal = full_refusal([touch]) or small_refusal([touch]) or GONE
    await turn.refuse(refusal)
    if full_refusal([touch]) is None:
        compound = matter_place(draft.body).compound_id
        runs_all = permit(turn.actor, Act.RUN_PROCEDURE, Place(compound)) is None
        await turn.redraw(drawn.not_small(turn.texts, draft.id, touch, runs_all=runs_all))


async def on_everybodys(turn: Turn, button: MakeEverybodys) -> None:
    """[当全小区的事来办], [重新选]."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if not button.whole or whole_compound(draft.body) or button.touch not in set(Touch):
        await turn.redraw(await _screen(turn, draft.id, draft.body))
        return
    whole = Place(matter_place(draft.body).compound_id)
    names = dict(await matter_places(turn.database, actor=turn.actor))
    if whole.compound_id is None or whole not in names:
        await turn.refuse(permit(turn.actor, Act.RUN_PROCEDURE, whole) or GONE)
        return
    await _change(turn, draft, grown(whole.compound_id, names[whole], Touch(button.touch)), turn.redraw)


async def _touches_of_all(turn: Turn, draft: Draft, touched: list[Touch]) -> None:
    """Of everybody's matter: one more chosen, or one less, or all that there are."""
    if touched:
        refusal = full_refusal(touched)
        if refusal is not None:
            await turn.refuse(refusal)
        else:
            await _change(turn, draft, {"touching": toggled(draft.body, touched[0])}, turn.redraw)
    else:
        await _change(turn, draft, touches_known(draft.body.get("touching", [])), turn.redraw)


async def on_commons(turn: Turn, button: MatterCommons) -> None:
    """Whether common parts are put to another use, or to business: then it is no small matter, and the owners' too."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if matter_step(draft.body) is not MatterStep.COMMONS:
        await turn.redraw(await _screen(turn, draft.id, draft.body))
    elif button.used and not whole_compound(draft.body):
        await _not_small(turn, draft, Touch.COMMON_PARTS)
    else:
        await _change(turn, draft, commons_known(draft.body, bool(button.used)), turn.redraw)


async def on_pooling(turn: Turn, button: MatterPooling) -> None:
    """Whether homes are to chip in."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if matter_step(draft.body) is MatterStep.POOLING:
        await _change(turn, draft, {MatterStep.POOLING.value: bool(button.pools)}, turn.redraw)
    else:
        await turn.redraw(await _screen(turn, draft.id, draft.body))


async def on_back(turn: Turn, button: MatterBack) -> None:
    """[返回]."""
    draft = await _draft(turn, button.draft_id)
    if draft is not None:
        await _change(turn, draft, matter_step_back(draft.body), turn.redraw)


async def on_drop(turn: Turn, button: DropMatter) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.dropped(turn.texts))


async def on_post(turn: Turn, button: PostMatter) -> None:
    """[发出去]: the draft becomes a matter, once."""
    draft = await _draft(turn, button.draft_id)
    if draft is None:
        return
    if matter_step(draft.body) is not MatterStep.PREVIEW:
        await turn.redraw(await _screen(turn, draft.id, draft.body))
        return
    await _posted(turn, await _start(turn, draft))


async def _start(turn: Turn, draft: Draft) -> Outcome:
    """The matter begins, by the procedure that its homes ask for."""
    touched = [Touch(touch) for touch in draft.body["touches"]]
    proposal = proposal_of(draft.body)
    origin = Origin(*(draft.body.get(name) for name in ("proposal", "issue", "cause", "fee")))
    given: dict[str, Any] = {"touched": touched, "origin": origin, "draft_id": draft.id, **turn.acting}
    if whole_compound(draft.body):
        title, text = proposal.title, proposal.text
        return await start_full_matter(
            turn.database, compound_id=draft.body["place"][0], title=title, text=text, **given
        )
    return await start_matter(turn.database, place=matter_place(draft.body), proposal=proposal, **given)


async def _posted(turn: Turn, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    page = await matter_page(turn.database, actor=turn.actor, matter_id=outcome["matter_id"], at=turn.at)
    assert page is not None, "it was begun just now"
    assert page.ends is not None, "the neighbours have their time"
    await turn.redraw(drawn.posted(turn.texts, page.matter, dates.until(turn.texts, page.ends, turn.zone)))


BUTTONS: Mapping[Any, Any] = {
    NewMatter: on_new,
    DiscussIssue: on_issue,
    MatterPlace: on_place,
    MatterHomes: on_homes,
    MatterTouches: on_touches,
    MatterKind: on_kind,
    MatterPlaces: on_pages,
    MatterEntrances: on_pages,
    MatterCommons: on_commons,
    MakeEverybodys: on_everybodys,
    MatterPooling: on_pooling,
    PostMatter: on_post,
    MatterBack: on_back,
    DropMatter: on_drop,
}
STEPS = {"deliberation.homes": on_doors, "deliberation.text": on_text}
