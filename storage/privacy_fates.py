"""What an erasure does with every column that names a person (删除时的处理), as one table."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    """What an erasure does with rows that name the person (删除时的处理)."""

    GOES = "goes"  # the row is deleted
    UNLINKED = "unlinked"  # the row stays and names nobody
    STAYS = "stays"  # it names a person without name, account or door: what they did for all, or that they agreed


FATES: dict[str, Fate] = {
    "accesses.person_id": Fate.GOES,
    "accesses.by_person_id": Fate.STAYS,
    "announcement_versions.by": Fate.STAYS,
    "announcements.author_id": Fate.STAYS,
    "answer_tellings.person_id": Fate.GOES,
    "ballots.by_person_id": Fate.UNLINKED,  # it is the home's vote and counts on
    "bank_files.taken_by": Fate.STAYS,
    "bank_notes.noted_by": Fate.STAYS,
    "candidacies.added_by": Fate.STAYS,
    "candidacies.person_id": Fate.UNLINKED,
    "candidacies.seen_by": Fate.STAYS,
    "candidacy_objections.answered_by": Fate.STAYS,
    "candidacy_objections.person_id": Fate.UNLINKED,  # it is still to be answered
    "candidacy_signers.person_id": Fate.UNLINKED,  # it is the home's signature
    "channel_uses.entered_by": Fate.STAYS,
    "boards.asked_by": Fate.STAYS,
    "boards.changed_by": Fate.STAYS,
    "checklist_items.accepted_by": Fate.STAYS,
    "checklist_items.added_by": Fate.STAYS,
    "checklist_items.done_by": Fate.STAYS,
    "checklist_items.looked_by": Fate.STAYS,
    "checklists.made_by": Fate.STAYS,
    "chats.added_by": Fate.UNLINKED,
    "chats.person_id": Fate.GOES,
    "consents.person_id": Fate.STAYS,
    "consulted_units.named_by": Fate.STAYS,
    "count_sheets.confirmed_by": Fate.STAYS,
    "count_sheets.entered_by": Fate.STAYS,
    "drafts.person_id": Fate.GOES,
    "election_members.added_by": Fate.STAYS,
    "election_turnout.by": Fate.STAYS,
    "elections.confirmed_by": Fate.STAYS,
    "elections.recorded_by": Fate.STAYS,
    "elections.started_by": Fate.STAYS,
    "fault_followers.person_id": Fate.GOES,
    "errand_services.corrected_by": Fate.STAYS,
    "errands.ended_by": Fate.STAYS,
    "errands.entered_by": Fate.STAYS,
    "errands.filed_by": Fate.UNLINKED,  # one that stands is given up
    "fund_deeds.checked_by": Fate.STAYS,
    "fund_deeds.written_by": Fate.STAYS,
    "fund_lines.checked_by": Fate.STAYS,
    "fund_lines.posted_by": Fate.STAYS,
    "fund_periods.closed_by": Fate.STAYS,
    "fund_periods.opened_by": Fate.STAYS,
    "fund_periods.opening_by": Fate.STAYS,
    "fund_periods.signed_by": Fate.STAYS,
    "funds.opened_by": Fate.STAYS,
    "fee_changes.asked_by": Fate.STAYS,
    "home_confirmations.person_id": Fate.STAYS,
    "home_requests.person_id": Fate.GOES,
    "home_requests.settled_by": Fate.STAYS,
    "hourly_services.asked_by": Fate.STAYS,
    "hourly_services.confirmed_by": Fate.STAYS,
    "hourly_visits.by": Fate.STAYS,
    "hourly_words.person_id": Fate.GOES,  # with what they said; an accepted month stays accepted
    "invitations.given_by": Fate.STAYS,
    "invitations.used_by": Fate.GOES,
    "issue_additions.person_id": Fate.GOES,  # with the words and files
    "issue_hidings.by": Fate.STAYS,
    "issue_proxies.filed_by": Fate.STAYS,
    "issue_ratings.appealed_by": Fate.STAYS,
    "issue_ratings.decided_by": Fate.STAYS,
    "issue_ratings.person_id": Fate.UNLINKED,  # it counts on; the words are gone
    "issue_seals.sealed_to": Fate.STAYS,
    "issue_steps.by": Fate.UNLINKED,
    "issues.holder_id": Fate.UNLINKED,
    "issues.keeper_id": Fate.UNLINKED,
    "issues.reporter_id": Fate.UNLINKED,
    "known_faults.noted_by": Fate.STAYS,
    "matter_doubts.person_id": Fate.GOES,  # nobody waits for their word any more
    "matter_objections.answered_by": Fate.STAYS,
    "matter_objections.person_id": Fate.UNLINKED,  # it is still to be answered
    "matter_records.by": Fate.STAYS,
    "matter_versions.by": Fate.STAYS,
    "matter_optouts.person_id": Fate.GOES,
    "matters.done_by": Fate.STAYS,
    "matters.move_by": Fate.STAYS,
    "matters.revise_by": Fate.STAYS,
    "matters.stop_by": Fate.STAYS,
    "matters.started_by": Fate.STAYS,
    "meeting_actions.done_by": Fate.STAYS,
    "meeting_actions.made_by": Fate.STAYS,
    "meeting_days.held_by": Fate.STAYS,
    "meeting_topics.decided_by": Fate.STAYS,
    "meeting_topics.filed_by": Fate.UNLINKED,  # the topic is still to end
    "meetings.made_by": Fate.STAYS,
    "opinion_clusters.answered_by": Fate.STAYS,
    "opinion_clusters.made_by": Fate.STAYS,
    "opinion_supports.person_id": Fate.GOES,
    "opinions.entered_by": Fate.STAYS,
    "opinions.person_id": Fate.UNLINKED,  # that somebody spoke still counts; the words are gone
    "outbox.poster_id": Fate.UNLINKED,
    "owners.person_id": Fate.UNLINKED,
    "partners.ended_by": Fate.STAYS,
    "partners.written_by": Fate.STAYS,
    "petition_signatures.person_id": Fate.UNLINKED,
    "petitions.started_by": Fate.UNLINKED,
    "personal_links.made_by": Fate.UNLINKED,
    "pledge_drives.asked_by": Fate.STAYS,
    "pledge_drives.confirmed_by": Fate.STAYS,
    "pledge_receipts.by": Fate.STAYS,
    "pledges.person_id": Fate.UNLINKED,  # the sum stays, by its number
    "polls.starter_id": Fate.STAYS,
    "prepay_lines.by": Fate.STAYS,
    "prepay_rounds.asked_by": Fate.STAYS,
    "prepay_rounds.confirmed_by": Fate.STAYS,
    "prepay_settlements.asked_by": Fate.STAYS,
    "prepay_settlements.confirmed_by": Fate.STAYS,
    "posters.made_by": Fate.STAYS,
    "proposal_supports.person_id": Fate.GOES,
    "settlement_lines.by": Fate.STAYS,
    "settlement_sheets.asked_by": Fate.STAYS,
    "settlement_sheets.begun_by": Fate.STAYS,
    "settlement_sheets.published_by": Fate.STAYS,
    "sounding_answers.person_id": Fate.UNLINKED,  # it is the home's, and gone when it is counted
    "soundings.started_by": Fate.STAYS,
    "proposals.answered_by": Fate.STAYS,
    "proposals.author_id": Fate.UNLINKED,  # what it proposes is the neighbours' by now
    "ratings.person_id": Fate.UNLINKED,  # it is the home's and counts on; the words are gone
    "root_causes.set_aside_by": Fate.STAYS,
    "roles.given_by": Fate.STAYS,
    "roles.person_id": Fate.STAYS,
    "slips.made_by": Fate.STAYS,
    "slips.used_by": Fate.UNLINKED,
    "tasks.added_by": Fate.STAYS,
    "tasks.ended_by": Fate.STAYS,
    "unit_answers.entered_by": Fate.STAYS,
    "team_members.named_by": Fate.STAYS,
    "team_members.person_id": Fate.GOES,
    "teams.made_by": Fate.STAYS,
    "unit_meetings.called_by": Fate.STAYS,
    "urgent_reports.declared_by": Fate.STAYS,
    "urgent_reports.lowered_by": Fate.STAYS,
    "vote_deliveries.by_person_id": Fate.UNLINKED,  # the home was served
    "vote_objections.person_id": Fate.UNLINKED,  # it is still to be answered
    "vote_papers.confirmed_by": Fate.STAYS,
    "vote_papers.entered_by": Fate.STAYS,
    "vote_proxies.confirmed_by": Fate.STAYS,
    "vote_proxies.entered_by": Fate.STAYS,
    "vote_proxies.holder_id": Fate.UNLINKED,  # nobody votes by it any more
    "vote_voters.person_id": Fate.STAYS,  # which office held by whom counted
    "voter_lists.posted_by": Fate.STAYS,
    "voter_objections.answered_by": Fate.STAYS,
    "voter_objections.person_id": Fate.UNLINKED,  # it is still to be answered
    "votes.confirmed_by": Fate.STAYS,
    "votes.started_by": Fate.STAYS,
    "walls.confirmed_by": Fate.STAYS,
    "walls.ended_by": Fate.STAYS,
    "walls.linked_by": Fate.STAYS,
    "whistle_entries.entered_by": Fate.STAYS,
    "whistle_units.called_by": Fate.STAYS,
    "whistles.blown_by": Fate.STAYS,
    "wish_contacts.person_id": Fate.GOES,
    "wishes.claimed_by": Fate.UNLINKED,  # one in hand hangs on the board again
    "wishes.entered_by": Fate.STAYS,
    "wishes.keeper_id": Fate.STAYS,
    "wishes.made_by": Fate.UNLINKED,  # one that stands is taken off the board
}
"""Every column that refers to a person. A test fails when a new one is missing here."""
