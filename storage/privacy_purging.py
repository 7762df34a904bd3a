"""Purging (到期清理): what is past its time goes, kind by kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, delete, exists, or_, select, update

from domain.checklists import AFTER, BEFORE
from domain.deliberation.stages import OVER
from domain.elections import ElectionState
from domain.notices import NoticeState
from domain.privacy_keeping import RETENTION, Kept
from domain.registry import HOME_ROLES
from domain.voting.votes import VoteState
from storage.privacy_fates import FATES
from storage.privacy_forgetting import forget_files, forget_report, unname_ballots
from storage.privacy_purging_fees import purge_pledges, purge_prepaid, purge_services
from storage.privacy_records import PersonalRecords, column_named
from storage.schema.answers import answer_tellings, opinion_clusters
from storage.schema.base import Moment
from storage.schema.checklists import checklist_items
from storage.schema.consultations import consulted_units, unit_answers
from storage.schema.deliberation import matter_objections, matters, opinion_supports, opinions
from storage.schema.elections import (
    candidacies,
    candidacy_objections,
    candidacy_signers,
    count_sheets,
    election_turnout,
    elections,
    petition_signatures,
    petitions,
    voter_list_homes,
    voter_lists,
    voter_objections,
)
from storage.schema.errands import errands
from storage.schema.funds import bank_files, bank_rows
from storage.schema.issues import issue_steps, issues
from storage.schema.joining import home_confirmations, household_notes
from storage.schema.matter_news import matter_optouts
from storage.schema.meetings import meeting_actions, meeting_days, meeting_topics
from storage.schema.polls import poll_answers, polls
from storage.schema.printing import personal_links
from storage.schema.privacy import accesses, consents
from storage.schema.proposals import proposal_supports
from storage.schema.ratings import ratings
from storage.schema.records import attachments, entries, incidents, openings
from storage.schema.registry import chats, home_requests, invitations, people, roles
from storage.schema.traffic import inbox, outbox, posts
from storage.schema.voting import (
    ballots,
    vote_deliveries,
    vote_heads,
    vote_objections,
    vote_papers,
    vote_proxies,
    vote_units,
    vote_voters,
    votes,
)
from storage.schema.whistles import whistle_entries
from storage.schema.wishes import wishes

AT_ONCE = 200
"""People or reports that one night takes up; the next night goes on."""

CANCELLED = VoteState.CANCELLED.value
LEAVING = (NoticeState.QUEUED.value, NoticeState.SENDING.value)
SETTLED_IN_PRIVATE = and_(
    outbox.c.state.not_in(LEAVING), outbox.c.chat_id.in_(select(chats.c.id).where(chats.c.kind == "private"))
)


class Purging(PersonalRecords):
    """What goes, and how much of each kind."""

    async def purge(self, at: datetime) -> dict[str, int]:
        """Everything that is past its time; how many rows, by kind, without the zeros."""
        counts = {kept.value: await purge(self, RETENTION[kept].before(at), at) for kept, purge in PURGES.items()}
        return {kept: count for kept, count in counts.items() if count}

    async def rest(self, table: Table, condition: ColumnElement[bool]) -> int:
        return await self.run(delete(table).where(condition))


Purge = Callable[[Purging, datetime, datetime], Awaitable[int]]
"""Takes away what happened before a moment, at another; how many."""


async def _dead_letters(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(inbox, and_(inbox.c.state == "dead", inbox.c.received_at < before))


async def _notices(records: Purging, before: datetime, at: datetime) -> int:
    """What they said goes; that they left stays for a while. A notice without template has lost its words."""
    said = and_(SETTLED_IN_PRIVATE, outbox.c.settled_at < before, outbox.c.template != "")
    return await records.run(update(outbox).where(said).values(facts={}, template=""))


async def _notice_rows(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(outbox, and_(SETTLED_IN_PRIVATE, outbox.c.settled_at < before))


async def _incidents(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(incidents, incidents.c.at < before)


async def _accesses(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(accesses, accesses.c.at < before)


async def _home_requests(records: Purging, before: datetime, at: datetime) -> int:
    """Whoever still waits, or was confirmed, keeps theirs."""
    past = and_(home_requests.c.state.not_in(("open", "confirmed")), home_requests.c.at < before)
    own = select(home_requests.c.id).where(past)
    await records.rest(home_confirmations, home_confirmations.c.request_id.in_(own))
    return await records.rest(home_requests, past)


async def _invitations(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(invitations, invitations.c.expires_at < before)


async def _household_notes(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(household_notes, household_notes.c.at < before)


async def _links(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(personal_links, personal_links.c.expires_at < before)


async def _report_files(records: Purging, before: datetime, at: datetime) -> int:
    kind = attachments.c.subject.type
    of_steps = select("issue_step:" + issue_steps.c.id.cast(kind)).where(issue_steps.c.issue_id == issues.c.id)
    of_steps = of_steps.correlate(issues)  # said, or it would mean the steps of every report
    own = or_(attachments.c.subject == "issue:" + issues.c.id.cast(kind), attachments.c.subject.in_(of_steps))
    closed = issues.c.closed_at < before
    found = await records.rows(select(issues.c.id).where(closed, exists().where(own)).limit(AT_ONCE))
    for report in found:
        await forget_files(records, report.id)
    return len(found)


async def _reports(records: Purging, before: datetime, at: datetime) -> int:
    """Those whose time is over, and closed ones whose reporter has gone."""
    over = or_(issues.c.closed_at < before, issues.c.reporter_id.is_(None))
    closed = and_(issues.c.closed_at.is_not(None), issues.c.stripped_at.is_(None), over)
    named = select(issues.c.id, people.c.name).outerjoin(people, people.c.id == issues.c.reporter_id)
    found = await records.rows(named.where(closed).order_by(issues.c.id).limit(AT_ONCE))
    for report in found:
        await forget_report(records, report.id, name=report.name or "", at=at)
    return len(found)


async def _choices(records: Purging, before: datetime, at: datetime) -> int:
    """The result stays; who chose what goes, also under polls that never became ours."""
    counted = select(polls.c.telegram_poll).where(polls.c.telegram_poll.is_not(None))
    standing = select(posts.c.poll_id).where(posts.c.poll_id.is_not(None))
    stray = and_(
        poll_answers.c.at < before, poll_answers.c.poll_id.not_in(counted), poll_answers.c.poll_id.not_in(standing)
    )
    closed = poll_answers.c.poll_id.in_(counted.where(polls.c.closed_at < before))
    return await records.rest(poll_answers, or_(closed, stray))


async def _ballots(records: Purging, before: datetime, at: datetime) -> int:
    """The result, the roll's hash and the journal stay; who is on the roll, who chose what and who objected goes.

    The photo of a paper ballot shows what was chosen: it goes with the openings.
    """
    over = or_(votes.c.objections_until < before, and_(votes.c.state == CANCELLED, votes.c.opens_at < before))
    past = select(votes.c.id).where(over)
    heads = select(vote_heads.c.id).where(vote_heads.c.vote_id.in_(past))
    streams = select("vote:" + votes.c.id.cast(entries.c.stream.type)).where(over)
    of_streams = select(entries.c.id).where(entries.c.stream.in_(streams))
    await records.rest(openings, openings.c.entry_id.in_(of_streams))
    kind = attachments.c.subject.type
    for subject, table in (("vote_paper:", vote_papers), ("vote_proxy:", vote_proxies)):
        photos = select(subject + table.c.id.cast(kind)).where(table.c.head_id.in_(heads))
        await records.rest(attachments, attachments.c.subject.in_(photos))
    delivered = select("delivery:" + vote_deliveries.c.id.cast(kind)).where(vote_deliveries.c.vote_id.in_(past))
    await records.rest(attachments, attachments.c.subject.in_(delivered))
    for table in (vote_objections, vote_deliveries):
        await records.rest(table, table.c.vote_id.in_(past))
    for table in (ballots, vote_papers, vote_proxies, vote_voters, vote_units):
        await records.rest(table, table.c.head_id.in_(heads))
    return await records.rest(vote_heads, vote_heads.c.vote_id.in_(past))


async def _candidacies(records: Purging, before: datetime, at: datetime) -> int:
    """Who was chosen stays with the election; who else stood, who signed, who objected, which home voted goes."""
    over = elections.c.settled_at < before
    stopped = and_(elections.c.state == ElectionState.STOPPED.value, elections.c.opened_at < before)
    past = select(elections.c.id).where(or_(over, stopped))
    all_of = select(candidacies.c.id).where(candidacies.c.election_id.in_(past))
    for table in (candidacy_signers, candidacy_objections):
        await records.rest(table, table.c.candidacy_id.in_(all_of))
    await _papers_of(records, past)
    signed = select(petitions.c.id).where(petitions.c.at < before)
    await records.rest(petition_signatures, petition_signatures.c.petition_id.in_(signed))
    others = and_(candidacies.c.election_id.in_(past), candidacies.c.elected.is_(False))
    await unname_ballots(records, others)
    return await records.rest(candidacies, others)


async def _papers_of(records: Purging, past: Select[Any]) -> None:
    """Of elections on paper: which homes were on the list and given a ballot, who objected, the sheet's photo."""
    lists = select(voter_lists.c.id).where(voter_lists.c.election_id.in_(past))
    for table in (voter_objections, voter_list_homes):
        await records.rest(table, table.c.list_id.in_(lists))
    await records.rest(election_turnout, election_turnout.c.election_id.in_(past))
    sheets = "count_sheet:" + count_sheets.c.id.cast(attachments.c.subject.type)
    photos = select(sheets).where(count_sheets.c.election_id.in_(past))
    await records.rest(attachments, attachments.c.subject.in_(photos))


