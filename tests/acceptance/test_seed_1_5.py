"""1.5 13项重大事项: 13 matters in one list, each with who decides it and what came of it, and its vote."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.stages import Stage
from domain.outcomes import Done
from rendering import deliberation
from rendering.deliberation_buttons import ShowMatter
from rendering.deliberation_overview import overview
from rendering.screens import Screen
from rendering.texts import texts
from rendering.voting_buttons import ShowVote
from services import deliberation_full, deliberation_pages, voting_matters
from storage.database import Database
from tests.builders import found_town
from tests.deliberating import full_matter_in
from tests.services.rolls import build_estate, homes

MATTERS = 13
OWNERS = {3: Touch.COMMON_INCOME, 7: Touch.MANAGER, 11: Touch.REBUILD}
"""Of the 13, three that the owners decide too."""


def presses(screen: Screen, kind: type) -> list[object]:
    return [key.press for row in screen.keys for key in row if isinstance(key.press, kind)]


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
async def test_thirteen_matters_each_lead_to_their_vote(embedded: Database, at: datetime, locale: str) -> None:
    database, words = embedded, texts(locale)
    town = await found_town(database, at)
    await build_estate(database, town, homes(4), at)
    chair = town["赵主任"].actor
    for number in range(1, MATTERS + 1):
        touched = (OWNERS[number],) if number in OWNERS else ()
        begun = await deliberation_full.start_full_matter(
            database,
            actor=chair,
            compound_id=town.compound_id,
            title=f"重大事项{number}",
            text="全文",
            touched=touched,
            source=f"begin {number}",
            at=at,
        )
        assert isinstance(begun, Done)
        await full_matter_in(database, begun["matter_id"], Stage.ANNOUNCING, at)
        called = await voting_matters.call_meeting(
            database,
            actor=chair,
            matter_id=begun["matter_id"],
            meets_at=at + timedelta(days=15),
            unreached=("王代表", "李代表", "孙代表"),
            source=f"call {number}",
            at=at,
        )
        assert isinstance(called, Done), called
    found = sorted(await deliberation_pages.matters_for(database, actor=chair), key=lambda matter: -matter.id)
    assert len(found) == MATTERS
    listed = [overview(words, found, page) for page in range(3)]
    text = "\n".join(str(screen.text) for screen in listed)
    assert text.count(str(words.say("deliberation.overview.whose.owners"))) == len(OWNERS)
    assert text.count(str(words.say("deliberation.overview.whose.residents"))) == MATTERS - len(OWNERS)
    linked = [press.matter_id for screen in listed for press in presses(screen, ShowMatter)]  # type: ignore[attr-defined]
    assert sorted(linked) == sorted(matter.id for matter in found)
    votes = set()
    for number in linked:
        page = await deliberation_pages.matter_page(database, actor=chair, matter_id=number, at=at)
        assert page is not None
        shown = deliberation.page(words, page, at=at, zone=database.zone)
        (vote,) = presses(shown, ShowVote)
        votes.add(vote)
    assert len(votes) == MATTERS
