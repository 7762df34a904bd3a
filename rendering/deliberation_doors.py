"""Doors before a small vote in words (表决前的门牌): how many homes can vote, and the way for one that cannot yet."""

from __future__ import annotations

from markupsafe import Markup

from domain.deliberation.matters import MatterPage
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.deliberation_lines import head, to_matter
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.doorways import ANY_ENTRANCE, ANY_FLOOR
from rendering.homes import HomeDoors
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts


def doors_lines(texts: Texts, found: MatterPage) -> list[Markup]:
    """登记了几户: to whoever has no door yet, that they cannot vote so; to whoever runs it, of all its homes."""
    own = [texts.say("deliberation.doors.own")] if found.doorless else []
    if not found.leads or found.registered is None:
        return own
    n, rest = len(found.matter.homes.ids), len(found.matter.homes.ids) - found.registered
    if not rest:
        return [*own, texts.say("deliberation.doors.all", n=n)]
    return [*own, texts.say("deliberation.doors.some", n=n, known=found.registered, rest=rest)]


def door_key(texts: Texts, building_id: int) -> Key:
    """[登记门牌]: its building is known."""
    return Key(texts.plain("deliberation.key.door"), HomeDoors(building_id, ANY_ENTRANCE, ANY_FLOOR))


def door_wanted(drawing: Drawing, facts: Facts) -> Dispatch:
    """请登记门牌: in time for the vote."""
    texts = drawing.texts
    closes = None if facts["closes"] is None else dates.until(texts, read_moment(facts["closes"]), drawing.zone)
    said = texts.say("deliberation.door_wanted" if closes is None else "deliberation.door_vote", until=closes)
    words = lines(head(texts, facts["procedure"], facts["number"], facts["title"]), said)
    keys = (door_key(texts, facts["building_id"]), to_matter(texts, facts["matter_id"]))
    return Dispatch(Screen(words, (keys,)))


NOTICES: dict[str, Template] = {"deliberation.door_wanted": door_wanted}