async def _opinions(records: Purging, before: datetime, at: datetime) -> int:
    """The matter, its counts in the journal and what became of it stay; who said what goes."""
    over = and_(matters.c.stage.in_(sorted(OVER)), matters.c.since < before)
    said = opinions.c.matter_id.in_(select(matters.c.id).where(over))
    await records.rest(opinion_supports, opinion_supports.c.opinion_id.in_(select(opinions.c.id).where(said)))
    await records.rest(matter_objections, matter_objections.c.matter_id.in_(select(matters.c.id).where(over)))
    await records.rest(matter_optouts, matter_optouts.c.matter_id.in_(select(matters.c.id).where(over)))
    rated = ratings.c.matter_id.in_(select(matters.c.id).where(over))
    await records.run(update(ratings).where(rated).values(unit_id=None, person_id=None, words=""))
    answered = select(opinion_clusters.c.id).where(opinion_clusters.c.matter_id.in_(select(matters.c.id).where(over)))
    await records.rest(answer_tellings, answer_tellings.c.cluster_id.in_(answered))
    return await records.rest(opinions, said)


async def _supports(records: Purging, before: datetime, at: datetime) -> int:
    """The proposal and how many homes were behind it stay; which homes goes."""
    return await records.rest(proposal_supports, proposal_supports.c.at < before)


