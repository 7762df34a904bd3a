"""Every opinion is put with its like and answered with a reason; whoever said it, or felt the same, hears it once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

import pytest

from domain.deliberation.answers import AnswersPage, Verdict
from domain.deliberation.opinions import Channel
from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done, Outcome, Reason, Refusal
from services import answer_pages, answers, dossiers, opinions
from services.matter_news import stop_news
from storage.database import Database
from storage.schema.answers import answer_tellings
from tests.builders import Neighbour, Town, build_homes, found_town, queued
from tests.deliberating import begin_full_matter, full_matter_in

SOURCES = count()


@dataclass
class Yard:
    """The lamps of the whole compound, spoken of by its people; 赵主任 answers."""

    database: Database
    town: Town
    at: datetime
    number: int = 0
    said: list[int] = field(default_factory=list)

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Outcome:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        return await act(self.database, actor=actor, source=f"press {next(SOURCES)}", at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def says(self, who: str, words: str) -> int:
        done = await self.done(opinions.give_opinion, who, matter_id=self.number, words=words)
        return int(done["opinion_id"])

    async def gathers(self, title: str, *said: int) -> int:
        whole = {"matter_id": self.number, "opinion_ids": list(said), "title": title}
        return int((await self.done(answers.gather_opinions, "赵主任", **whole))["cluster_id"])

    async def answers(self, cluster: int, verdict: Verdict = Verdict.ADOPTED, reason: str = "写进方案") -> int:
        whole = {"cluster_id": cluster, "verdict": verdict, "reason": reason}
        return int((await self.done(answers.answer_cluster, "赵主任", **whole))["told"])

    async def page(self, who: str = "王阿姨") -> AnswersPage:
        actor = self.town[who].actor
        page = await answer_pages.answers_page(self.database, actor=actor, matter_id=self.number, at=self.at)
        assert page is not None
        return page

    async def held(self) -> frozenset[Need]:
        async with self.database.reading() as transaction:
            matter = await transaction.deliberation.find(self.number)
            assert matter is not None
            return (await dossiers.dossier_of(transaction, matter)).held

    async def told(self, who: str) -> list[dict[str, object]]:
        found = await queued(self.database, self.town[who].chat_id)
        return [facts for template, facts in found if template == "answers.told"]

    async def journal(self, *types: str) -> list[dict[str, object]]:
        async with self.database.reading() as transaction:
            entries = await transaction.journal.read(f"matter:{self.number}")
        return [{"type": entry.type, **entry.body} for entry in entries if entry.type in types]


@pytest.fixture
async def yard(database: Database, at: datetime) -> Yard:
    town = await found_town(database, at)
    await build_homes(database, town)
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    return Yard(database, town, at, begun["matter_id"])


def reason_of(outcome: Outcome) -> tuple[Reason, object]:
    assert isinstance(outcome, Refusal), outcome
    return outcome.reason, outcome.facts.get("what")


async def test_nothing_is_answered_before_every_opinion_is(yard: Yard) -> None:
    first, second = await yard.says("王阿姨", "路灯太暗"), await yard.says("陈租客", "施工别太吵")
    assert Need.ANSWERED not in await yard.held()
    lamps = await yard.gathers("路灯亮度", first)
    await yard.answers(lamps)
    assert Need.ANSWERED not in await yard.held()
    noise = await yard.gathers("施工", second)
    assert Need.ANSWERED not in await yard.held()
    await yard.answers(noise, Verdict.DECLINED, "白天施工，避不开")
    assert Need.ANSWERED in await yard.held()
    await yard.says("王阿姨", "灯罩要防水")
    assert Need.ANSWERED not in await yard.held()


async def test_what_is_taken_back_or_put_in_other_words_is_read_again(yard: Yard) -> None:
    first, second = await yard.says("王阿姨", "路灯太暗"), await yard.says("陈租客", "太吵")
    await yard.answers(await yard.gathers("路灯亮度", first))
    await yard.done(opinions.withdraw_opinion, "陈租客", opinion_id=second)
    assert Need.ANSWERED in await yard.held()
    await yard.done(opinions.support_opinion, "陈租客", opinion_id=first)
    await yard.done(opinions.amend_opinion, "王阿姨", opinion_id=first, words="路灯太亮")
    assert Need.ANSWERED not in await yard.held()
    digest = (await yard.page()).digest
    assert (digest.unplaced, digest.heard.supports, digest.clusters) == (1, 0, ())


async def test_an_opinion_is_amended_by_whoever_said_it_while_it_stands(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    amend = {"opinion_id": first, "words": "路灯太亮"}
    assert reason_of(await yard.does(opinions.amend_opinion, "陈租客", **amend)) == (Reason.NOT_YOURS, "opinion")
    empty = await yard.does(opinions.amend_opinion, "王阿姨", opinion_id=first, words=" ")
    assert reason_of(empty) == (Reason.EMPTY, "opinion")
    gone = await yard.does(opinions.amend_opinion, "王阿姨", opinion_id=99, words="x")
    assert reason_of(gone) == (Reason.NOT_FOUND, "opinion")
    await full_matter_in(yard.database, yard.number, Stage.PROPOSING, yard.at)
    late = await yard.does(opinions.amend_opinion, "王阿姨", **amend)
    assert reason_of(late) == (Reason.WRONG_STATE, "matter_act_speak")


async def test_whoever_said_it_or_felt_the_same_hears_the_answer_once(yard: Yard) -> None:
    first, second = await yard.says("王阿姨", "路灯太暗"), await yard.says("王阿姨", "路灯要亮一点")
    await yard.done(opinions.support_opinion, "陈租客", opinion_id=first)
    entered = {"matter_id": yard.number, "words": "老人看不清", "channel": Channel.VISIT, "day": yard.at.date()}
    visit = await yard.done(opinions.enter_opinion, "赵主任", **entered)
    cluster = await yard.gathers("路灯亮度", first, second, visit["opinion_id"])
    assert await yard.answers(cluster, Verdict.PARTLY, "换成30瓦") == 2
    (told,) = await yard.told("王阿姨")
    assert (told["words"], told["verdict"], told["reason"]) == ("路灯太暗", "partly", "换成30瓦")
    assert [facts["words"] for facts in await yard.told("陈租客")] == ["路灯太暗"]
    (kept,) = await yard.journal("told")
    assert kept["told"] == 2 == len(await rows(yard.database, answer_tellings))


async def test_whoever_comes_after_the_answer_hears_it_too(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    cluster = await yard.gathers("路灯亮度", first)
    assert await yard.answers(cluster) == 1
    second = await yard.says("陈租客", "晚上看不见路")
    placed = await yard.done(answers.place_opinions, "赵主任", cluster_id=cluster, opinion_ids=[second])
    assert placed["told"] == 1 and len(await yard.told("陈租客")) == 1
    again = await yard.done(answers.place_opinions, "赵主任", cluster_id=cluster, opinion_ids=[second])
    assert again["told"] == 0 and len(await yard.told("陈租客")) == 1
    await yard.done(opinions.support_opinion, "王阿姨", opinion_id=second)  # has heard this very answer
    assert len(await yard.told("王阿姨")) == 1


async def test_whoever_feels_the_same_later_hears_the_answer_once(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    await yard.answers(await yard.gathers("路灯亮度", first))
    for _ in range(3):  # 同感, taken back, 同感
        await yard.done(opinions.support_opinion, "陈租客", opinion_id=first)
    assert len(await yard.told("陈租客")) == 1


async def test_whoever_has_had_enough_or_closed_the_chat_is_not_told(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    await yard.done(opinions.support_opinion, "陈租客", opinion_id=first)
    await yard.done(stop_news, "陈租客", matter_id=yard.number, resumed=False)
    cluster = await yard.gathers("路灯亮度", first)
    async with yard.database.transaction() as transaction:
        await transaction.chats.turn(yard.town["王阿姨"].chat_id, state="closed", administrator=False)
    assert await yard.answers(cluster) == 0
    assert not await yard.told("陈租客") and not await yard.told("王阿姨")
    assert await yard.journal("told") == []


async def test_an_answer_that_is_opened_again_stays_in_the_journal(yard: Yard) -> None:
    cluster = await yard.gathers("路灯亮度", await yard.says("王阿姨", "路灯太暗"))
    await yard.answers(cluster, Verdict.DECLINED, "没有钱")
    twice = {"cluster_id": cluster, "verdict": Verdict.ADOPTED, "reason": "街道出钱"}
    refused = await yard.does(answers.answer_cluster, "赵主任", **twice)
    assert reason_of(refused) == (Reason.WRONG_STATE, "cluster_answered")
    await yard.done(answers.reopen_answer, "赵主任", cluster_id=cluster)
    assert Need.ANSWERED not in await yard.held()
    unanswered = await yard.does(answers.reopen_answer, "赵主任", cluster_id=cluster)
    assert reason_of(unanswered) == (Reason.WRONG_STATE, "cluster_unanswered")
    assert await yard.answers(cluster, Verdict.ADOPTED, "街道出钱") == 1
    assert [facts["reason"] for facts in await yard.told("王阿姨")] == ["没有钱", "街道出钱"]
    kept = await yard.journal("answered", "reopened")
    assert [(one["type"], one["revision"]) for one in kept] == [("answered", 1), ("reopened", 1), ("answered", 2)]


async def test_only_what_stands_and_was_said_of_it_is_put_together(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    whole = {"matter_id": yard.number, "title": "路灯"}
    for wrong in ([], [first, 99]):
        refused = await yard.does(answers.gather_opinions, "赵主任", **whole, opinion_ids=wrong)
        assert reason_of(refused) == (Reason.NOT_FOUND, "opinion")
    refused = await yard.does(answers.gather_opinions, "赵主任", **{**whole, "title": ""}, opinion_ids=[first])
    assert reason_of(refused) == (Reason.EMPTY, "cluster_title")
    cluster = await yard.gathers("路灯", first)
    await yard.done(opinions.withdraw_opinion, "王阿姨", opinion_id=first)
    gone = await yard.does(answers.place_opinions, "赵主任", cluster_id=cluster, opinion_ids=[first])
    assert reason_of(gone) == (Reason.NOT_FOUND, "opinion")
    empty = await yard.does(answers.answer_cluster, "赵主任", cluster_id=cluster, verdict=Verdict.ADOPTED, reason="好")
    assert reason_of(empty) == (Reason.WRONG_STATE, "cluster_empty")


async def test_what_was_put_in_the_wrong_place_is_taken_out(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    cluster = await yard.gathers("停车", first)
    await yard.done(answers.take_out_opinion, "赵主任", opinion_id=first)
    assert (await yard.page()).digest.unplaced == 1
    none = await yard.does(answers.take_out_opinion, "赵主任", opinion_id=first)
    assert reason_of(none) == (Reason.NOT_FOUND, "opinion")
    assert cluster


async def test_whoever_runs_it_answers_and_nobody_else(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    cluster = await yard.gathers("路灯", first)
    answer = {"cluster_id": cluster, "verdict": Verdict.ADOPTED, "reason": "好"}
    use = {"matter_id": yard.number, "channel": Channel.VISIT, "day": yard.at.date(), "homes": 2, "words": ""}
    tries = [
        (answers.gather_opinions, {"matter_id": yard.number, "opinion_ids": [first], "title": "灯"}),
        (answers.place_opinions, {"cluster_id": cluster, "opinion_ids": [first]}),
        (answers.take_out_opinion, {"opinion_id": first}),
        (answers.answer_cluster, answer),
        (answers.record_channel_use, use),
    ]
    for act, values in tries:
        assert reason_of(await yard.does(act, "李楼长", **values))[0] is Reason.NOT_PERMITTED
    await yard.answers(cluster)
    reopen = {"cluster_id": cluster}
    assert reason_of(await yard.does(answers.reopen_answer, "李楼长", **reopen))[0] is Reason.NOT_PERMITTED
    await full_matter_in(yard.database, yard.number, Stage.PROPOSING, yard.at)
    for act, values in [*tries, (answers.reopen_answer, reopen)]:
        assert reason_of(await yard.does(act, "赵主任", **values)) == (Reason.WRONG_STATE, "matter_act_answer")


async def test_a_cluster_that_is_not_there(yard: Yard) -> None:
    for act, values in (
        (answers.place_opinions, {"opinion_ids": [1]}),
        (answers.answer_cluster, {"verdict": Verdict.ADOPTED, "reason": "好"}),
        (answers.reopen_answer, {}),
    ):
        assert reason_of(await yard.does(act, "赵主任", cluster_id=99, **values)) == (Reason.NOT_FOUND, "cluster")
    gathering = {"matter_id": 99, "opinion_ids": [1], "title": "灯"}
    assert reason_of(await yard.does(answers.gather_opinions, "赵主任", **gathering)) == (Reason.NOT_FOUND, "matter")


async def test_people_were_asked_in_two_ways_one_of_them_off_line(yard: Yard) -> None:
    await yard.says("王阿姨", "路灯太暗")
    assert Need.CHANNELS not in await yard.held()
    use = {"matter_id": yard.number, "day": yard.at.date(), "homes": 8, "words": "没有新意见"}
    await yard.done(answers.record_channel_use, "赵主任", **use, channel=Channel.WECHAT)
    assert Need.CHANNELS not in await yard.held()
    await yard.done(answers.record_channel_use, "赵主任", **use, channel=Channel.VISIT)
    assert Need.CHANNELS in await yard.held()
    kept = await yard.journal("channel_used")
    assert [(one["channel"], one["homes"]) for one in kept] == [("wechat", 8), ("visit", 8)]
    assert [(one.channel, one.homes, one.words) for one in (await yard.page()).digest.uses] == [
        (Channel.WECHAT, 8, "没有新意见"),
        (Channel.VISIT, 8, "没有新意见"),
    ]


async def test_what_was_done_before_the_round_began_does_not_count(yard: Yard) -> None:
    await yard.says("王阿姨", "路灯太暗")
    entered = {"matter_id": yard.number, "words": "看不清", "channel": Channel.VISIT, "day": yard.at.date()}
    await yard.done(opinions.enter_opinion, "赵主任", **entered)
    assert Need.CHANNELS in await yard.held()
    yard.at += timedelta(days=9)
    await full_matter_in(yard.database, yard.number, Stage.SOLICITING, yard.at)
    assert Need.CHANNELS not in await yard.held()


async def test_a_matter_nobody_spoke_of_wants_to_be_asked_about(yard: Yard) -> None:
    assert not {Need.ANSWERED, Need.CHANNELS} & await yard.held()
    use = {"matter_id": yard.number, "day": yard.at.date(), "homes": 8, "words": ""}
    await yard.done(answers.record_channel_use, "赵主任", **use, channel=Channel.MEETING)
    assert Need.ANSWERED not in await yard.held()
    await yard.done(answers.record_channel_use, "赵主任", **use, channel=Channel.WECHAT)
    assert {Need.ANSWERED, Need.CHANNELS} <= await yard.held()


async def test_a_use_of_another_day_is_refused(yard: Yard) -> None:
    use = {"matter_id": yard.number, "channel": Channel.VISIT, "homes": 8, "words": ""}
    refused = await yard.does(answers.record_channel_use, "赵主任", **use, day=date(2026, 11, 25))
    assert reason_of(refused) == (Reason.INVALID, "channel_day")


async def test_what_there_is_to_place_is_suggested_one_after_the_other(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗，看不清路")
    cluster = await yard.gathers("路灯亮度", first)
    second, third = await yard.says("陈租客", "晚上路灯太暗"), await yard.says("陈租客", "停车位不够")
    seeking = {"actor": yard.town["赵主任"].actor, "matter_id": yard.number, "at": yard.at}
    found = await answer_pages.next_to_place(yard.database, **seeking, after=0)
    assert found is not None
    suggestion, clusters = found
    assert suggestion.opinion.id == second and suggestion.cluster is not None and suggestion.cluster.id == cluster
    assert [(one.id, one.opinions) for one in clusters] == [(cluster, 1)]
    later = await answer_pages.next_to_place(yard.database, **seeking, after=second)
    assert later is not None and later[0].opinion.id == third and later[0].cluster is None
    around = await answer_pages.next_to_place(yard.database, **seeking, after=third)
    assert around is not None and around[0].opinion.id == second
    for who in ("王阿姨", "路过的人"):
        other = {**seeking, "actor": yard.town[who].actor}
        assert await answer_pages.next_to_place(yard.database, **other, after=0) is None


async def test_everybody_of_the_compound_reads_what_was_heard_and_answered(yard: Yard) -> None:
    first = await yard.says("王阿姨", "路灯太暗")
    await yard.done(opinions.support_opinion, "陈租客", opinion_id=first)
    cluster = await yard.gathers("路灯亮度", first)
    page = await yard.page("陈租客")
    assert not page.answers and (await yard.page("赵主任")).answers
    assert [(one.title, one.opinions, one.supporters) for one in page.digest.clusters] == [("路灯亮度", 1, 1)]
    reading = {"cluster_id": cluster, "at": yard.at}
    inside = await answer_pages.cluster_page(yard.database, actor=yard.town["陈租客"].actor, **reading)
    assert inside is not None and [one.words for one in inside.opinions] == ["路灯太暗"] and not inside.answers
    stranger = yard.town["路过的人"].actor
    assert await answer_pages.cluster_page(yard.database, actor=stranger, **reading) is None
    whole = {"actor": stranger, "matter_id": yard.number, "at": yard.at}
    assert await answer_pages.answers_page(yard.database, **whole) is None


async def rows(database: Database, table: object) -> list[object]:
    async with database.reading() as transaction:
        return list(await transaction.answers.rows(table.select()))  # type: ignore[attr-defined]
