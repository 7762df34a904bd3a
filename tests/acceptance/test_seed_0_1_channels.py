"""0.1 一征三议两公开, 征: opinions from four channels are four counts whose sum is all of them, read by everybody."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.answers import Verdict
from domain.deliberation.opinions import Channel
from domain.outcomes import Done
from domain.registry import RoleKind
from rendering.answers import digest
from rendering.texts import texts
from services.answer_pages import answers_page
from services.answers import answer_cluster, gather_opinions
from services.opinions import enter_opinion
from storage.database import Database
from tests.builders import build_homes, found_town
from tests.deliberating import begin_full_matter

HEARD = {Channel.VISIT: 41, Channel.MEETING: 12, Channel.QUESTIONNAIRE: 86, Channel.WECHAT: 23}
"""入户走访、小板凳会、调查问卷、微信群."""


async def test_four_channels_are_four_counts_that_add_up(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    chair = town["赵主任"].actor
    begun = await begin_full_matter(database, town.compound_id, chair, at)
    assert isinstance(begun, Done), begun
    number, day, said = begun["matter_id"], at.date(), []
    for channel, count in HEARD.items():
        for n in range(count):
            entered = await enter_opinion(
                database,
                actor=chair,
                matter_id=number,
                words=f"{channel}第{n}条",
                channel=channel,
                day=day,
                source=f"{channel} {n}",
                at=at,
            )
            assert isinstance(entered, Done), entered
            said.append(entered["opinion_id"])
    gathered = await gather_opinions(
        database, actor=chair, matter_id=number, opinion_ids=said[:100], title="路灯亮度", source="g", at=at
    )
    assert isinstance(gathered, Done), gathered
    answered = await answer_cluster(
        database,
        actor=chair,
        cluster_id=gathered["cluster_id"],
        verdict=Verdict.ADOPTED,
        reason="写进方案",
        source="a",
        at=at,
    )
    assert isinstance(answered, Done) and answered["told"] == 0, "nobody is known by name"
    reader = town["陈租客"]
    assert reader.actor.has(RoleKind.TENANT)
    page = await answers_page(database, actor=reader.actor, matter_id=number, at=at)
    assert page is not None
    assert dict(page.digest.heard.by_channel) == HEARD
    assert sum(count for _, count in page.digest.heard.by_channel) == page.digest.heard.total == 162
    assert sum(cluster.opinions for cluster in page.digest.clusters) + page.digest.unplaced == 162
    shown = digest(texts("zh_Hans"), page, 0).text
    assert "162 条（入户 41 条、小板凳会 12 条、问卷 86 条、微信群 23 条）" in shown
    assert "路灯亮度</b>：意见 100 条" in shown and "采纳：写进方案" in shown and "还有 62 条没有归类" in shown