async def _unit_answers(records: Purging, before: datetime, at: datetime) -> int:
    """What each unit answered stays with the matter; who answered for it goes, and the photo of the letter."""
    over = and_(matters.c.stage.in_(sorted(OVER)), matters.c.since < before)
    streams = select("matter:" + matters.c.id.cast(entries.c.stream.type)).where(over)
    said = select(entries.c.id).where(entries.c.stream.in_(streams), entries.c.type == "unit_answered")
    await records.rest(openings, and_(openings.c.name == "who", openings.c.entry_id.in_(said)))
    asked = select(consulted_units.c.id).join(matters, matters.c.id == consulted_units.c.matter_id).where(over)
    own = and_(unit_answers.c.consulted_unit_id.in_(asked), unit_answers.c.answered_name.is_not(None))
    letters = select("unit_answer:" + unit_answers.c.id.cast(attachments.c.subject.type)).where(own)
    await records.rest(attachments, attachments.c.subject.in_(letters))
    return await records.run(update(unit_answers).where(own).values(answered_name=None, answered_post=None))


async def _wishes(records: Purging, before: datetime, at: datetime) -> int:
    """That there was one, and how it ended, stays."""
    over = and_(wishes.c.closed_at < before, wishes.c.stripped_at.is_(None))
    bare = {"words": "", "thanks": "", "made_by": None, "claimed_by": None, "stripped_at": at}
    return await records.run(update(wishes).where(over).values(**bare))


async def _errands(records: Purging, before: datetime, at: datetime) -> int:
    """Which service it was and how long it took stays."""
    over = and_(errands.c.ended_at < before, errands.c.stripped_at.is_(None))
    bare = {"words": "", "filed_by": None, "stripped_at": at}
    return await records.run(update(errands).where(over).values(**bare))


async def _bank_words(records: Purging, before: datetime, at: datetime) -> int:
    """Day, sum and row stay; who is named in them goes."""
    old = bank_rows.c.file_id.in_(select(bank_files.c.id).where(bank_files.c.taken_at < before))
    return await records.run(update(bank_rows).where(old, bank_rows.c.bare.is_(False)).values(words="", bare=True))


async def _whistle_answers(records: Purging, before: datetime, at: datetime) -> int:
    """What each unit answered and did stays with the whistle; who answered for it goes, and the photos."""
    own = and_(whistle_entries.c.at < before, whistle_entries.c.answered_name.is_not(None))
    streams = entries.c.stream.like("whistle:%")
    said = select(entries.c.id).where(streams, entries.c.at < before)
    await records.rest(openings, and_(openings.c.name == "who", openings.c.entry_id.in_(said)))
    old = select("whistle_entry:" + whistle_entries.c.id.cast(attachments.c.subject.type))
    await records.rest(attachments, attachments.c.subject.in_(old.where(whistle_entries.c.at < before)))
    return await records.run(update(whistle_entries).where(own).values(answered_name=None, answered_post=None))


