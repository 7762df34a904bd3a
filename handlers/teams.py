"""居民小组 at the door: the groups here, who is in them, the register of clues."""

from __future__ import annotations

from typing import Any

from domain.issues_categories import Category
from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, permit
from domain.registry import Place
from domain.teams import TeamPage
from handlers.turn import Turn
from rendering import menu
from rendering import teams as drawn
from rendering.teams import (
    DissolveTeam,
    DropMember,
    FormTeam,
    JoinTeam,
    NameMember,
    NewTeam,
    OpenClues,
    OpenTeams,
    ShowClues,
    ShowMembers,
    ShowTeam,
)
from services import teams as acts


async def on_command(turn: Turn, _: str) -> None:
    """/jiandu."""
    if turn.private:
        await on_teams(turn, OpenTeams(0))
    else:
        await turn.show(menu.in_private(turn.texts, "m_start"))


async def on_teams(turn: Turn, button: OpenTeams) -> None:
    """[居民小组]."""
    number = button.compound_id
    show = turn.show if turn.press is None else turn.redraw
    if not number:
        mine = await acts.team_compounds(turn.database, actor=turn.actor)
        if len(mine) > 1:
            await show(drawn.which_compound(turn.texts, mine))
            return
        number = mine[0].id if mine else 0
    found = await acts.team_list(turn.database, actor=turn.actor, compound_id=number)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await show(drawn.teams(turn.texts, found, number, keeps=_keeps(turn, number) is None))


def _keeps(turn: Turn, compound_id: int) -> Refusal | None:
    return permit(turn.actor, Act.FORM_TEAMS, Place(compound_id))


async def on_new(turn: Turn, button: NewTeam) -> None:
    """[成立小组]."""
    found = await acts.team_list(turn.database, actor=turn.actor, compound_id=button.compound_id)
    refusal = _keeps(turn, button.compound_id)
    if refusal is not None or isinstance(found, Refusal):
        await turn.refuse(refusal or acts.NO_TEAMS)
    else:
        await turn.redraw(drawn.choose_kind(turn.texts, found, button.compound_id))


async def on_form(turn: Turn, button: FormTeam) -> None:
    """A kind was chosen: the group is there."""
    kind = drawn.kind_named(button.kind)
    if kind is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    outcome = await acts.form_team(turn.database, place=Place(button.compound_id), kind=kind, **turn.acting)
    await _after(turn, outcome)


async def _page(turn: Turn, team_id: int) -> TeamPage | None:
    """The group as they may read it; else they hear that there is none."""
    page = await acts.team_page(turn.database, actor=turn.actor, team_id=team_id, at=turn.at)
    if isinstance(page, Refusal):
        await turn.refuse(page)
        return None
    return page


async def on_team(turn: Turn, button: ShowTeam) -> None:
    """One group."""
    page = await _page(turn, button.team_id)
    if page is not None:
        await turn.redraw(drawn.team(turn.texts, page, turn.person_id))


async def _after(turn: Turn, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_team(turn, ShowTeam(outcome["team_id"]))


async def on_join(turn: Turn, button: JoinTeam) -> None:
    """[我来参加]."""
    await _after(turn, await acts.ask_to_join(turn.database, team_id=button.team_id, **turn.acting))


async def on_members(turn: Turn, button: ShowMembers) -> None:
    """[组员]: for the committee."""
    page = await _page(turn, button.team_id)
    if page is None:
        return
    refusal = permit(turn.actor, Act.FORM_TEAMS, page.team.place)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await turn.redraw(drawn.members(turn.texts, page.team))


async def on_name(turn: Turn, button: NameMember) -> None:
    """[请进来]."""
    who = {"team_id": button.team_id, "person_id": button.person_id}
    outcome = await acts.name_member(turn.database, **who, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_members(turn, ShowMembers(button.team_id))


async def on_drop(turn: Turn, button: DropMember) -> None:
    """[退出], [请出]."""
    who = {"team_id": button.team_id, "person_id": button.person_id or turn.person_id}
    outcome = await acts.drop_member(turn.database, **who, **turn.acting)
    if isinstance(outcome, Refusal) or not button.person_id:
        await _after(turn, outcome)
    else:
        await on_members(turn, ShowMembers(button.team_id))


async def on_dissolve(turn: Turn, button: DissolveTeam) -> None:
    """[撤掉小组]: asked back once."""
    page = await _page(turn, button.team_id)
    if page is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely(turn.texts, page.team))
        return
    outcome = await acts.dissolve_team(turn.database, team_id=button.team_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_teams(turn, OpenTeams(outcome["compound_id"]))


async def on_register(turn: Turn, button: OpenClues) -> None:
    """[线索登记]."""
    number = button.compound_id
    found = await acts.clue_register(turn.database, actor=turn.actor, compound_id=number, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.register(turn.texts, found, number))


async def on_clues(turn: Turn, button: ShowClues) -> None:
    """The reports of one category."""
    if button.category not in {*Category, drawn.UNSAID}:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    category = None if button.category == drawn.UNSAID else Category(button.category)
    number = button.compound_id
    found = await acts.clues_of(turn.database, actor=turn.actor, compound_id=number, category=category, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.clues(turn.texts, found, button.compound_id, category, button.page))


COMMANDS = {"jiandu": on_command, "teams": on_command}
BUTTONS: dict[Any, Any] = {
    OpenTeams: on_teams,
    ShowTeam: on_team,
    NewTeam: on_new,
    FormTeam: on_form,
    JoinTeam: on_join,
    ShowMembers: on_members,
    NameMember: on_name,
    DropMember: on_drop,
    DissolveTeam: on_dissolve,
    OpenClues: on_register,
    ShowClues: on_clues,
}
