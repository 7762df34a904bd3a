"""Taking people out of what stays (隐去): a closed report without its files, doors and names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select, update

from domain.errands import STANDING as AT_THE_WINDOW
from domain.errands import ErrandState
from domain.issues_masking import strip, unnamed
from domain.privacy import NAMELESS
from domain.voting.doubts import DoubtStage
from domain.wishes import IN_HAND, STANDING, WishState
from storage.issues_similar import forget_additions
from storage.repository import Repository
from storage.schema.deliberation import matter_objections, matter_records, opinion_supports, opinions
from storage.schema.elections import candidacies, candidacy_objections, elections, voter_objections
from storage.schema.errands import errands
from storage.schema.issues import issue_steps, issues
from storage.schema.issues_ratings import issue_ratings
from storage.schema.issues_similar import issue_additions
from storage.schema.pledges import pledges
from storage.schema.proposals import proposals
from storage.schema.ratings import ratings
from storage.schema.records import attachments, entries, openings
from storage.schema.tasks import tasks
from storage.schema.voting import vote_objections, votes
from storage.schema.wishes import wishes

SUBJECT = "issue:{}"
STEP = "issue_step:{}"


async def forget_files(repository: Repository, report: int) -> None:
    """The files of a report and of its steps."""
    steps = await repository.rows(select(issue_steps.c.id).where(issue_steps.c.issue_id == report))
    subjects = [SUBJECT.format(report), *(STEP.format(step.id) for step in steps)]
    await repository.run(delete(attachments).where(attachments.c.subject.in_(subjects)))


async def forget_openings(repository: Repository, report: int) -> None:
    """What the journal's commitments about a report stood for; the chain still holds."""
    own = select(entries.c.id).where(entries.c.stream == SUBJECT.format(report))
    await repository.run(delete(openings).where(openings.c.entry_id.in_(own)))


async def forget_reporter(repository: Repository, report: int, *, name: str) -> None:
    """Nobody reported it any more; whoever mends it still needs the door and the photo."""
    await forget_openings(repository, report)
    words = await repository.value(select(issues.c.text).where(issues.c.id == report))
    bare = {"text": unnamed(words, name), "reporter_id": None}
    await repository.run(update(issues).where(issues.c.id == report).values(bare))


async def forget_objections(repository: Repository, person: int, *, name: str) -> None:
    """What somebody objected to in votes: still to be answered, but nobody's, without name, door and telephone."""
    written = vote_objections.c.stage != DoubtStage.DISOWNED.value  # which is a number alone
    mine = select(vote_objections).where(vote_objections.c.person_id == person, written)
    for row in await repository.rows(mine):
        change = update(vote_objections).where(vote_objections.c.id == row.id)
        await repository.run(change.values(words=strip(row.words, name)))


async def forget_candidacies(repository: Repository, person: int, *, name: str) -> None:
    """Somebody who stood, and what they objected to: no name, no posts, nothing declared, not on a ballot either."""
    await unname_ballots(repository, candidacies.c.person_id == person)
    mine = update(candidacies).where(candidacies.c.person_id == person)
    await repository.run(mine.values(name=NAMELESS, posts=[], withdrawn=True))
    for table in (candidacy_objections, voter_objections):
        for row in await repository.rows(select(table).where(table.c.person_id == person)):
            await repository.run(update(table).where(table.c.id == row.id).values(words=strip(row.words, name)))


async def forget_opinions(repository: Repository, person: int) -> None:
    """What somebody said of a matter is taken back, and nobody feels the same as them any more."""
    theirs = select(opinions.c.id).where(opinions.c.person_id == person)
    await repository.run(delete(opinion_supports).where(opinion_supports.c.opinion_id.in_(theirs)))
    await repository.run(update(opinions).where(opinions.c.person_id == person).values(withdrawn=True, words=""))


async def forget_records(repository: Repository, person: int, *, name: str) -> None:
    """What somebody objected to a resolution, and what they put on record: without name, door and telephone."""
    for table, who in ((matter_objections, matter_objections.c.person_id), (matter_records, matter_records.c.by)):
        for row in await repository.rows(select(table).where(who == person)):
            await repository.run(update(table).where(table.c.id == row.id).values(words=strip(row.words, name)))


async def forget_ratings(repository: Repository, person: int) -> None:
    """What somebody added to a rating, their home's or their report's, goes; how it was rated counts on."""
    for table in (ratings, issue_ratings):
        await repository.run(update(table).where(table.c.person_id == person).values(words=""))


