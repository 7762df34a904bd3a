"""Profiles at the door (城市规则): reading a compound's rules, counting days, choosing a city."""

from __future__ import annotations

from domain.outcomes import Refusal
from domain.permissions import Act, permit
from domain.registry import Place
from handlers.turn import Turn
from rendering import profiles as drawn
from rendering.profiles import AskCity, ChooseCity, ShowCities, ShowDays, ShowRules, ShowSection
from services import profiles as acts


async def on_rules(turn: Turn, button: ShowRules) -> None:
    """看城市规则."""
    await _rules(turn, button.compound_id)


async def _rules(turn: Turn, compound_id: int) -> None:
    found = await acts.applied(turn.database, compound_id=compound_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    several = len(await acts.cities(turn.database)) > 1
    may_choose = several and permit(turn.actor, Act.CHOOSE_PROFILE, Place(compound_id)) is None
    await turn.redraw(drawn.rules(turn.texts, found, may_choose=may_choose))


async def on_section(turn: Turn, button: ShowSection) -> None:
    """看全部约定."""
    found = await acts.applied(turn.database, compound_id=button.compound_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    await turn.redraw(drawn.section(turn.texts, found, button.page))


async def on_days(turn: Turn, button: ShowDays) -> None:
    """算日子, from today."""
    today = turn.at.astimezone(turn.zone).date()
    found = await acts.days_ahead(turn.database, compound_id=button.compound_id, today=today)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    applied, periods = found
    await turn.redraw(drawn.days(turn.texts, applied, periods, today))


async def on_cities(turn: Turn, button: ShowCities) -> None:
    """换城市."""
    refusal = permit(turn.actor, Act.CHOOSE_PROFILE, Place(button.compound_id))
    found = refusal or await acts.applied(turn.database, compound_id=button.compound_id)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    cities = await acts.cities(turn.database)
    await turn.redraw(drawn.which_city(turn.texts, button.compound_id, cities, found.city))


async def on_ask(turn: Turn, button: AskCity) -> None:
    """What would change."""
    found = await acts.what_changes(turn.database, compound_id=button.compound_id, city=button.city)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    then, changed = found
    await turn.redraw(drawn.ask_city(turn.texts, button.compound_id, button.city, then, changed))


async def on_choose(turn: Turn, button: ChooseCity) -> None:
    """就用这个城市."""
    outcome = await acts.choose_profile(
        turn.database,
        actor=turn.actor,
        compound_id=button.compound_id,
        city=button.city,
        source=turn.source,
        at=turn.at,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("profiles.city.chosen", city=outcome["city"]))
    await _rules(turn, button.compound_id)


BUTTONS = {
    ShowRules: on_rules,
    ShowSection: on_section,
    ShowDays: on_days,
    ShowCities: on_cities,
    AskCity: on_ask,
    ChooseCity: on_choose,
}
