"""What helps a matter on: for whatever is missing, the act that supplies it, by whoever may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import select

from domain.deliberation.answers import Verdict
from domain.deliberation.consultations import AnswerWords, UnitSays
from domain.deliberation.matters import Matter, MatterPage, deciding_vote
from domain.deliberation.opinions import Channel
from domain.deliberation.ratings import Worked
from domain.deliberation.stages import Need, Stage
from domain.deliberation.tasks import TaskPhoto, TaskPlan
from domain.issues import File
from domain.outcomes import Done
from domain.voting.votes import Vote, VoteState
from services import (
    answers,
    consultations,
    deliberation_doubts,
    deliberation_moves,
    deliberation_objections,
    deliberation_records,
    deliberation_versions,
    deliberation_work,
    opinions,
    ratings,
    tasks,
    vote_meetings,
    voting,
    voting_matters,
)
from services.deliberation_pages import voting_days
from storage.schema.answers import opinion_clusters
from storage.schema.consultations import consulted_units
from storage.schema.deliberation import matter_doubts, matter_objections
from storage.schema.deliberation import opinions as said
from storage.schema.tasks import tasks as work
from storage.schema.voting import vote_heads
from tests.builders import Neighbour
from tests.full_matters import figures_of
from tests.services.matters_at_doors import ring
from tests.services.matters_kept import electorate
from tests.services.matters_town import NO, YES, Commons

PHOTO = File("photo", "photo-1", size=9)
LETTER_WORDS = AnswerWords(UnitSays.AGREE, "", "张工", "参谋")
PHOTOGRAPHED = (Need.MINUTES, Need.PAPER)
HOUR = timedelta(hours=1)
OBJECTED = 0.5
"""How often somebody objects instead of waiting: one home of twelve, which the residents' meeting need not hear."""


async def onward(commons: Commons, number: int) -> None:
    """One step that helps this matter on; where nothing is left to do but wait, the time passes."""
    meeting = await commons.meeting()
    if meeting is not None:
        await decide(commons, meeting)
        return
    page = await commons.page(number)
    matter, needs = page.matter, {one.need: one for one in page.missing}
    decides = deciding_vote(matter)
    if decides is not None and (needs.keys() & {Need.CARRIED, Need.OWNERS_CARRIED}):
        await decide(commons, decides)
    elif not needs:
        await step(commons, page)
    elif wanted := [need for need in needs if need is not Need.TIME]:
        await SUPPLY[commons.dice.choice(wanted)](commons, matter)
    else:
        await wait(commons, page)


async def wait(commons: Commons, page: MatterPage) -> None:
    """Its time is all that is missing: opinions come, homes rate, and it passes."""
    matter = page.matter
    if matter.stage is Stage.RATING and commons.dice.random() < 0.5:
        worked = commons.dice.choice((Worked.DONE, Worked.DONE, Worked.NOT_DONE))
        await commons.does(ratings.rate_matter, commons.dice.choice(commons.owners), matter_id=matter.id, worked=worked)
        return
    if matter.full and matter.stage is Stage.DISCLOSING and commons.dice.random() < OBJECTED:
        act = deliberation_objections.object_to_matter
        await commons.does(act, commons.owners[0], matter_id=matter.id, words="晃眼")
        return
    over = next((one.until for one in page.missing if one.until is not None), commons.at + HOUR)
    await commons.wakes(over + commons.dice.choice((timedelta(), HOUR, timedelta(days=2))))


async def step(commons: Commons, page: MatterPage) -> None:
    """Nothing is missing: whoever runs it says so."""
    matter, staff = page.matter, runs(commons, page.matter)
    if not matter.full and matter.stage is Stage.SOLICITING:
        await commons.does(voting_matters.put_matter, staff, matter_id=matter.id, days=commons.dice.choice((1, 2)))
    elif not matter.full and matter.stage is Stage.DOING:
        await commons.does(deliberation_work.finish_work, staff, matter_id=matter.id, words="装好了")
    elif matter.move_by is None:
        await commons.does(deliberation_moves.ask_move, staff, matter_id=matter.id)
    else:
        await commons.does(deliberation_moves.confirm_move, staff, matter_id=matter.id, seen=page.seen)
    if not page.matter.procedure.step(matter.stage).by_two:
        await commons.passes(HOUR)


def runs(commons: Commons, matter: Matter) -> Neighbour:
    return commons.dice.choice(commons.members) if matter.full else commons.town["李楼长"]


# Whatever is missing


async def ask_people(commons: Commons, matter: Matter) -> None:
    today = commons.today
    words = {"matter_id": matter.id, "words": "晚上太暗", "day": today}
    if commons.dice.random() < 0.5:
        await commons.does(opinions.enter_opinion, runs(commons, matter), channel=Channel.VISIT, **words)
    else:
        use = {**words, "channel": commons.dice.choice((Channel.MEETING, Channel.WECHAT)), "homes": 5}
        await commons.does(answers.record_channel_use, runs(commons, matter), **use)


