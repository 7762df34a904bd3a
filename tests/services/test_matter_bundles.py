"""The file of a matter that is over, on both databases: whole, covered, the same bytes each time, and checkable."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zipfile import ZipFile

import pytest

from bot.bundling import examine
from domain.deliberation.bundle_checks import MANIFEST, Wrong
from domain.deliberation.bundles import Bundle
from domain.deliberation.channel_uses import ChannelUse
from domain.deliberation.consultations import AnswerWords, UnitSays
from domain.deliberation.opinions import Channel
from domain.deliberation.ratings import Content, Rating, Worked, rating_count
from domain.deliberation.stages import Need, Stage
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, RoleKind
from rendering.matter_bundles import file_name, write_bundle
from services import (
    attachments,
    consultations,
    deliberation_objections,
    deliberation_records,
    deliberation_stops,
    opinions,
    ratings,
)
from services.matter_bundles import matter_bundle, matter_numbered
from storage.database import Database
from tests.builders import settle_in
from tests.services.working import PHOTO, Works, at_work

GIVEN_AWAY = "邻居0说的，我住104，电话13812345678，找赵主任"
"""Everything that must not be read outside, in somebody's own words."""

HASH = re.compile("[0-9a-f]{64}")

SECRETS = ("邻居", "104", "13812345678", "赵主任", "张工", "参谋")


@pytest.fixture
async def works(database: Database, at: datetime) -> Works:
    """Spoken of, consulted, decided, objected to, done, rated, over: with a photo wherever one is asked for."""
    made = await at_work(database, at)
    number, home = made.matter_id, made.homes[0]
    await made.stands_in(Stage.SOLICITING)
    await made.done(opinions.give_opinion, home, matter_id=number, words=GIVEN_AWAY)
    async with database.transaction() as transaction:
        use, by = ChannelUse(Channel.VISIT, date(2026, 11, 20), 3, "邻居1家没人"), made.town["赵主任"].person_id
        await transaction.answers.use(number, use, by=by, at=made.at)
        cluster = await transaction.answers.gather(number, "邻居0的事", by=by, at=made.at)
        await transaction.answers.write(
            cluster, verdict="adopted", reason="照邻居0说的办", answered_by=by, answered_at=made.at
        )
        said = (await transaction.deliberation.opinions(number, None))[0]
        await transaction.answers.place([said.id], cluster)
    await made.stands_in(Stage.CONSULTING)
    named = await made.done(consultations.name_unit, "赵主任", matter_id=number, name="供电")
    await made.done(consultations.ask_unit, "赵主任", unit_id=named["unit_id"])
    words = AnswerWords(UnitSays.AGREE, "同意，找邻居2接线", "张工", "参谋")
    letter = {"words": words, "day": made.at.date(), "letter": PHOTO}
    await made.done(consultations.enter_answer, "赵主任", unit_id=named["unit_id"], **letter)
    await made.stands_in(Stage.DISCLOSING)
    note = {"matter_id": number, "words": "大门口，赵主任、林委员贴的", "photos": [PHOTO]}
    await made.done(deliberation_records.note_record, "赵主任", need=Need.PAPER, **note)
    await made.done(deliberation_objections.object_to_matter, home, matter_id=number, words=GIVEN_AWAY)
    await made.stands_in(Stage.DOING)
    await made.finishes(await made.gives_out(what="装路灯，邻居3家门口"))
    await made.stands_in(Stage.RATING)
    await made.done(ratings.rate_matter, home, matter_id=number, worked=Worked.DONE, content=Content.PLEASED)
    await made.fetches()
    await made.stands_in(Stage.ARCHIVED)
    return made


async def gathered(works: Works, who: str = "赵主任") -> Bundle:
    found = await matter_bundle(works.database, actor=works.town[who].actor, matter_id=works.matter_id)
    assert isinstance(found, Bundle), found
    return found


async def content(works: Works, number: int) -> bytes | None:
    return await attachments.content(works.database, attachment_id=number)


async def written(works: Works, bundle: Bundle) -> io.BytesIO:
    into = io.BytesIO()
    await write_bundle(into, bundle, partial(content, works), works.database.zone)
    return into


async def test_it_is_the_same_file_for_everybody_and_agrees_with_itself(works: Works) -> None:
    chair, resident = await gathered(works), await gathered(works, "王阿姨")
    first, second = await written(works, chair), await written(works, resident)
    assert first.getvalue() == second.getvalue()
    assert examine(first) == []
    assert file_name(chair) == "归档-中华园-第1号-院内路灯改造.zip"
    with ZipFile(first) as archive:
        assert archive.namelist() == [
            "目录.html",
            "contents.html",
            "方案/第1稿.json",
            "留痕.jsonl",
            "照片/01-做完后.jpg",
            "照片/02-贴出来的公告.jpg",
            MANIFEST,
        ]


async def test_everything_is_in_it(works: Works) -> None:
    with ZipFile(await written(works, await gathered(works))) as archive:
        page, english = archive.read("目录.html").decode(), archive.read("contents.html").decode()
    for words in (
        "院内路灯改造",
        "采纳：",
        "供电",
        "对第1稿：同意",
        "2,000.00 元",
        "纸质公告",
        "委员会成员记",
        "办好了吗：1/5 户说了",
    ):
        assert words in page, words
    assert "10,000.00 元" in page and "有签名、印章，不放进来" in page and "Opinions and answers" in english


