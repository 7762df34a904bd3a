"""While a vote is open, whoever presses whatever they can reach reads no choice but their own, and no count by choice.

Every role walks (tests/crawl.py); what the product keeps, sends later, logs and shows in a browser is read besides.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.outcomes import Done
from domain.permissions import PERMISSIONS
from domain.registry import HOME_ROLES, Place, RoleKind
from domain.vote_reminders import reminder_days
from domain.voting.ballots import Choice
from domain.voting.rules import Measure
from domain.voting.votes import Vote
from handlers.context import Desk
from handlers.routes import BUTTONS, COMMANDS
from rendering.dispatch import Drawing
from rendering.notices import draw
from rendering.texts import texts
from rendering.voting import amount
from sandbox.paper import printed_words
from services.vote_reminders import remind_voters
from services.voting_box import ballot_box
from storage.database import Database
from storage.schema.base import metadata
from storage.schema.traffic import outbox
from tests.builders import CREW, Neighbour, Town, agree, found_town, settle_in
from tests.cities import own_shelf
from tests.crawl import Said, Walk, Walker
from tests.services.rolls import MOTION, Estate, OwnedHome, build_estate, posted
from tests.services.test_voting import cast, play
from tests.web.doorstep import Doorstep, visiting

APPROVE, REJECT, ABSTAIN = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN
HERE, ZONE = "https://zhonghuayuan.example", ZoneInfo("Asia/Shanghai")
LAST = ("vz", "rz")
CAST = {APPROVE: 13, REJECT: 17, ABSTAIN: 2}
"""Homes by choice; all who walk have approved, so that no other choice is theirs to read."""
SILENT = 8
VOTERS = ("业主39", "妻", "夫")
"""Those who own what is voted for: they walk first, while it is she whom they have named."""
LONG = replace(MOTION, text=MOTION.text * 30)
TOGETHER = OwnedHome("999", ("夫", "妻"), 9101)


@dataclass(frozen=True)
class Ground:
    """An open vote in which people have voted, and those who walk (投票中的小区)."""

    town: Town
    vote: Vote
    walkers: Mapping[str, Neighbour]


def area_of(number: int) -> int:
    """No two choices add up to the same area."""
    return 9000 + number * number


HOMES = [OwnedHome(f"{100 + n}", (f"业主{n}",), area_of(n)) for n in range(1, sum(CAST.values()) + SILENT)]
PEOPLE = ["妻", *(home.owners[0] for home in reversed(HOMES))]
"""In the order in which they vote; the last do not."""
CHOICES = [choice for choice, count in CAST.items() for _ in range(count)]


async def opened(database: Database, at: datetime) -> Ground:
    """So many have voted each way, the card in the group has been shown anew; silence counts, so homes are served."""
    database.shelf = own_shelf("[counting]\ndeemed = { value = 'follow_majority', bylaw = '中华园议事规则第18条' }")
    town = await found_town(database, at)
    estate = await build_estate(database, town, [*HOMES, TOGETHER, OwnedHome("998", ("妻",))], at)
    vote = await posted(database, estate, at, LONG)
    await play(database, vote, "open", vote.opens_at)
    together = await name_her(database, estate, vote)
    for name, choice in zip(PEOPLE, CHOICES, strict=False):
        head = together if name == "妻" else None
        person = estate.owners[name].person_id
        outcome = await cast(database, vote, person, choice, vote.opens_at, source=name, head=head)
        assert isinstance(outcome, Done)
    await play(database, vote, "show", vote.opens_at)
    return Ground(town, vote, await walkers(database, estate, at))


async def name_her(database: Database, estate: Estate, vote: Vote) -> int:
    """They own it together and named her; whose vote it is."""
    async with database.transaction() as transaction:
        (theirs,) = await transaction.voting.entitlements(vote.id, estate.owners["夫"].person_id, vote.opens_at)
        await transaction.namings.name(theirs.head_id, estate.numbers["妻"])
        return theirs.head_id


SERVING = {
    "家人": RoleKind.RESIDENT,
    "居民代表": RoleKind.REPRESENTATIVE,
    "监票人": RoleKind.SCRUTINEER,
    "物业": RoleKind.CONCERNED_UNIT,
}


async def walkers(database: Database, estate: Estate, at: datetime) -> dict[str, Neighbour]:
    """Somebody of each kind, and both who own a home together."""
    town = estate.town
    building = Place(town.compound_id, town.buildings["3号楼"])
    async with database.transaction() as transaction:
        more = {
            name: await settle_in(transaction, name, 9000 + n, kind, building if kind in HOME_ROLES else town.place, at)
            for n, (name, kind) in enumerate(SERVING.items())
        }
        for name in VOTERS:
            await transaction.registry.grant(estate.owners[name].person_id, RoleKind.OWNER, building, by=None, at=at)
    crew = {name: person for name, person in town.people.items() if name != "王阿姨"}
    return {**{name: estate.owners[name] for name in VOTERS}, **crew, **more}


HARMLESS = (
    re.compile(r"同意的事项|同意过什么|要多少人同意|几位都同意|又同意收提醒|您同意的话|同意，(接着用|登记)"),
    re.compile("yes-no-abstain"),
    re.compile(r"本人同意才写|另一位委员会成员同意|同意(才|把公示栏)?公开|请您同意|另一位成员同意"),
    re.compile(r"不同意(，?什么也不耽误|$|见，请书面)|：没有同意$|：同意了（|同意 ?\d ?项|1个同意2项"),
)
"""Agreeing to something else than the motion, and what a ballot is called."""
CHOSEN = re.compile("同意|反对|弃权|approve|reject|abstain", re.IGNORECASE)
OWN = re.compile("同意|approve")
"""What those who walk have chosen themselves, and may read."""
ON_BALLOTS = frozenset({"vtc", "vt3", "vt8"})
"""Where every choice is offered: by button, and printed."""


def counted() -> re.Pattern[str]:
    """How many chose what and their area, as words would say it; nothing that may be told comes to that."""
    areas = [TOGETHER.area or 0, *(home.area or 0 for home in reversed(HOMES))]
    sums = [sum(area for area, chosen in zip(areas, CHOICES, strict=False) if chosen is choice) for choice in CAST]
    said = [re.escape(amount(Measure.AREA, area)) for area in sums]
    many = "|".join(str(count) for count in CAST.values() if count > SILENT)
    heads = len(HOMES) + 2
    alone = [rf"(?<![0-9A-Za-z]){area}(?![0-9A-Za-z])" for area in sums]  # in a hash these figures may stand by chance
    return re.compile("|".join([*said, *alone, rf"\b({many}) ?[人户票]", rf"\b({many})/({heads}|32)\b"]))


COUNTED = counted()


def leaks(words: str, *, voter: bool = False) -> list[str]:
    """The lines that say a choice, or how many chose it."""
    lines = words.splitlines()
    for known in (*HARMLESS, *([OWN] if voter else [])):
        lines = [known.sub("", line) for line in lines]
    return [line for line in lines if CHOSEN.search(line) or COUNTED.search(line)]


def words_of(said: Said) -> Iterator[str]:
    """All that can be read in it: the words, the buttons, the file. A ballot names every choice, each by itself."""
    yield said.words
    yield from (label for label, data in said.keys if not (data[1:4] in ON_BALLOTS and CHOSEN.fullmatch(label)))
    if said.file is not None:
        yield from (run for run in read(said.file) if run not in ("同意", "反对", "弃权"))


def read(file: bytes) -> list[str]:
    """A sheet, a workbook, or words for programs."""
    if file.startswith(b"%PDF"):
        return printed_words(file)
    if file.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(file)) as workbook:
            return [workbook.read(name).decode() for name in workbook.namelist() if name.endswith(".xml")]
    return [] if file.startswith(b"\x89PNG") else [file.decode()]  # the words of a picture stand in its caption, too


NOT_REACHED = {
    "a report stands, and is answered": (
        "is it if ix ig in iu ibp iza izb izc izd iys iym iyh iyd iyw iyj ida idb idc idf imd imp imw imx isa isb isc"
        " gcm kc kd ki kj kk kl km"
    ),
    "the same breaks three times": "krl krs krd kra",
    "a report leads to a matter": "kci kcm",
    "a report cannot wait": "kua kud kul",
    "somebody follows a known fault, or reports past it, or it is of one entrance": "kfu kfx kfi",
    "whom to call is written down": "idd ide iut",
    "somebody writes what a report is": "ir im ie ik ij iq ib ip ka kb ke kf kg kh",
    "a whistle is blown, and units are called": (
        "whc whd whe whf whh whm whn who whp whr whs wht whu whv whw whx why whz"
    ),
    "a unit stands by the compound": "bje bjp",
    "more waits in a compound than a page of the desk shows": "cdi",
    "more places than a screen has keys for": "kfp kfw qp",
    "wishes are made and claimed": "xyc xyd xye xyh xyp xyr xys xyt xyw xyz",
    "numbers are taken at the window": "bse bst bsx bsy",
    "another wall is linked": "wle wlf wlg wlh wli",
    "a list is made, and its items are struck off": "qda qdh qdd qde qdi qdw qdc qdg qdp qds qdm qdl",
    "a neighbour is in a group of residents, a report stands there": "jdd jdj jdk jdo",
    "all homes are asked what is most pressing": "zjc zjd zjm zjs",
    "a monthly meeting is set": "yhs yhm yhr yht yhd yha yhb yhw",
    "fees are paid ahead": "yjr yjb yjm yjy yjw yjt yjo yjv yjh yjc yjs yjz",
    "money is put together": "cqs cqd cqu cqc cqy cqw cqt cqm cqh",
    "a year is settled": "jes jei jew jem jec jet jea jey jeq jef",
    "something is done by the hour": "jss jsy jse jsi jsd jsx jsj jsp jsv jsc jsg",
    "an account is opened, and lines are put down": "zmo zmg zms zmi zmp zmm zmk zmc zmy zmw zmv",
    "an account is registered, has contracts and many statements": "zdl zds zdw zdy zdn zdm zdc zdv zmd",
    "rooms and grounds are written down": "zrg zrl zrn zrc zru zrm zrt zrp",
    "an account is closed, exported, laid beside the bank": (
        "zbe zmf zmz zmx zpe zpl zps zpm zpg zpy zpc zpo zpa zbl zbn zbc zbs zbi zbw zbp"
    ),
    "somebody writes what a poll asks": "pob pon poi poe pow pot poh pop pod pox pos pom pou poc pof pok poz",
    "somebody writes an announcement": "ao ai av ar ae ak aw aj az ac ay al an ag af ax ap at au am as",
    "our pages have an address, and the board goes up on the web": "gsk gsg",
    "somebody writes one text for several compounds": "aka akc akl akp aks",
    "somebody writes a vote's title, or has several places": "vtd vtv vtp vwa vwb vwh vwn",
    "a vote among options": "vty vt0",
    "a meeting, where votes are by name": "vma vmb vmc vmd vme vmf vmg vmh vmi vmj vmk vml",
    "an election is held": "elb elc eld ele elf elg eli elj elk ell elm eln elo elp elq elr elv elw elx ely elz",
    "an election has gone on, or is petitioned for": "epc epd epe epf epg eph epi epj epk epl epm epn epo epp epq epr",
    "somebody is appointed, or agrees on paper": "eps ept",
    "an election is on paper": "eqa eqb eqc eqd eqe eqf eqg eqh eqi eqj eqk eql eqm",
    "somebody writes a paper's number": "vt3 vt4 vt5 vt6 vt7 vp1 vp3 vp4 vp6 vp7 vp8 vp9 vpa",
    "a vote is not open": "gso vtx vtk vto vtu vtw vda vdb vdc vp2",
    "somebody writes what a small matter is": (
        "mtt mtg mgc mgr mgl mgs mgf mgv mgx mgy mgz mgk mgw mgh mgn mge mgb muf mus"
    ),
    "a small matter stands, is doubted, or asks homes to chip in": (
        "mgd mgp mue mld mts mtr mto mtc mta mtu mtw mte mtp mtf mtd mtn mtx mtq mtm"
    ),
    "a matter of the whole compound is spoken of and answered": (
        "wsa wsc wsd wsf wsk wsm wsn wsp wsq wsr wss wst wsu wsw wsx wsy mty mtv qt"
    ),
    "a matter of the whole compound is run": (
        "cua cud cue cul cum cun cup cuq cur cus cuw cux "
        "mfa mfb mfc mfd mfe mff mfg mfh mfi mfj mfk mfl mfm mfn mfo mfp mfq mfr mfs mft mfu mfv mfw mfx mfy mfz"
    ),
    "a resident proposes something": "ppb ppe ppg ppi ppr pps ppt ppu ppw ppx ppy",
    "a matter's page has more than there is room for, its records have days": "mgm mud muh mui",
    "a matter is over": "mtj",
    "somebody writes what a danger is": "mug mup",
    "the work on a matter is given out, and told of": "gcs wkc wkf wkg wkl wkm wkn wkp wks wkv wkz mnx",
    "what was done is rated": "rtc rto rtq rts rtw rtz",
    "a group is bound": "gb gl",
    "a neighbour wants in, and nobody has said yes": "rq rw hr hc hd hhi hhj",
    "homes without slips, people in homes": "spa spb spc spd spe hhg hhh hhk hhl hp",
    "somebody writes what is built or sends a workbook": "rf unb uni unj wba wbb wbc",
    "many offices": "ofe ra rd",
    "a newer privacy notice, a printer's page, an incident": "vg qf xs",
}
"""What must be before a button is there; none of it is about an open vote."""


@dataclass
class Walked:
    """What was found on the way (走遍的所见)."""

    found: list[tuple[str, str, str]]
    reached: set[str]
    links: set[str]


async def walk_all(database: Database, ground: Ground) -> Walked:
    """Everybody through every door. Erasing one's data and leaving an office come last; the words read are Chinese."""
    await agree(database, *ground.walkers.values(), at=ground.vote.opens_at)
    desk = Desk(database, ZONE, "zh_Hans", HERE, ballot_box(database))
    doors = [f"/{name}" for name in {act: name for name, act in COMMANDS.items()}.values()]
    whole = Walked([], set(), set())
    for name, person in ground.walkers.items():
        walk = Walk(Walker(name, person.telegram_id), desk, ground.vote.opens_at, last=LAST, never=("sl:en",))
        await walk.begin([*doors, f"/start vote_{ground.vote.id}"])
        for after, said in walk.read:
            for words in words_of(said):
                whole.found += [(name, after, leak) for leak in leaks(words, voter=name in VOTERS)]
                whole.links |= set(re.findall(rf"{HERE}(/[^\s\"<]*)", words))
        whole.reached |= {kind.partition(":")[0] for kind in walk.kinds}
    return whole


