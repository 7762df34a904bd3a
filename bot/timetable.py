"""The timetable (日程): takes the earliest due row, runs its one act, and repeats until nothing is due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.failures import Failures
from domain.outcomes import Outcome
from services import (
    Database,
    announcements,
    boards,
    checklists,
    consultations,
    deliberation,
    deliberation_applications,
    deliberation_doubts,
    deliberation_moves,
    deliberation_waits,
    elections,
    elections_results,
    elections_voters,
    errands,
    fund_periods,
    hourly,
    issues_board,
    issues_digest,
    issues_faults,
    issues_ladder,
    issues_life,
    issues_months,
    issues_urgent,
    matter_news,
    meetings,
    outbox,
    pledges,
    polls,
    privacy_keeping,
    proposals,
    ratings,
    soundings,
    tasks,
    teams,
    vote_papers_chasing,
    vote_reminders,
    voting,
    walls,
    whistles,
    wishes_claims,
)
from services.timetable import DueRow, first_due, played, postpone

Play = Callable[..., Awaitable[Outcome]]

TIMETABLE: dict[str, Play] = {
    "announcement.publish": announcements.publish,
    "poll.close": polls.close_poll,
    "poll.remind": polls.remind,
    "vote.open": voting.open_vote,
    "vote.show": voting.show_turnout,
    "vote.close": voting.seal_vote,
    "vote.remind": vote_reminders.remind_voters,
    "vote.paper": vote_papers_chasing.chase_paper,
    "vote.chase": voting.chase_confirmation,
    "vote.finish": voting.finish_vote,
    "election.notice_over": elections.tell_notice_over,
    "election.voted": elections_results.settle_vote,
    "election.voters_answer": elections_voters.remind_answer,
    "issue.late": issues_ladder.tell_late,
    "issue.lapse": issues_life.lapse_issue,
    "issue.remind": issues_life.remind_reporter,
    "issue.unaccepted": issues_board.return_unaccepted,
    "issue.resume": issues_life.resume_issue,
    "urgent.due": issues_urgent.look_at_urgent,
    "fault.late": issues_faults.tell_fault_late,
    "fault.end": issues_faults.end_fault_itself,
    "errand.late": errands.tell_late,
    "wish.remind": wishes_claims.remind_claimer,
    "wish.return": wishes_claims.return_wish,
    "wish.settle": wishes_claims.settle_wish,
    "checklist.look": checklists.remind_look,
    "meeting.notice": meetings.announce_day,
    "fund.statement": fund_periods.draft_statement,
    "fund.chase": fund_periods.chase_statement,
    "hourly.month": hourly.end_month,
    "hourly.unaccepted": hourly.chase_month,
    "pledge.end": pledges.end_drive,
    "pledge.recount": pledges.recount_drive,
    "sounding.close": soundings.close_sounding,
    "team.home_left": teams.leave_with_home,
    "whistle.silent": whistles.note_silent,
    "matter.time": deliberation.pass_time,
    "matter.voted": deliberation.settle_matter,
    "matter.doubt": deliberation_doubts.look_at_doubts,
    "matter.paper": deliberation_moves.want_paper,
    "matter.chase": deliberation_waits.remind_second,
    "matter.lapse": deliberation_waits.lapse_asking,
    "matter.application": deliberation_applications.ask_check,
    "matter.application_waits": deliberation_applications.remind_check,
    "task.late": tasks.tell_late,
    "rating.remind": ratings.remind_ratings,
    "matter.digest": matter_news.tell_news,
    "consultation.chase": consultations.chase_units,
    "proposal.remind": proposals.remind_answer,
    "proposal.overdue": proposals.mark_overdue,
    "issue.lines": issues_digest.tell_lines,
    "issue.month": issues_months.tell_month,
    "issue.week": issues_months.tell_week,
    "wall.waiting": walls.look_after_wall,
    "board.waiting": boards.look_after_board,
    "outbox.doubt": outbox.resend_doubtful,
    "privacy.purge": privacy_keeping.purge,
}
"""Kind of due row → the act that plays it, called with `subject`, `due` and the real `at`."""


class Timetable:
    """Plays what is due."""

    def __init__(self, *, database: Database, clock: Clock, failures: Failures) -> None:
        self._database, self._clock, self._failures = database, clock, failures
        self._playing = self._stopped = False

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped = True

    async def play(self) -> int:
        """Play until nothing is due; how many rows were played. A second caller meanwhile plays nothing."""
        if self._playing:
            return 0
        self._playing = True
        try:
            count = 0
            while not self._stopped and (row := await first_due(self._database, by=self._clock.now())):
                await self._one(row)
                count += 1
            return count
        finally:
            self._playing = False

    async def _one(self, row: DueRow) -> None:
        """One row, effective when it first fell due; tried again under the same source: nothing is done twice."""
        source = f"due:{row.id}:{row.effective_at.isoformat()}"
        try:
            act: Any = TIMETABLE[row.kind]
            await act(self._database, subject=row.subject, due=row.effective_at, source=source, at=self._clock.now())
            await played(self._database, row=row)
        except Exception as error:
            await self._failures.incident(error, where=f"due {row.kind}")
            later = self._clock.now() + timedelta(minutes=2 ** min(row.tries, 10))
            await postpone(self._database, row=row, to=later)
