"""What is asked on the way to a matter, and of one: it fits a small phone, and every answer is there."""

from __future__ import annotations

from itertools import product

import pytest

from domain.deliberation.classification import Touch, TouchKind
from domain.deliberation.procedures import SIX_STEPS, SMALL
from domain.deliberation.ratings import Content, Rating, RatingCount, RatingPage, Worked
from domain.deliberation.record_details import MoneySource
from domain.deliberation.stages import Stage
from domain.deliberation_alarms import Danger
from domain.registry import Place
from rendering import deliberation_full_writing as writing
from rendering import deliberation_growing as growing
from rendering import deliberation_urgent as urgent
from rendering import deliberation_wizard as wizard
from rendering import ratings
from rendering.deliberation_buttons import (
    DropMatter,
    MatterEntrances,
    MatterHomes,
    MatterKind,
    MatterPlace,
    MatterPlaces,
    MatterTouches,
    ReportTyped,
)
from rendering.deliberation_full_buttons import ChooseSource, GrowMatter
from rendering.deliberation_room import MOST_KEYS
from rendering.deliberation_urgent_buttons import AskUrgent, ChooseDanger
from rendering.screens import Screen
from rendering.task_buttons import AskRating, RateContent, RateWords, RateWorked
from rendering.texts import Texts
from tests.rendering.test_deliberation_room import AT, SPOKEN, WORDS, ZONE, crowded, fits, keys_of


def stands_again(spoken: Texts, step: Screen) -> None:
    """Where words were typed, the step stands there with a report in reach, what it asks, and the way out of it."""
    screen = wizard.pressing(spoken, 5, WORDS, step)
    keys, before = {key.press for key in keys_of(screen)}, {key.press for key in keys_of(step)}
    assert len(keys_of(screen)) <= MOST_KEYS and all(screen.keys), "no row is empty"
    assert {ReportTyped(5), *(before & {DropMatter(5)})} <= keys
    assert all(isinstance(key, wizard.SPARED) for key in before - keys) and len(before - keys) <= 1


def places(buildings: int, *, whole: bool) -> list[tuple[Place, str]]:
    everybody = [(Place(1), "中华园")] if whole else []
    return [*everybody, *((Place(1, n), f"中华园{n}号楼") for n in range(1, buildings + 1))]


@pytest.mark.parametrize("spoken", SPOKEN, ids=["zh", "en"])
@pytest.mark.parametrize("buildings", [1, 3, 4, 9, 40])
@pytest.mark.parametrize("whole", [True, False])
def test_every_place_and_every_entrance_is_a_page_away(spoken: Texts, buildings: int, whole: bool) -> None:
    these = places(buildings, whole=whole)
    entrances = [(n, f"{n}单元") for n in range(1, buildings + 1)]
    ways = {
        MatterPlaces: lambda page: wizard.place_step(spoken, 5, these, page),
        MatterEntrances: lambda page: wizard.homes_step(spoken, 5, "1号楼", entrances, back=True, page=page),
    }
    for turn, draw in ways.items():
        offered_, page = set(), 0
        while True:
            screen = draw(page)
            fits(screen)
            stands_again(spoken, screen)
            offered_ |= {key.press for key in keys_of(screen)}
            onward = [
                key.press.page for key in keys_of(screen) if isinstance(key.press, turn) and key.press.page > page
            ]
            if not onward:
                break
            (page,) = onward
        if turn is MatterPlaces:
            assert {MatterPlace(5, 1, place.building_id or 0) for place, _ in these} <= offered_
            assert (AskUrgent(1) in offered_) is whole
        else:
            assert {MatterHomes(5, number) for number in range(buildings + 1)} <= offered_


@pytest.mark.parametrize("spoken", SPOKEN, ids=["zh", "en"])
def test_what_a_matter_touches_is_asked_kind_by_kind_and_nothing_is_left_out(spoken: Texts) -> None:
    chosen = [touch.value for touch in Touch]
    first = [wizard.touches_step(spoken, 5), wizard.chosen_touches_step(spoken, 5, chosen)]
    matter = crowded(SMALL.name, Stage.SOLICITING)
    kinds = [wizard.kind_step(spoken, 5, kind, chosen) for kind in TouchKind]
    grown = [growing.ask_grow_kind(spoken, matter, kind) for kind in TouchKind]
    for screen in (
        *first,
        *kinds,
        *grown,
        growing.ask_grow(spoken, matter),
    ):
        fits(screen)
        if screen not in grown:
            stands_again(spoken, screen)
    for screen in first:
        assert {MatterKind(5, kind.value) for kind in TouchKind} <= {key.press for key in keys_of(screen)}
    pressed = {key.press for screen in kinds for key in keys_of(screen)}
    assert {MatterTouches(5, touch.value) for touch in Touch} <= pressed
    offered_ = {key.press for screen in grown for key in keys_of(screen)}
    assert {GrowMatter(1, one.value) for one in Touch if one is not Touch.HOME_TO_BUSINESS} <= offered_
    assert GrowMatter(1, Touch.HOME_TO_BUSINESS.value) not in offered_


@pytest.mark.parametrize("spoken", SPOKEN, ids=["zh", "en"])
def test_dangers_payers_and_sources_of_money_fit(spoken: Texts) -> None:
    dangers = [urgent.ask_danger(spoken, 1), urgent.ask_water(spoken, 1)]
    sources = [writing.ask_source(spoken, 5, 1, 12_600_000), writing.ask_homes_source(spoken, 5, 1)]
    for screen in (*dangers, urgent.ask_payer(spoken, 5), *sources):
        fits(screen)
    pressed = {key.press for screen in (*dangers, *sources) for key in keys_of(screen)}
    assert {ChooseDanger(1, danger.value) for danger in Danger} <= pressed
    wanted = {ChooseSource(5, one.value) for one in MoneySource if one is not MoneySource.NOTHING}
    assert wanted <= pressed, "what costs nothing is not asked"


@pytest.mark.parametrize("spoken", SPOKEN, ids=["zh", "en"])
@pytest.mark.parametrize("again", ["", "worked", "content"])
def test_a_rating_fits_however_far_it_is(spoken: Texts, again: str) -> None:
    count = RatingCount(382, tuple((one, 9) for one in Worked), tuple((one, 9) for one in Content))
    for worked, content in product((None, Worked.DONE), (None, Content.FAIR)):
        own = Rating(worked, content, WORDS)
        found = RatingPage(crowded(SIX_STEPS.name, Stage.RATING), count, (WORDS, WORDS, WORDS), own, True, AT)
        screen = ratings.page(spoken, found, at=AT, zone=ZONE, again=again)
        fits(screen)
        pressed = {key.press for key in keys_of(screen)}
        for name, given, answers in (
            ("worked", worked, {RateWorked(1, one.value) for one in Worked}),
            ("content", content, {RateContent(1, one.value) for one in Content}),
        ):
            assert (answers <= pressed) is (given is None or again == name), "a question that is open is one press away"
            assert (AskRating(1, name) in pressed) is not (answers <= pressed)
        assert (RateWords(1) in pressed) or worked is None or content is None
