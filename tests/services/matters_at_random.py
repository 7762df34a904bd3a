"""What anybody might press, send or hand in at any moment, right or wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from domain.deliberation.answers import Verdict
from domain.deliberation.classification import Touch
from domain.deliberation.consultations import AnswerWords, UnitSays
from domain.deliberation.matters import Matter, deciding_vote
from domain.deliberation.ratings import Worked
from domain.deliberation.records import FORMS
from domain.deliberation.stages import Need, Stage
from domain.deliberation.tasks import TaskPhoto, TaskPlan
from domain.outcomes import Done, Outcome
from services import (
    answers,
    consultations,
    deliberation_full,
    deliberation_moves,
    deliberation_objections,
    deliberation_records,
    deliberation_stops,
    deliberation_versions,
    deliberation_work,
    opinions,
    ratings,
    tasks,
    vote_meetings,
    voting,
    voting_matters,
)
from storage.schema.deliberation import matters
from storage.schema.voting import vote_heads, votes
from tests.full_matters import figures_of
from tests.services.matters_at_doors import at_doors
from tests.services.matters_onward import PHOTO
from tests.services.matters_town import BEGUN, NO, YES, Commons

Deed = Callable[[Commons, Matter], Awaitable[object]]
SET_BACK = 0.25
"""How often what happens is something that puts it back."""
AROUND = 9
"""Numbers of opinions, tasks, units and answers are guessed among so many."""


def guess(commons: Commons) -> int:
    return commons.dice.randint(1, AROUND)


def by_anybody(act: Callable[..., Awaitable[Outcome]], **values: object) -> Deed:
    """Somebody does this to the matter."""

    async def deed(commons: Commons, matter: Matter) -> object:
        return await commons.does(act, commons.anybody(), matter_id=matter.id, **values)

    return deed


async def doubt(commons: Commons, matter: Matter) -> object:
    """By a home: it is not done."""
    home = commons.dice.choice(commons.owners[:3])
    return await commons.does(deliberation_work.doubt_work, home, matter_id=matter.id, words="不亮")


async def confirm(commons: Commons, matter: Matter) -> object:
    """By somebody who looked just now, or a while ago."""
    async with commons.database.reading() as transaction:
        seq, _ = await transaction.journal.last(matter.subject)
    seen = seq - (seq % 4 == 0)
    return await commons.does(deliberation_moves.confirm_move, commons.anybody(), matter_id=matter.id, seen=seen)


async def call_off(commons: Commons, matter: Matter) -> object:
    """The vote it waits for is withdrawn by who may."""
    number = deciding_vote(matter)
    if number is None:
        return None
    return await commons.does(voting.cancel_vote, commons.dice.choice(commons.members), vote_id=number)


BESIDES = (Need.CHOSEN, Need.MONITORS, Need.APPLIED)
"""What is named besides and holds nothing up; tried elsewhere."""


async def note(commons: Commons, matter: Matter) -> object:
    need = commons.dice.choice([need for need in FORMS if need not in BESIDES])
    photos = (PHOTO,) if FORMS[need].photo else ()
    amount = 900_00 if FORMS[need].amount else None
    values = {"need": need, "words": "又记一条，赵主任、林委员", "amount": amount, "photos": photos}
    values["details"] = figures_of(need, commons.at)
    return await commons.does(deliberation_records.note_record, commons.anybody(), matter_id=matter.id, **values)


def written_anew(act: Callable[..., Awaitable[Outcome]], *, rightly: bool = False) -> Deed:
    """By somebody; `rightly`: by who may."""

    async def deed(commons: Commons, matter: Matter) -> object:
        who = commons.dice.choice(commons.members) if rightly else commons.anybody()
        text = f"{matter.text[:60]}\n第{len(commons.path)}处改动。"
        values = {"base": matter.version, "title": matter.title, "text": text, "why": "住户提的"}
        return await commons.does(act, who, matter_id=matter.id, **values)

    return deed


def revised(*, rightly: bool = False) -> Deed:
    """从头征求; where a second person has to agree, another member does, who has read it."""
    write = written_anew(deliberation_versions.revise, rightly=rightly)

    async def deed(commons: Commons, matter: Matter) -> object:
        asked = await write(commons, matter)
        now = await commons.matter(matter.id)
        if not isinstance(asked, Done) or now.revising is None:
            return asked
        second = next(one for one in commons.members if one.person_id != now.revising.by)
        seen = (await commons.page(matter.id)).seen
        return await commons.does(deliberation_versions.confirm_revision, second, matter_id=matter.id, seen=seen)

    return deed


async def answer_objection(commons: Commons, matter: Matter) -> object:
    values = {"matter_id": matter.id, "number": commons.dice.randint(1, 3), "words": "说明"}
    return await commons.does(deliberation_objections.answer_objection, commons.anybody(), **values)


async def speak(commons: Commons, matter: Matter) -> object:
    deed = commons.dice.randint(0, 3)
    who, number = commons.anybody(), guess(commons)
    if deed == 0:
        return await commons.does(opinions.withdraw_opinion, who, opinion_id=number)
    if deed == 1:
        return await commons.does(opinions.amend_opinion, who, opinion_id=number, words="换个说法")
    if deed == 2:
        return await commons.does(opinions.support_opinion, who, opinion_id=number)
    return await commons.does(opinions.give_opinion, who, matter_id=matter.id, words="灯要亮")


async def gather(commons: Commons, matter: Matter) -> object:
    who, number = commons.anybody(), guess(commons)
    if commons.dice.random() < 0.5:
        return await commons.does(answers.reopen_answer, who, cluster_id=number)
    values = {"cluster_id": number, "verdict": Verdict.DECLINED, "reason": "钱不够"}
    return await commons.does(answers.answer_cluster, who, **values)


async def ask_unit(commons: Commons, matter: Matter) -> object:
    who, number = commons.anybody(), guess(commons)
    deed = commons.dice.randint(0, 3)
    if deed == 0:
        return await commons.does(consultations.name_unit, who, matter_id=matter.id, name=f"单位{number}")
    if deed == 1:
        return await commons.does(consultations.drop_unit, who, unit_id=number, reason="不归它管")
    if deed == 2:
        return await commons.does(consultations.remind_unit, who, unit_id=number)
    return await commons.does(consultations.ask_unit, who, unit_id=number)


async def answer_for_unit(commons: Commons, matter: Matter) -> object:
    """By a link that was handed out at some time, to some version."""
    if not commons.links:
        return None
    link, version = commons.dice.choice(commons.links), commons.dice.randint(1, 3)
    words = AnswerWords(commons.dice.choice(list(UnitSays)), "留四米", "张工", "参谋")
    return await commons.answers(consultations.answer_by_link, link=link, version=version, words=words)


async def call(commons: Commons, matter: Matter) -> object:
    meets = commons.at + timedelta(days=commons.dice.randint(1, 25))
    return await commons.does(voting_matters.call_meeting, commons.anybody(), matter_id=matter.id, meets_at=meets)


async def cast(commons: Commons, matter: Matter) -> object:
    """For any head of any vote, by anybody: at the last vote mostly."""
    async with commons.database.reading() as transaction:
        run = transaction.connection.execute
        heads = (await run(select(vote_heads.c.id, vote_heads.c.vote_id).order_by(vote_heads.c.id.desc()))).all()
    if not heads:
        return None
    head, other = commons.dice.choice(heads[:14]), commons.dice.choice(heads)
    vote = head.vote_id if commons.dice.random() < 0.8 else other.vote_id
    marks = commons.dice.choice((YES, NO))
    return await commons.casts(vote, head.id, commons.anybody().person_id, marks)


async def vote(commons: Commons, matter: Matter) -> object:
    """Some step of some vote, at the wrong moment mostly."""
    async with commons.database.reading() as transaction:
        numbers = (await transaction.connection.execute(select(votes.c.id))).scalars().all()
    if not numbers:
        return None
    who, number = commons.anybody(), commons.dice.choice(numbers)
    act = commons.dice.choice(
        (
            voting.cancel_vote,
            voting.confirm_result,
            vote_meetings.open_meeting_vote,
            vote_meetings.close_meeting_vote,
        )
    )
    return await commons.does(act, who, vote_id=number)


async def give_task(commons: Commons, matter: Matter) -> object:
    who, number, day = commons.anybody(), guess(commons), commons.today + timedelta(days=5)
    deed = commons.dice.randint(0, 3)
    if deed == 0:
        plan = TaskPlan("另一件", "别家公司", day, 1_000)
        return await commons.does(tasks.give_out_task, who, matter_id=matter.id, plan=plan)
    if deed == 1:
        return await commons.does(tasks.cancel_task, who, task_id=number, reason="不用了")
    if deed == 2:
        return await commons.does(tasks.move_task, who, task_id=number, due=day, reason="下雨")
    return await commons.does(tasks.show_task, who, task_id=number, shows=TaskPhoto.BEFORE, photo=PHOTO)


async def put(commons: Commons, matter: Matter) -> object:
    act = commons.dice.choice((voting_matters.put_matter, voting_matters.put_to_owners))
    return await commons.does(act, commons.anybody(), matter_id=matter.id, days=commons.dice.choice((0, 1, 7, 30)))


async def stop(commons: Commons, matter: Matter) -> object:
    """By anybody; where a second person has to agree, another member does, who has read it."""
    asked = await commons.does(deliberation_stops.stop_matter, commons.anybody(), matter_id=matter.id, reason="不做了")
    now = await commons.matter(matter.id)
    if not isinstance(asked, Done) or now.stop_by is None:
        return asked
    second = next(one for one in commons.members if one.person_id != now.stop_by)
    seen = (await commons.page(matter.id)).seen
    return await commons.does(deliberation_stops.confirm_stop, second, matter_id=matter.id, seen=seen)


DEEDS: tuple[tuple[int, Deed], ...] = (
    (5, by_anybody(deliberation_moves.ask_move)),
    (5, confirm),
    (2, by_anybody(deliberation_moves.return_move, words="再看看")),
    (6, note),
    (6, written_anew(deliberation_versions.redraft)),
    (3, revised()),
    (2, by_anybody(deliberation_objections.object_to_matter, words="晃眼")),
    (2, answer_objection),
    (5, speak),
    (2, gather),
    (3, ask_unit),
    (4, answer_for_unit),
    (3, call),
    (3, put),
    (6, cast),
    (7, vote),
    (3, at_doors),
    (3, by_anybody(deliberation_work.show_work, photo=PHOTO)),
    (2, by_anybody(deliberation_work.finish_work, words="好了")),
    (6, by_anybody(deliberation_work.doubt_work, words="不亮")),
    (3, give_task),
    (2, by_anybody(ratings.rate_matter, worked=Worked.NOT_DONE)),
    (1, stop),
    (1, by_anybody(deliberation_full.grow_matter, touched=(Touch.USE_FUND,))),
)
"""What may come, the more often the higher its number."""


REDRAFTED = written_anew(deliberation_versions.redraft, rightly=True)
REVISED = revised(rightly=True)
SETBACKS: Mapping[Stage, Sequence[Deed]] = {
    Stage.PROPOSING: (REDRAFTED,),
    Stage.CONSULTING: (REDRAFTED, REDRAFTED, ask_unit),
    Stage.ANNOUNCING: (call_off, REVISED),
    Stage.RESOLVING: (call_off,),
    Stage.OWNERS: (call_off, REVISED),
    Stage.DOING: (REVISED, give_task, give_task),
    Stage.REPORTING: (doubt,),
    Stage.RATING: (doubt,),
}
"""What puts a matter back, by whoever may."""


async def at_random(commons: Commons, number: int) -> None:
    """Anything at all happens to this matter, sometimes what puts it back."""
    matter = await commons.matter(number)
    if matter.stage in SETBACKS and commons.dice.random() < SET_BACK:
        await commons.dice.choice(SETBACKS[matter.stage])(commons, matter)
        return
    deeds = [deed for _, deed in DEEDS]
    (deed,) = commons.dice.choices(deeds, [weight for weight, _ in DEEDS])
    await deed(commons, matter)


async def time_goes_on(commons: Commons) -> None:
    """Hours, days, or weeks."""
    most = commons.dice.choice((6, 48, 200, 600))
    await commons.passes(timedelta(hours=commons.dice.randint(1, most)))


async def renewed(commons: Commons) -> None:
    """Another matter for every one that is over."""
    async with commons.database.reading() as transaction:
        found = select(matters.c.id).where(matters.c.stage.in_(("archived", "stopped")))
        over = set((await transaction.connection.execute(found)).scalars())
    for number in over & set(commons.matters):
        commons.matters.remove(number)
        await commons.begins(commons.dice.choice(BEGUN))
