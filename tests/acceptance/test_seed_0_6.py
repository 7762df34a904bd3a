"""0.6 大家议、大家定、大家评: one matter traced 议→定→评 on one screen, and each of the three a press away."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.stages import Stage
from domain.outcomes import Done
from rendering import deliberation, deliberation_full
from rendering.texts import texts
from services import deliberation_pages, opinions
from storage.database import Database
from tests.builders import found_town
from tests.deliberating import begin_full_matter, full_matter_in
from tests.services.rolls import build_estate, homes

DISCUSSED, DECIDED, RATED = "征求意见", "居民代表决议", "评议"


async def test_a_matter_is_traced_from_words_to_decision_to_rating(embedded: Database, at: datetime) -> None:
    words = texts("zh_Hans")
    town = await found_town(embedded, at)
    await build_estate(embedded, town, homes(4), at)
    chair = town["赵主任"].actor
    begun = await begin_full_matter(embedded, town.compound_id, chair, at)
    assert isinstance(begun, Done)
    number = begun["matter_id"]

    async def shown(stage: Stage) -> tuple[str, list[str]]:
        await full_matter_in(embedded, number, stage, at)
        found = await deliberation_pages.matter_page(embedded, actor=chair, matter_id=number, at=at)
        assert found is not None
        ahead = await deliberation_pages.outlook(embedded, matter=found.matter, at=at)
        way = deliberation_full.way(words, found.matter, ahead, embedded.zone)
        page = deliberation.page(words, found, at=at, zone=embedded.zone)
        return str(way.text), [key.label for row in page.keys for key in row]

    neighbour = town["王阿姨"].actor
    said = await opinions.give_opinion(
        embedded, actor=neighbour, matter_id=number, words="灯别太亮", source="say", at=at
    )
    assert isinstance(said, Done), said
    trace, keys = await shown(Stage.SOLICITING)
    assert f"现在：{DISCUSSED}" in trace and "大家说的" in "".join(keys), (trace, keys)
    trace, _ = await shown(Stage.RESOLVING)
    assert f"现在：{DECIDED}" in trace and DISCUSSED in trace.partition("现在")[0], trace
    trace, keys = await shown(Stage.RATING)
    behind, _, now = trace.partition("现在：")
    assert behind.index(DISCUSSED) < behind.index(DECIDED) and now.startswith(RATED), trace
    trace, keys = await shown(Stage.ARCHIVED)
    order = [trace.index(step) for step in (DISCUSSED, DECIDED, RATED)]
    assert order == sorted(order) and "看评议" in "".join(keys), (trace, keys)