async def answer_people(commons: Commons, matter: Matter) -> None:
    async with commons.database.reading() as transaction:
        loose = select(said.c.id).where(
            said.c.matter_id == matter.id, said.c.cluster_id.is_(None), said.c.withdrawn.is_(False)
        )
        owed = select(opinion_clusters.c.id).where(
            opinion_clusters.c.matter_id == matter.id, opinion_clusters.c.verdict.is_(None)
        )
        strewn = (await transaction.connection.execute(loose)).scalars().all()
        waiting = (await transaction.connection.execute(owed)).scalars().all()
    staff = runs(commons, matter)
    if strewn:
        title = f"照明{strewn[0]}"
        await commons.does(answers.gather_opinions, staff, matter_id=matter.id, opinion_ids=strewn, title=title)
    elif waiting:
        reply = {"cluster_id": commons.dice.choice(waiting), "verdict": Verdict.ADOPTED, "reason": "写进方案"}
        await commons.does(answers.answer_cluster, staff, **reply)
    else:
        await ask_people(commons, matter)


def writing(need: Need) -> Callable[[Commons, Matter], Awaitable[None]]:
    """It is put on record, its photo is kept."""

    async def write(commons: Commons, matter: Matter) -> None:
        by = commons.dice.choice(commons.owners) if need is Need.ACCEPTED else runs(commons, matter)
        amount = 1_260_000 if need in (Need.BUDGET, Need.ACCOUNTS) else None
        photos = (PHOTO,) if need in PHOTOGRAPHED else ()
        values = {"need": need, "words": "记在案，赵主任、林委员", "amount": amount, "photos": photos}
        values["details"] = figures_of(need, commons.at)
        await commons.does(deliberation_records.note_record, by, matter_id=matter.id, **values)
        await commons.fetches()

    return write


async def consult(commons: Commons, matter: Matter) -> None:
    """Units are named, asked, and answer by their link; or their time passes and they are reminded."""
    mine = (consulted_units.c.matter_id == matter.id, consulted_units.c.round == matter.round)
    async with commons.database.reading() as transaction:
        units = (await transaction.connection.execute(select(consulted_units).where(*mine))).all()
    staff = runs(commons, matter)
    if not units:
        await commons.does(consultations.name_unit, staff, matter_id=matter.id, name="消防")
        return
    unit = commons.dice.choice(units)
    asked = await commons.does(consultations.ask_unit, staff, unit_id=unit.id)
    if commons.dice.random() < 0.3 and unit.until is not None:
        await commons.wakes(unit.until)
        await commons.does(consultations.remind_unit, staff, unit_id=unit.id)
    elif isinstance(asked, Done) and (link := await commons.opens(int(asked["link_id"]))) is not None:
        await commons.answers(consultations.answer_by_link, link=link, version=matter.version, words=LETTER_WORDS)


async def call(commons: Commons, matter: Matter) -> None:
    """The representatives are called, by whom the text is still to be changed sometimes."""
    if commons.dice.random() < OBJECTED:
        new = {"base": matter.version, "title": matter.title, "text": f"{matter.text}改过。", "why": "写错了"}
        await commons.does(deliberation_versions.redraft, runs(commons, matter), matter_id=matter.id, **new)
    day = commons.at + timedelta(days=commons.dice.randint(14, 22))
    meets = day.replace(hour=2, minute=0)
    await commons.does(voting_matters.call_meeting, runs(commons, matter), matter_id=matter.id, meets_at=meets)


async def put_owners(commons: Commons, matter: Matter) -> None:
    days = commons.dice.choice(await voting_days(commons.database, matter=matter))
    await commons.does(voting_matters.put_to_owners, runs(commons, matter), matter_id=matter.id, days=days)


async def wait_for_vote(commons: Commons, matter: Matter) -> None:
    await commons.passes(HOUR)


async def reply(commons: Commons, matter: Matter) -> None:
    mine = (matter_objections.c.matter_id == matter.id, matter_objections.c.round == matter.round)
    owed = select(matter_objections.c.number).where(*mine, matter_objections.c.answer == "")
    async with commons.database.reading() as transaction:
        numbers = (await transaction.connection.execute(owed)).scalars().all()
    if numbers:
        values = {"matter_id": matter.id, "number": numbers[0], "words": "灯罩朝下"}
        await commons.does(deliberation_objections.answer_objection, runs(commons, matter), **values)
    else:  # so many homes object that the residents' meeting decides: outside of this procedure
        await commons.passes(timedelta(days=3))


