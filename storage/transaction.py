"""A transaction (事务) and the rooms it reaches."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.acts import Acts
from storage.announcements import Announcements
from storage.answers import Answers
from storage.attachments import Attachments
from storage.ballots import Ballots
from storage.bank_files import BankFiles
from storage.boards import Boards
from storage.bulletins import PaperNumbers
from storage.chats import Chats
from storage.checklists import Checklists
from storage.consultations import Consultations
from storage.deliberation import Deliberation
from storage.doors import Doors
from storage.drafts import Drafts
from storage.due import Due
from storage.elections import Elections
from storage.elections_voters import VoterLists
from storage.errands import Errands
from storage.fund_deeds import FundDeeds
from storage.fund_periods import FundPeriods
from storage.funds import Funds
from storage.grids import Grids
from storage.hourly import Hourly
from storage.households import Households
from storage.inbox import Inbox
from storage.incidents import Incidents
from storage.intake import Intake
from storage.issues import Issues
from storage.issues_faults import Faults
from storage.issues_ratings import IssuesRatings
from storage.issues_recurrence import RootCauses
from storage.issues_similar import Remembered, SimilarReports
from storage.issues_urgent import UrgentReports
from storage.journal import Journal
from storage.links import Links
from storage.matter_doubts import MatterDoubts
from storage.matter_news import MatterNews
from storage.matter_objections import MatterObjections
from storage.matter_records import MatterRecords
from storage.meetings import Meetings
from storage.namings import Namings
from storage.offices import Offices
from storage.outbox import Outbox
from storage.owners import Owners
from storage.petitions import Petitions
from storage.pledges import Pledges
from storage.polls import Polls
from storage.posters import Posters
from storage.posts import Posts
from storage.prepay import Prepay
from storage.privacy import Privacy
from storage.privacy_purging import Purging
from storage.profiles import Profiles
from storage.proposals import Proposals
from storage.ratings import Ratings
from storage.registry import Registry
from storage.sealing import Keys
from storage.settlements import Settlements
from storage.shelf import Shelf, shipped
from storage.slips import Slips
from storage.soundings import Soundings
from storage.tasks import Tasks
from storage.teams import Teams
from storage.units import Units
from storage.vote_deliveries import VoteDeliveries
from storage.vote_doors import VoteDoors
from storage.vote_doubts import VoteDoubts
from storage.vote_meetings import VoteMeetings
from storage.vote_papers import VotePapers
from storage.vote_proxies import VoteProxies
from storage.voting import Voting
from storage.walls import Walls
from storage.whistles import Whistles
from storage.wishes import Wishes


class Transaction:
    """One transaction: `transaction.issues`, `.outbox`, `.journal` … all speak through the same connection.

    `zone` is the installation's, for local dates; `keys` seal what a leaked database must not show; the profiles of
    cities and compounds stand on the shelf, those that come with the product where it was opened with no other.
    """

    def __init__(
        self,
        connection: AsyncConnection,
        zone: ZoneInfo,
        keys: Keys | None = None,
        shelf: Shelf | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        self.connection = connection
        self.zone = zone
        self._keys, self._shelf = keys, shelf
        self.late_since: datetime | None = None
        """When it was due, where what happens now is late: every message that leaves from here says so."""
        self._remembered = remembered or Remembered()

    @property
    def keys(self) -> Keys:
        assert self._keys is not None, "the database was opened without its keys"
        return self._keys

    @cached_property
    def acts(self) -> Acts:
        return Acts(self.connection)

    @cached_property
    def announcements(self) -> Announcements:
        return Announcements(self.connection)

    @cached_property
    def attachments(self) -> Attachments:
        return Attachments(self.connection)

    @cached_property
    def ballots(self) -> Ballots:
        return Ballots(self.connection)

    @cached_property
    def chats(self) -> Chats:
        return Chats(self.connection)

    @cached_property
    def deliberation(self) -> Deliberation:
        return Deliberation(self.connection)

    @cached_property
    def doors(self) -> Doors:
        return Doors(self.connection)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.connection)

    @cached_property
    def due(self) -> Due:
        return Due(self.connection)

    @cached_property
    def elections(self) -> Elections:
        return Elections(self.connection)

    @cached_property
    def voters(self) -> VoterLists:
        return VoterLists(self.connection)

    @cached_property
    def grids(self) -> Grids:
        return Grids(self.connection)

    @cached_property
    def households(self) -> Households:
        return Households(self.connection)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.connection)

    @cached_property
    def incidents(self) -> Incidents:
        return Incidents(self.connection)

    @cached_property
    def intake(self) -> Intake:
        return Intake(self.connection)

    @cached_property
    def issues(self) -> Issues:
        return Issues(self.connection)

    @cached_property
    def issue_ratings(self) -> IssuesRatings:
        return IssuesRatings(self.connection)

    @cached_property
    def faults(self) -> Faults:
        return Faults(self.connection)

    @cached_property
    def urgent_reports(self) -> UrgentReports:
        return UrgentReports(self.connection)

    @cached_property
    def root_causes(self) -> RootCauses:
        return RootCauses(self.connection)

    @cached_property
    def similar_reports(self) -> SimilarReports:
        return SimilarReports(self.connection, self._remembered)

    @cached_property
    def journal(self) -> Journal:
        return Journal(self.connection)

    @cached_property
    def links(self) -> Links:
        return Links(self.connection)

    @cached_property
    def matter_news(self) -> MatterNews:
        return MatterNews(self.connection)

    @cached_property
    def namings(self) -> Namings:
        return Namings(self.connection)

    @cached_property
    def offices(self) -> Offices:
        return Offices(self.connection)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection)

    @cached_property
    def owners(self) -> Owners:
        return Owners(self.connection)

    @cached_property
    def petitions(self) -> Petitions:
        return Petitions(self.connection)

    @cached_property
    def polls(self) -> Polls:
        return Polls(self.connection)

    @cached_property
    def posters(self) -> Posters:
        return Posters(self.connection)

    @cached_property
    def posts(self) -> Posts:
        return Posts(self.connection)

    @cached_property
    def privacy(self) -> Privacy:
        return Privacy(self.connection)

    @cached_property
    def profiles(self) -> Profiles:
        return Profiles(self.connection, self._shelf or shipped())

    @cached_property
    def matter_doubts(self) -> MatterDoubts:
        return MatterDoubts(self.connection)

    @cached_property
    def matter_objections(self) -> MatterObjections:
        return MatterObjections(self.connection)

    @cached_property
    def matter_records(self) -> MatterRecords:
        return MatterRecords(self.connection)

    @cached_property
    def consultations(self) -> Consultations:
        return Consultations(self.connection)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.connection)

    @cached_property
    def proposals(self) -> Proposals:
        return Proposals(self.connection)

    @cached_property
    def personal_records(self) -> Purging:
        return Purging(self.connection, self._keys)

    @cached_property
    def ratings(self) -> Ratings:
        return Ratings(self.connection)

    @cached_property
    def registry(self) -> Registry:
        return Registry(self.connection)

    @cached_property
    def slips(self) -> Slips:
        return Slips(self.connection)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.connection)

    @cached_property
    def units(self) -> Units:
        return Units(self.connection)

    @cached_property
    def vote_deliveries(self) -> VoteDeliveries:
        return VoteDeliveries(self.connection)

    @cached_property
    def vote_doubts(self) -> VoteDoubts:
        return VoteDoubts(self.connection)

    @cached_property
    def vote_doors(self) -> VoteDoors:
        return VoteDoors(self.connection)

    @cached_property
    def vote_meetings(self) -> VoteMeetings:
        return VoteMeetings(self.connection)

    @cached_property
    def vote_papers(self) -> VotePapers:
        return VotePapers(self.connection)

    @cached_property
    def vote_proxies(self) -> VoteProxies:
        return VoteProxies(self.connection)

    @cached_property
    def voting(self) -> Voting:
        return Voting(self.connection)

    @cached_property
    def teams(self) -> Teams:
        return Teams(self.connection)

    @cached_property
    def bulletin_numbers(self) -> PaperNumbers:
        return PaperNumbers(self.connection)

    @cached_property
    def walls(self) -> Walls:
        return Walls(self.connection)

    @cached_property
    def whistles(self) -> Whistles:
        return Whistles(self.connection)

    @cached_property
    def errands(self) -> Errands:
        return Errands(self.connection)

    @cached_property
    def wishes(self) -> Wishes:
        return Wishes(self.connection)

    @cached_property
    def checklists(self) -> Checklists:
        return Checklists(self.connection)

    @cached_property
    def soundings(self) -> Soundings:
        return Soundings(self.connection)

    @cached_property
    def funds(self) -> Funds:
        return Funds(self.connection)

    @cached_property
    def fund_deeds(self) -> FundDeeds:
        return FundDeeds(self.connection)

    @cached_property
    def fund_periods(self) -> FundPeriods:
        return FundPeriods(self.connection)

    @cached_property
    def bank_files(self) -> BankFiles:
        return BankFiles(self.connection)

    @cached_property
    def pledges(self) -> Pledges:
        return Pledges(self.connection)

    @cached_property
    def prepay(self) -> Prepay:
        return Prepay(self.connection)

    @cached_property
    def settlements(self) -> Settlements:
        return Settlements(self.connection)

    @cached_property
    def hourly(self) -> Hourly:
        return Hourly(self.connection)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self.connection)

    @cached_property
    def boards(self) -> Boards:
        return Boards(self.connection)