async def test_what_a_handful_of_homes_said_of_the_work_is_not_told(works: Works) -> None:
    """Each question for itself, as on the public board: five say whether it is done, four whether they are content."""
    bundle = await gathered(works)
    said = [Rating(Worked.DONE, content) for content in (None, *[Content.PLEASED] * 3, Content.DISPLEASED)]
    with ZipFile(await written(works, replace(bundle, rating=rating_count(said, 9)))) as archive:
        page, english = archive.read("目录.html").decode(), archive.read("contents.html").decode()
    assert "办好了 5 户" in page and "Yes 5 homes" in english
    assert "满意吗：4/9 户说了，不到5户" in page and "4 of 9 homes said, fewer than 5" in english
    assert "不满意 1 户" not in page and "no 1" not in english


async def test_nobody_is_found_in_it(works: Works) -> None:
    whole = await written(works, await gathered(works))
    with ZipFile(whole) as archive:
        names = [name for name in archive.namelist() if not name.startswith("照片")]
        read = {name: HASH.sub("", archive.read(name).decode()) for name in names}
    found = [(name, secret) for name, text in read.items() for secret in SECRETS if secret in text]
    assert found == []
    assert "＊" in read["目录.html"]


async def test_what_residents_did_stands_in_the_journal_by_its_hash_alone(works: Works) -> None:
    bundle = await gathered(works)
    types = {entry.type: entry.seq in bundle.whole for entry in bundle.journal}
    assert types["started"] and types["noted"] and types["unit_answered"] and types["task_done"]
    assert not types["opinion"] and not types["objected"]


async def test_a_changed_word_is_found_and_named(works: Works) -> None:
    bundle = await gathered(works)
    changed = bytearray((await written(works, bundle)).getvalue())
    place = changed.index("盏太阳能".encode())
    changed[place : place + 3] = "台".encode()
    assert {one.which for one in examine(io.BytesIO(changed))} == {"目录.html"}
    text = replace(bundle, versions=(replace(bundle.versions[0], text="改成三盏"),))
    assert Wrong.TEXT in {one.wrong for one in examine(await written(works, text))}
    entry = replace(bundle.journal[0], body={**bundle.journal[0].body, "by": 999})
    journal = replace(bundle, journal=(entry, *bundle.journal[1:]))
    assert Wrong.LINK in {one.wrong for one in examine(await written(works, journal))}
    shorter = replace(bundle, journal=bundle.journal[:-1])
    assert Wrong.HEAD in {one.wrong for one in examine(await written(works, shorter))}


async def test_any_byte_that_is_changed_is_noticed(works: Works) -> None:
    sound = (await written(works, await gathered(works))).getvalue()
    unnoticed = []
    for place in range(0, len(sound), 97):
        changed = bytearray(sound)
        changed[place] ^= 1
        if not examine(io.BytesIO(changed)):
            unnoticed.append(place)
    assert unnoticed == []
    assert examine(io.BytesIO(sound[:-30]))[0].wrong is Wrong.UNREADABLE
    assert examine(io.BytesIO(sound + b"more"))[0].wrong is Wrong.OUTSIDE


async def test_a_file_more_or_less_is_named(works: Works) -> None:
    sound = await written(works, await gathered(works))
    more, fewer = io.BytesIO(sound.getvalue()), io.BytesIO()
    with ZipFile(more, "a") as archive:
        archive.writestr("别的.txt", "多出来的")
    assert [(one.wrong, one.which) for one in examine(more)] == [(Wrong.EXTRA, "别的.txt")]
    with ZipFile(sound) as whole, ZipFile(fewer, "w") as archive:
        for info in whole.infolist():
            if not info.filename.startswith("照片/01"):
                archive.writestr(info, whole.read(info))
    assert [(one.wrong, one.which) for one in examine(fewer)] == [(Wrong.MISSING, "照片/01-做完后.jpg")]


async def test_only_what_is_over_and_only_for_those_who_are_there(works: Works) -> None:
    stranger = await matter_bundle(works.database, actor=Actor(None, ()), matter_id=works.matter_id)
    assert isinstance(stranger, Refusal) and stranger.reason is Reason.NOT_FOUND
    compound = works.town.compound_id
    assert await matter_numbered(works.database, compound_id=compound, number=1) == works.matter_id
    assert await matter_numbered(works.database, compound_id=compound, number=9) == 0
    await works.stands_in(Stage.DOING)
    early = await matter_bundle(works.database, actor=works.town["赵主任"].actor, matter_id=works.matter_id)
    assert isinstance(early, Refusal) and early.facts["what"] == "matter_not_over"


async def test_what_was_stopped_has_a_file_too(database: Database, at: datetime) -> None:
    works = await at_work(database, at)
    await works.stands_in(Stage.SOLICITING)
    async with database.transaction() as transaction:
        member = await settle_in(transaction, "林委员", 980, RoleKind.COMMITTEE, works.town.place, at)
    await works.done(deliberation_stops.stop_matter, "赵主任", matter_id=works.matter_id, reason="邻居0不同意")
    async with database.reading() as transaction:
        seen = (await transaction.journal.last(f"matter:{works.matter_id}"))[0]
    await works.done(deliberation_stops.confirm_stop, member, matter_id=works.matter_id, seen=seen)
    whole = await written(works, await gathered(works))
    assert examine(whole) == []
    with ZipFile(whole) as archive:
        assert "原因：＊不同意" in archive.read("目录.html").decode()
