"""A small matter from the first opinion to the day it is over; every forbidden shortcut is refused by its record."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.matters import Homes, Matter, MatterPage
from domain.deliberation.opinions import Channel
from domain.deliberation.stages import Need, Stage
from domain.issues import File
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Place, RoleKind
from domain.voting.entitlements import Cast
from services import deliberation, deliberation_pages, deliberation_stops, deliberation_work, opinions, voting
from services.attachments import pending as pending_files
from services.attachments import store
from services.voting_box import ballot_box
from services.voting_matters import put_matter
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, queued, settle_in
from tests.deliberating import LAMPS

SOURCES = count()
DAY = timedelta(days=1)
PHOTO = File("photo", "photo-1", size=9)


@dataclass
class Stairwell:
    """Three homes of 3号楼1单元 and who lives there; `leader` runs the matter, `chair` checks its vote."""

    database: Database
    town: Town
    homes: list[Neighbour]
    ids: list[int]
    at: datetime

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Outcome:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        return await act(self.database, actor=actor, source=f"press {next(SOURCES)}", at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def falls_due(self, act: Callable[..., Awaitable[Outcome]], subject: str) -> Outcome:
        return await act(self.database, subject=subject, due=self.at, source=f"due {next(SOURCES)}", at=self.at)

    async def starts(self) -> int:
        proposal = replace(LAMPS, homes=Homes("3号楼1单元", frozenset(self.ids)))
        started = await self.done(
            deliberation.start_matter, "李楼长", place=self.building, proposal=proposal, touched=()
        )
        return int(started["matter_id"])

    async def votes(self, matter_id: int, *yes: bool) -> Matter:
        """These homes vote, it is counted, checked, published; what follows falls due."""
        vote_id = int((await self.done(put_matter, "李楼长", matter_id=matter_id, days=1))["vote_id"])
        async with self.database.reading() as transaction:
            vote = await transaction.voting.find(vote_id)
            assert vote is not None
            heads = [
                (await transaction.voting.entitlements(vote_id, who.person_id, self.at))[0].head_id
                for who in self.homes
            ]
        for who, head, agrees in zip(self.homes, heads, yes, strict=False):
            marks = frozenset({"approve" if agrees else "reject"})
            cast = Cast(vote_id, head, who.person_id, marks, f"cast {next(SOURCES)}", self.at)
            assert isinstance(await ballot_box(self.database).put(cast), Done)
        self.at = vote.closes_at + timedelta(seconds=5)
        await self.falls_due(voting.seal_vote, vote.subject)
        await self.done(voting.confirm_result, "赵主任", vote_id=vote_id)
        await self.falls_due(deliberation.settle_matter, f"matter:{matter_id}")
        return await self.matter(matter_id)

    async def matter(self, number: int) -> Matter:
        return (await self.page(number, "李楼长")).matter

    async def page(self, number: int, who: str | Neighbour) -> MatterPage:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        found = await deliberation_pages.matter_page(self.database, actor=actor, matter_id=number, at=self.at)
        assert found is not None
        return found

    async def photographed(self, matter_id: int) -> None:
        await self.done(deliberation_work.show_work, "李楼长", matter_id=matter_id, photo=PHOTO)
        for file in await pending_files(self.database, tries=9, most=9):
            await store(self.database, attachment_id=file.id, content=b"lamp")

    @property
    def building(self) -> Place:
        return Place(self.town.compound_id, self.town.buildings["3号楼"])


@pytest.fixture
async def stairwell(database: Database, at: datetime) -> Stairwell:
    return await stairwell_of(database, at)


async def stairwell_of(database: Database, at: datetime) -> Stairwell:
    """Nothing is under way yet."""
    town = await found_town(database, at)
    number = town.buildings["3号楼"]
    found, ids = [], []
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(number, "1单元", 1)
        for n in range(3):
            unit = await transaction.units.add_unit(town.compound_id, number, way, floor=1, label=f"10{n}")
            place = Place(town.compound_id, number, way, 1, unit)
            found.append(await settle_in(transaction, f"邻居{n}", 900 + n, RoleKind.RESIDENT, place, at))
            ids.append(unit)
    return Stairwell(database, town, found, ids, at)


async def test_lamps_for_a_stairwell_in_six_days(stairwell: Stairwell) -> None:
    began, number = stairwell.at, await stairwell.starts()
    group = stairwell.town.building_group
    assert [template for template, _ in await queued(stairwell.database, group)] == ["deliberation.card"]
    stairwell.at += timedelta(days=3)
    await stairwell.falls_due(deliberation.pass_time, f"matter:{number}")
    leader = await queued(stairwell.database, stairwell.town["李楼长"].chat_id)
    assert [template for template, _ in leader] == ["deliberation.time_over"], "they can begin the vote"
    matter = await stairwell.votes(number, True, True, False)
    assert matter.stage is Stage.DISCLOSING and matter.figures is not None
    stairwell.at = await over(stairwell, number)
    await stairwell.falls_due(deliberation.pass_time, matter.subject)
    assert (await stairwell.matter(number)).stage is Stage.DOING
    await stairwell.photographed(number)
    await stairwell.done(deliberation_work.finish_work, "李楼长", matter_id=number, words="六盏都装好了。")
    shown = [(kind, facts) for kind, facts in await queued(stairwell.database, group) if kind == "deliberation.done"]
    assert shown[0][1]["files"] == [{"kind": "photo", "file_id": "photo-1"}]
    stairwell.at = await over(stairwell, number)
    await stairwell.falls_due(deliberation.pass_time, matter.subject)
    matter = await stairwell.matter(number)
    assert matter.stage is Stage.ARCHIVED and matter.done_words == "六盏都装好了。"
    assert stairwell.at - began < timedelta(days=9)
    async with stairwell.database.reading() as transaction:
        assert await transaction.journal.broken_at(matter.subject) is None
        types = [entry.type for entry in await transaction.journal.read(matter.subject)]
    assert types == ["started", "voting", "disclosing", "doing", "reporting", "archived"]


async def over(stairwell: Stairwell, number: int) -> datetime:
    ends = (await stairwell.page(number, "李楼长")).ends
    assert ends is not None
    return ends


async def test_no_step_is_skipped(stairwell: Stairwell) -> None:
    number = await stairwell.starts()

    async def refused(act: Callable[..., Awaitable[Outcome]], **values: object) -> str:
        outcome = await stairwell.does(act, "李楼长", matter_id=number, **values)
        assert isinstance(outcome, Refusal)
        return str(outcome.facts["what"])

    assert await refused(put_matter, days=1) == "matter_time"
    assert await refused(deliberation_work.finish_work, words="装好了") == "matter_act_done"
    assert await refused(deliberation_work.show_work, photo=PHOTO) == "matter_act_show"
    stairwell.at += timedelta(days=3)
    assert await refused(put_matter, days=9) == "matter_evening"
    await stairwell.votes(number, True, True, True)
    early = await stairwell.falls_due(deliberation.pass_time, f"matter:{number}")
    assert early == Done({"passed": False}) and (await stairwell.matter(number)).stage is Stage.DISCLOSING
    assert await refused(put_matter, days=1) == "matter_act_put"
    stairwell.at = await over(stairwell, number)
    await stairwell.falls_due(deliberation.pass_time, f"matter:{number}")
    assert [one.need for one in (await stairwell.page(number, "李楼长")).missing] == [Need.PROOF]
    assert await refused(deliberation_work.finish_work, words="装好了") == "matter_proof"
    await stairwell.done(deliberation_work.show_work, "李楼长", matter_id=number, photo=PHOTO)
    assert await refused(deliberation_work.finish_work, words="装好了") == "matter_proof", "it is not kept yet"
    await stairwell.photographed(number)
    assert await refused(deliberation_work.finish_work, words=" ") == "matter_words"
    await stairwell.done(deliberation_work.finish_work, "李楼长", matter_id=number, words="装好了")
    assert await refused(deliberation_stops.stop_matter, reason="算了") == "matter_act_stop"


async def test_a_vote_that_fails_ends_it_and_a_withdrawn_one_does_not(stairwell: Stairwell) -> None:
    number = await stairwell.starts()
    stairwell.at += timedelta(days=3)
    matter = await stairwell.votes(number, True, False, False)
    assert matter.stage is Stage.STOPPED and matter.reason == ""
    group = [kind for kind, _ in await queued(stairwell.database, stairwell.town.building_group)]
    assert "deliberation.stopped" in group
    assert (await stairwell.does(deliberation_stops.stop_matter, "李楼长", matter_id=number, reason="x")) == Refusal(
        Reason.WRONG_STATE, {"what": "matter_stopped"}
    )
    again = await stairwell.falls_due(deliberation.settle_matter, matter.subject)
    assert again == Done({"settled": False}), "once"


async def test_what_is_kept_of_an_opinion_tells_nobody_s_door(stairwell: Stairwell) -> None:
    number, (first, second, _) = await stairwell.starts(), stairwell.homes
    async with stairwell.database.reading() as transaction:
        person = await transaction.registry.person(first.person_id)
    assert person is not None
    name = person.name
    words = f"灯太亮，我家3号楼2单元301，{name}，电话13800138000"
    said = (await stairwell.done(opinions.give_opinion, first, matter_id=number, words=words))["opinion_id"]

    async def read() -> str:
        found = await deliberation_pages.opinions_of(stairwell.database, actor=second.actor, matter_id=number)
        assert found is not None
        return found[0].words

    assert name not in await read()
    assert "灯太亮" in await read() and not {"301", "13800138000"} & set(re.findall(r"\d+", await read()))
    await stairwell.done(opinions.amend_opinion, first, opinion_id=said, words="打我电话13900139000")
    assert "13900139000" not in await read()


async def test_opinions_are_taken_down_supported_and_taken_back(stairwell: Stairwell) -> None:
    number, (first, second, _) = await stairwell.starts(), stairwell.homes
    said = (await stairwell.done(opinions.give_opinion, first, matter_id=number, words="灯别太亮"))["opinion_id"]
    await stairwell.done(opinions.support_opinion, second, opinion_id=said)
    day = stairwell.at.date()
    heard = {"matter_id": number, "words": "老人说要亮", "channel": Channel.VISIT}
    await stairwell.done(opinions.enter_opinion, "李楼长", **heard, day=day)
    page = await stairwell.page(number, first)
    assert (page.heard.by_channel, page.heard.supports) == (((Channel.CHAT, 1), (Channel.VISIT, 1)), 1)
    shown = await deliberation_pages.opinions_of(stairwell.database, actor=second.actor, matter_id=number)
    assert shown is not None and [(one.words, one.supported, one.mine) for one in shown] == [
        ("灯别太亮", True, False),
        ("老人说要亮", False, False),
    ]
    facts = [facts for kind, facts in await queued(stairwell.database, stairwell.town.building_group)]
    assert facts[-1]["heard"] == 2 and "灯" not in str(facts[-1]).replace(LAMPS.title, "")
    own = await stairwell.does(opinions.support_opinion, first, opinion_id=said)
    assert own == Refusal(Reason.WRONG_STATE, {"what": "opinion_own"})
    theirs = await stairwell.does(opinions.withdraw_opinion, second, opinion_id=said)
    assert theirs == Refusal(Reason.NOT_YOURS, {"what": "opinion"})
    stranger = await stairwell.does(opinions.give_opinion, "路过的人", matter_id=number, words="我也说")
    assert stranger == Refusal(Reason.NOT_YOURS, {"what": "matter"})
    by_resident = await stairwell.does(opinions.enter_opinion, first, **heard, day=day)
    assert isinstance(by_resident, Refusal) and by_resident.reason is Reason.NOT_PERMITTED
    before = await stairwell.does(opinions.enter_opinion, "李楼长", **heard, day=day - DAY)
    assert before == Refusal(Reason.INVALID, {"what": "opinion_day"}), "nobody had asked yet"
    ahead = await stairwell.does(opinions.enter_opinion, "李楼长", **heard, day=day + DAY)
    assert ahead == Refusal(Reason.INVALID, {"what": "opinion_day"})
    not_entered = await stairwell.does(opinions.enter_opinion, "李楼长", **{**heard, "channel": Channel.CHAT}, day=day)
    assert not_entered == Refusal(Reason.INVALID, {"what": "opinion_channel"})
    await stairwell.done(opinions.support_opinion, second, opinion_id=said)
    assert (await stairwell.page(number, first)).heard.supports == 0, "pressed again it is taken back"
    await stairwell.done(opinions.withdraw_opinion, first, opinion_id=said)
    assert (await stairwell.page(number, first)).heard.total == 1
    gone = await stairwell.does(opinions.support_opinion, second, opinion_id=said)
    assert gone == Refusal(Reason.NOT_FOUND, {"what": "opinion"})


async def test_at_night_the_day_is_the_one_where_people_live(stairwell: Stairwell) -> None:
    stairwell.at += timedelta(hours=16)  # 02:00 of the next day in Shanghai
    today = stairwell.at.date() + timedelta(days=1)
    heard = {"matter_id": await stairwell.starts(), "words": "晚上太暗", "channel": Channel.VISIT}
    await stairwell.done(opinions.enter_opinion, "李楼长", **heard, day=today)


async def test_what_is_not_done_is_taken_up_again(stairwell: Stairwell) -> None:
    number = await stairwell.starts()
    stairwell.at += timedelta(days=3)
    await stairwell.votes(number, True, True, True)
    stairwell.at = await over(stairwell, number)
    await stairwell.falls_due(deliberation.pass_time, f"matter:{number}")
    await stairwell.photographed(number)
    doubt = {"matter_id": number, "words": "三楼的不亮"}
    early = await stairwell.does(deliberation_work.doubt_work, stairwell.homes[0], **doubt)
    assert isinstance(early, Refusal) and early.facts["what"] == "matter_act_not_done"
    await stairwell.done(deliberation_work.finish_work, "李楼长", matter_id=number, words="装好了")
    stranger = await stairwell.does(deliberation_work.doubt_work, "李楼长", **doubt)
    assert stranger == Refusal(Reason.NOT_YOURS, {"what": "matter_home"})
    stairwell.at += timedelta(hours=1)
    await stairwell.done(deliberation_work.doubt_work, stairwell.homes[0], **doubt)
    matter = await stairwell.matter(number)
    assert (matter.stage, matter.reason) == (Stage.DOING, "三楼的不亮")
    told = [kind for kind, _ in await queued(stairwell.database, stairwell.town["李楼长"].chat_id)]
    assert "deliberation.not_done" in told
    again = {"matter_id": number, "words": "三楼换了灯"}
    dark = await stairwell.does(deliberation_work.finish_work, "李楼长", **again)
    assert isinstance(dark, Refusal) and dark.facts["what"] == "matter_proof", "the old photo proves nothing new"
    stairwell.at += timedelta(hours=1)
    await stairwell.photographed(number)
    await stairwell.done(deliberation_work.finish_work, "李楼长", **again)
    assert (await stairwell.matter(number)).stage is Stage.REPORTING
    shown = [
        facts for kind, facts in await queued(stairwell.database, stairwell.town.building_group) if "files" in facts
    ]
    assert [len(facts["files"]) for facts in shown] == [1, 1], "each time the photos of that time"


async def test_who_may_begin_one_and_what_is_none(stairwell: Stairwell) -> None:
    town = stairwell.town
    proposal = replace(LAMPS, homes=Homes("3号楼1单元", frozenset(stairwell.ids)))
    begin = {"place": stairwell.building, "proposal": proposal}
    resident = await stairwell.does(deliberation.start_matter, "王阿姨", **begin, touched=())
    assert isinstance(resident, Refusal) and resident.reason is Reason.NOT_PERMITTED
    common = await stairwell.does(deliberation.start_matter, "李楼长", **begin, touched=[Touch.COMMON_INCOME])
    assert common == Refusal(Reason.WRONG_STATE, {"what": "matter_touches_common_income"})
    other = Place(town.compound_id, town.buildings["9号楼"])
    elsewhere = await stairwell.does(deliberation.start_matter, "赵主任", place=other, proposal=proposal, touched=())
    assert elsewhere == Refusal(Reason.INVALID, {"what": "matter_homes_elsewhere"})
    for name in ("李楼长", "赵主任"):
        places = await deliberation_pages.matter_places(stairwell.database, actor=town[name].actor)
        assert [label for _, label in places] == (
            ["中华园3号楼"] if name == "李楼长" else ["中华园", "中华园3号楼", "中华园9号楼"]
        )
    number = await stairwell.starts()
    nobody, neighbour, read = town["路过的人"].actor, town["王阿姨"].actor, deliberation_pages
    assert await read.matter_page(stairwell.database, actor=nobody, matter_id=number, at=stairwell.at) is None
    assert await read.opinions_of(stairwell.database, actor=nobody, matter_id=number) is None
    assert await read.matters_for(stairwell.database, actor=nobody) == []
    assert [one.id for one in await read.matters_for(stairwell.database, actor=neighbour)] == [number]
    await stairwell.done(deliberation_stops.stop_matter, "李楼长", matter_id=number, reason="街道给装了")
    assert (await stairwell.matter(number)).reason == "街道给装了"
    missing = await stairwell.does(deliberation_stops.stop_matter, "李楼长", matter_id=99, reason="x")
    assert missing == Refusal(Reason.NOT_FOUND, {"what": "matter"})