async def do_tasks(commons: Commons, matter: Matter) -> None:
    mine = (work.c.matter_id == matter.id, work.c.round == matter.round, work.c.state == "open")
    async with commons.database.reading() as transaction:
        numbers = (await transaction.connection.execute(select(work.c.id).where(*mine))).scalars().all()
    staff = runs(commons, matter)
    if not numbers:
        plan = TaskPlan("装灯", "照明公司", commons.today + timedelta(days=commons.dice.randint(2, 9)), 10_000)
        await commons.does(tasks.give_out_task, staff, matter_id=matter.id, plan=plan)
        return
    await commons.does(tasks.show_task, staff, task_id=numbers[0], shows=TaskPhoto.AFTER, photo=PHOTO)
    await commons.fetches()
    await commons.does(tasks.finish_task, staff, task_id=numbers[0], words="都亮了", spent=10_000)


async def look_again(commons: Commons, matter: Matter) -> None:
    """Whoever said that it is not done says that it is now, or nothing."""
    doubting = select(matter_doubts.c.person_id).where(matter_doubts.c.matter_id == matter.id)
    async with commons.database.reading() as transaction:
        people = (await transaction.connection.execute(doubting.order_by(matter_doubts.c.id))).scalars().all()
    for one in commons.everybody if commons.dice.random() < 0.5 else ():
        if one.person_id in people:
            await commons.does(deliberation_doubts.settle_doubt, one, matter_id=matter.id)
    await commons.passes(timedelta(days=2))


async def show(commons: Commons, matter: Matter) -> None:
    await commons.does(deliberation_work.show_work, runs(commons, matter), matter_id=matter.id, photo=PHOTO)
    await commons.fetches()


SUPPLY: dict[Need, Callable[[Commons, Matter], Awaitable[None]]] = {
    Need.CHANNELS: ask_people,
    Need.ANSWERED: answer_people,
    Need.UNITS: consult,
    Need.CALLED: call,
    Need.CARRIED: wait_for_vote,
    Need.OWNERS_CARRIED: put_owners,
    Need.OBJECTIONS: reply,
    Need.TASKS: do_tasks,
    Need.PROOF: show,
    Need.SETTLED: look_again,
    **{
        need: writing(need)
        for need in (
            Need.STUDIED,
            Need.PRESENT,
            Need.DECLARED,
            Need.BUDGET,
            Need.MINUTES,
            Need.PAPER,
            Need.ACCOUNTS,
            Need.ACCEPTED,
        )
    },
}


# A vote


async def decide(commons: Commons, number: int) -> None:
    """One step of the vote it waits for."""
    async with commons.database.reading() as transaction:
        vote = await transaction.voting.find(number)
    assert vote is not None
    if vote.state is VoteState.SEALED:
        second = next(one for one in commons.members if one.person_id != vote.started_by)
        await commons.does(voting.confirm_result, second, vote_id=number)
        await commons.passes(HOUR / 60)
    elif vote.state is VoteState.OPEN and commons.at < vote.closes_at:
        await ballot(commons, vote)
    elif vote.state is VoteState.POSTED and commons.at < vote.opens_at:
        await commons.wakes(vote.opens_at)
    elif vote.state is VoteState.POSTED and vote.in_meeting and commons.at < vote.closes_at:
        await meet(commons, vote)
    else:
        await commons.wakes(max(commons.at, vote.closes_at) + HOUR / 60)


async def meet(commons: Commons, vote: Vote) -> None:
    for one in commons.representatives:
        await commons.does(vote_meetings.sign_in, one, vote_id=vote.id, head_id=0)
    opened = await commons.does(vote_meetings.open_meeting_vote, commons.members[0], vote_id=vote.id)
    if not isinstance(opened, Done):
        await commons.wakes(vote.closes_at + HOUR)


async def ballot(commons: Commons, vote: Vote) -> None:
    """Those who have not voted do so, at the doors and on their phones, strangers try to, and the vote closes."""
    await ring(commons, vote)
    speaks = await electorate(commons.database, vote.id, commons.at)
    silent = select(vote_heads.c.id).where(vote_heads.c.vote_id == vote.id, vote_heads.c.seq == 0)
    async with commons.database.reading() as transaction:
        heads = (await transaction.connection.execute(silent)).scalars().all()
    if heads:
        await commons.casts(vote.id, commons.dice.choice(heads), commons.anybody().person_id, NO)
    against = 0.7 if commons.dice.random() < commons.quarrels else 0.0
    for head in heads:
        if speaks[head]:
            marks = NO if commons.dice.random() < against else YES
            await commons.casts(vote.id, head, min(speaks[head]), marks)
    if vote.in_meeting:
        await commons.does(vote_meetings.close_meeting_vote, commons.members[0], vote_id=vote.id)
    else:
        await commons.wakes(vote.closes_at + HOUR / 60)