async def test_nothing_that_anybody_can_press_open_or_look_up_says_a_choice_or_a_count(
    embedded: Database, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        ground = await opened(embedded, at)
        walked = await walk_all(embedded, ground)
        day = reminder_days(ground.vote, ZONE)[0]
        await remind_voters(embedded, subject=ground.vote.subject, due=day, source="remind", at=day)
    assert walked.found == []
    reasons = {prefix for prefixes in NOT_REACHED.values() for prefix in prefixes.split()}
    assert {button.prefix for button in BUTTONS} - walked.reached == reasons
    assert leaks(caplog.text) == []
    assert [leak async for leak in kept(embedded)] == []
    assert [leak async for leak in browsed(embedded, ground, walked.links)] == []


BOX = frozenset({"ballots", "openings"})
"""Where choices are, sealed: the ballots, and what opens the commitments of the journal."""


async def kept(database: Database) -> AsyncIterator[tuple[str, str]]:
    """Leaks in what stands in the records beside the ballots themselves; what waits to be sent, drawn."""
    async with database.reading() as transaction:
        for table in metadata.sorted_tables:
            if table.name not in BOX:
                for row in await transaction.ballots.rows(select(table)):
                    for leak in leaks(str(tuple(row))):
                        yield table.name, leak
        for row in await transaction.outbox.rows(select(outbox)):
            screen = draw(row.template, Drawing(texts("zh_Hans"), ZONE, row.queued_at, row.queued_at), row.facts).screen
            for leak in leaks("" if screen is None else str(screen.text)):
                yield row.template, leak


async def browsed(database: Database, ground: Ground, links: Iterable[str]) -> AsyncIterator[tuple[str, str]]:
    """Leaks on the pages that anybody can open, and on those whose address the walk was given."""
    pages = ["/", *(f"/b/{number}" for number in ground.town.buildings.values()), *sorted(links)]
    async with visiting(Doorstep(database, ground.vote.opens_at)) as visitor:
        for page in pages:
            answer = await visitor.opens(page)
            assert answer.status == 200, page
            for leak in leaks(re.sub("<[^>]*>", "", answer.words)):
                yield page, leak


def test_every_kind_of_role_walks_or_may_do_the_same_as_one_that_does() -> None:
    def may(kind: RoleKind) -> tuple[frozenset[str], bool]:
        return frozenset(act for act, kinds in PERMISSIONS.items() if kind in kinds), kind in HOME_ROLES

    walking = {RoleKind.OWNER, *SERVING.values(), *(kind for _, kind, _ in CREW.values() if kind is not None)}
    assert {may(kind) for kind in RoleKind} == {may(kind) for kind in walking}


@pytest.mark.parametrize(
    "said",
    [
        "3号楼302：反对",
        "反对 17 人，弃权 2 人",
        "已参加 17/32 人",
        "面积 1,595.45 ㎡",
        '{"choice": "abstain"}',
        '{"area": 159545}',
        "同意 13",
    ],
)
def test_what_would_be_a_leak_is_found(said: str) -> None:
    assert leaks(said) == [said] == leaks(f"您好\n{said}")


def test_figures_within_a_hash_are_no_leak() -> None:
    assert leaks("9f159545ab") == []