async def _list_items(records: Purging, before: datetime, at: datetime) -> int:
    """What was struck off goes with its photos, and what opens its list's journal of then; the list's title stays."""
    gone = checklist_items.c.struck_at < before
    for side in (BEFORE, AFTER):
        subjects = select(f"checklist_{side}:" + checklist_items.c.id.cast(attachments.c.subject.type)).where(gone)
        await records.rest(attachments, attachments.c.subject.in_(subjects))
    await _openings_of(records, "checklist:%", before)
    return await records.rest(checklist_items, gone)


async def _minutes(records: Purging, before: datetime, at: datetime) -> int:
    """A day that was held goes with its topics and what it promised and was done; what is still to do stays."""
    held = meeting_days.c.held_at < before
    gone = await records.rest(meeting_topics, _of_days(meeting_topics, held))
    await records.rest(meeting_actions, and_(_of_days(meeting_actions, held), meeting_actions.c.done_at.is_not(None)))
    await _openings_of(records, "meeting:%", before)
    await records.run(update(meeting_days).where(held).values(minutes=""))
    return gone


def _of_days(table: Table, held: ColumnElement[bool]) -> ColumnElement[bool]:
    same = and_(meeting_days.c.meeting_id == table.c.meeting_id, meeting_days.c.day == table.c.day, held)
    return exists().where(same)


async def _openings_of(records: Purging, streams: str, before: datetime) -> None:
    """What opens the journal's commitments of then."""
    said = select(entries.c.id).where(entries.c.stream.like(streams), entries.c.at < before)
    await records.rest(openings, openings.c.entry_id.in_(said))


async def _home_roles(records: Purging, before: datetime, at: datetime) -> int:
    """Whoever has no other role in the compound is known there no more; in its old words the name stays covered."""
    over = and_(roles.c.kind.in_(sorted(HOME_ROLES)), roles.c.until < before)
    going = select(roles.c.id).where(over)
    other = roles.alias()
    still = exists().where(
        other.c.person_id == roles.c.person_id,
        other.c.compound_id == roles.c.compound_id,
        other.c.id.not_in(going),
    )
    await records.keep_covered(and_(over, ~still))
    return await records.rest(roles, over)


async def _consents(records: Purging, before: datetime, at: datetime) -> int:
    return await records.rest(consents, consents.c.withdrawn_at < before)


async def _strangers(records: Purging, before: datetime, at: datetime) -> int:
    """Whoever looked in once and left nothing: no role, no report, no request, no choice."""
    found: list[Any] = list(await records.rows(_once_only(), before=before))
    for person in found:
        await records.erase(person, at)
        await records.rest(people, people.c.id == person.id)
    return len(found)


@cache
def _once_only() -> Select[Any]:
    """Asks of every column that names a person: too long a statement to be made anew each night."""
    traces = [column_named(name) for name in FATES if name not in PASSING]
    nowhere = [people.c.id.not_in(select(trace).where(trace.is_not(None))) for trace in traces]
    silent = people.c.telegram_id.not_in(select(poll_answers.c.telegram_id))
    before = bindparam("before", type_=Moment())
    once = select(people).where(people.c.telegram_id.is_not(None), people.c.created_at < before, silent, *nowhere)
    return once.order_by(people.c.id).limit(AT_ONCE)


PASSING = frozenset({"chats.person_id", "drafts.person_id"})
"""What somebody who only looked in has, too."""

PURGES: dict[Kept, Purge] = {
    Kept.DEAD_LETTERS: _dead_letters,
    Kept.NOTICES: _notices,
    Kept.NOTICE_ROWS: _notice_rows,
    Kept.INCIDENTS: _incidents,
    Kept.ACCESSES: _accesses,
    Kept.HOME_REQUESTS: _home_requests,
    Kept.INVITATIONS: _invitations,
    Kept.HOUSEHOLD_NOTES: _household_notes,
    Kept.LINKS: _links,
    Kept.REPORT_FILES: _report_files,
    Kept.REPORTS: _reports,
    Kept.CHOICES: _choices,
    Kept.BALLOTS: _ballots,
    Kept.CANDIDACIES: _candidacies,
    Kept.OPINIONS: _opinions,
    Kept.SUPPORTS: _supports,
    Kept.UNIT_ANSWERS: _unit_answers,
    Kept.WHISTLE_ANSWERS: _whistle_answers,
    Kept.LIST_ITEMS: _list_items,
    Kept.MINUTES: _minutes,
    Kept.WISHES: _wishes,
    Kept.ERRANDS: _errands,
    Kept.BANK_WORDS: _bank_words,
    Kept.SERVICES: purge_services,
    Kept.PREPAID: purge_prepaid,
    Kept.PLEDGES: purge_pledges,
    Kept.HOME_ROLES: _home_roles,
    Kept.CONSENTS: _consents,
    Kept.STRANGERS: _strangers,
}
"""Every night. Letters, outcomes and drafts go within the hour (`services/outbox.py: tidy`, `services/drafts.py`)."""