async def forget_wishes(repository: Repository, person: int, at: datetime) -> None:
    """What somebody wished comes off the board, without its words; what they had in hand hangs there again."""
    mine = and_(wishes.c.made_by == person, wishes.c.state.in_(sorted(STANDING)))
    gone = {"state": WishState.WITHDRAWN.value, "words": "", "closed_at": at}
    await repository.run(update(wishes).where(mine).values(**gone))
    taken = and_(wishes.c.claimed_by == person, wishes.c.state.in_(sorted(IN_HAND)))
    back = {"state": WishState.OPEN.value, "claimed_by": None, "claimed_at": None, "keeper_id": wishes.c.entered_by}
    await repository.run(update(wishes).where(taken).values(**back))


async def forget_errands(repository: Repository, person: int, at: datetime) -> None:
    """What somebody came to the window for is given up, and what was said of it goes."""
    own, stands = errands.c.filed_by == person, errands.c.state.in_(sorted(AT_THE_WINDOW))
    given_up = {"state": ErrandState.WITHDRAWN.value, "ended_at": at}
    await repository.run(update(errands).where(own, stands).values(**given_up))
    await repository.run(update(errands).where(own).values(words=""))


async def forget_holders(repository: Repository, *, name: str) -> None:
    """Whoever answered for a task is called by name no more, nor is their telephone there; nor behind the journal."""
    for row in await repository.rows(select(tasks.c.id, tasks.c.holder)):
        if unnamed(row.holder, name) != row.holder:
            await repository.run(update(tasks).where(tasks.c.id == row.id).values(holder=strip(row.holder, name)))
    given = select(openings.c.id, openings.c.value).join(entries, entries.c.id == openings.c.entry_id)
    named = given.where(entries.c.type == "task", openings.c.name == "holder")
    for row in await repository.rows(named):
        if unnamed(row.value, name) != row.value:
            await repository.run(delete(openings).where(openings.c.id == row.id))


async def unname_ballots(repository: Repository, whose: ColumnElement[bool]) -> None:
    """The votes in which these stood say their names no more; what was marked for each key still counts."""
    stood = (
        select(candidacies.c.id, candidacies.c.name, votes.c.id.label("vote"), votes.c.options, votes.c.text)
        .join(elections, elections.c.id == candidacies.c.election_id)
        .join(votes, votes.c.id == elections.c.vote_id)
        .where(whose)
    )
    texts: dict[int, str] = {}
    options: dict[int, list[dict[str, str]]] = {}
    for row in await repository.rows(stood):
        texts[row.vote] = texts.get(row.vote, row.text).replace(row.name, NAMELESS)
        known = options.get(row.vote, row.options or [])
        options[row.vote] = [one | {"label": NAMELESS} if one["key"] == str(row.id) else one for one in known]
    for vote, text in texts.items():
        await repository.run(update(votes).where(votes.c.id == vote).values(text=text, options=options[vote]))


async def forget_proposals(repository: Repository, person: int, *, name: str) -> None:
    """What somebody proposed stays the neighbours' to read, without their name, door or telephone."""
    for row in await repository.rows(select(proposals).where(proposals.c.author_id == person)):
        bare = {"title": strip(row.title, name), "text": strip(row.text, name)}
        await repository.run(update(proposals).where(proposals.c.id == row.id).values(**bare))


async def forget_givers(repository: Repository, person: int) -> None:
    """Whoever asked to be named among those who gave is named no more; the sum stays, by its number."""
    await repository.run(update(pledges).where(pledges.c.person_id == person).values(name=None))


async def forget_report(repository: Repository, report: int, *, name: str, at: datetime) -> None:
    """Strip a closed report: no files, no doors or telephones, no names, no spot, nobody who reported or joined it."""
    added = await repository.rows(select(issue_additions.c.id).where(issue_additions.c.issue_id == report))
    await forget_additions(repository, [row.id for row in added])
    await forget_files(repository, report)
    await forget_openings(repository, report)
    words = await repository.value(select(issues.c.text).where(issues.c.id == report))
    bare = {"text": strip(words, name), "latitude_e6": None, "longitude_e6": None, "reporter_id": None}
    await repository.run(update(issues).where(issues.c.id == report).values(**bare, stripped_at=at))
    taken = select(issue_steps.c.id, issue_steps.c.text).where(issue_steps.c.issue_id == report)
    for step in await repository.rows(taken):
        change = update(issue_steps).where(issue_steps.c.id == step.id)
        await repository.run(change.values(text=strip(step.text, name)))
    rated = update(issue_ratings).where(issue_ratings.c.issue_id == report)
    await repository.run(rated.values(person_id=None, words="", appeal="", answer=""))
