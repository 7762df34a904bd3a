"""王桂兰, who has left a trace in every table that can know a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.effects import Post, Record
from domain.notices import Notice, NoticeKind
from domain.privacy import NOTICE_VERSION, Access, Purpose
from domain.registry import Actor, Place, RoleKind
from storage.database import Database
from storage.effects import apply
from storage.inbox import Letter
from storage.privacy_records import column_named
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.services.planted_boards import NAME, TELEGRAM, WORDS, Boards


@dataclass
class Planted:
    """The crew of 中华园, and her."""

    town: Town
    her: Neighbour
    unit: int
    open_report: int

    @property
    def actor(self) -> Actor:
        return self.her.actor


async def plant(database: Database, at: datetime) -> Planted:
    """A row in every table that can know a person, for a resident who once served."""
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        building = town.buildings["3号楼"]
        her = await settle_in(transaction, NAME, TELEGRAM, RoleKind.OWNER, Place(town.compound_id, building), at)
        entrance = await transaction.units.entrance(building, "2单元", 1)
        unit = await transaction.units.add_unit(town.compound_id, building, entrance, floor=3, label="301")
        ground = _Ground(transaction, town, her, unit, at)
        for part in (ground.of_registry, ground.of_reports, ground.of_traffic, ground.of_service):
            await part()
        open_report = await ground.report(3, "reported")
    return Planted(town, her, unit, open_report)


class _Ground(Boards):
    async def report(self, number: int, state: str) -> int:
        moments = {"reported_at": self.at, "changed_at": self.at, "closed_at": self.at if state == "closed" else None}
        found = await self.row("issues.reporter_id", number=number, **self.place, text=WORDS, state=state, **moments)
        record = Record(f"issue:{found}", "reported", {"number": number}, {"text": WORDS})
        await apply(self.transaction, [record], at=self.at)
        return found

    async def file(self, subject: str) -> None:
        await self.transaction.attachments.record(
            subject=subject, kind="photo", file_id="f", name=f"{NAME}.jpg", mime="", size=1, at=self.at
        )

    async def of_registry(self) -> None:
        at, later = self.at, self.at + timedelta(days=1)
        request = {"kind": "owner", "state": "declined", "at": at, **self.place}
        mine = await self.row("home_requests.person_id", **request)
        await self.row("home_confirmations.person_id", request_id=mine, person_id=self.chair, at=at)
        asked = await self.row("home_requests.settled_by", **request, person_id=self.chair)
        await self.row("home_confirmations.person_id", request_id=asked, at=at)
        role = {"kind": "owner", "unit_id": self.unit, "since": at, **self.place}
        await self.row("roles.person_id", **role)
        await self.row("roles.given_by", **role, person_id=self.chair)
        invitation = {"kind": "building_leader", "expires_at": later, **self.place}
        await self.row("invitations.given_by", **invitation, token_hash="a")
        await self.row("invitations.used_by", **invitation, token_hash="b", given_by=self.chair)
        slip = {"compound_id": self.town.compound_id, "unit_id": self.unit, "kind": "family", "key_id": "k1"}
        await self.row("slips.made_by", **slip, serial=1, code_hash="c", made_at=at)
        await self.row("slips.used_by", **slip, serial=2, code_hash="d", made_at=at, made_by=self.chair, used_at=at)
        self.owner = await self.row("owners.person_id", compound_id=self.town.compound_id, name="k1:…", name_hash="h")
        await self.transaction.registry.add(
            column_named("ownerships.owner_id").table, unit_id=self.unit, owner_id=self.owner
        )

    async def of_reports(self) -> None:
        closed = await self.report(2, "closed")
        step = {"kind": "reopen", "state": "reopened", "text": f"{NAME}说没修好"}
        await self.row("issue_steps.by", issue_id=closed, **step, at=self.at)
        held = {"number": 990, "text": "灯坏了", "state": "taken", "reported_at": self.at, "changed_at": self.at}
        await self.row("issues.holder_id", **self.place, **held)
        await self.row("issues.keeper_id", **self.place, **held | {"number": 991, "level": 1})
        await self.rated(closed)
        await self.file(f"issue:{closed}")
        added = await self.row("issue_additions.person_id", issue_id=closed, unit_id=self.unit, text=WORDS, at=self.at)
        await self.file(f"issue_addition:{added}")
        await self.row("issue_seals.sealed_to", issue_id=closed)
        await self.row("issue_proxies.filed_by", issue_id=closed)
        await self.row("issue_hidings.by", issue_id=closed, reason="rude", at=self.at)
        await self.pressing(closed)
        values = {"chat_id": self.her.chat_id, "expires_at": self.at + timedelta(days=1), "kind": "report"}
        draft = await self.row("drafts.person_id", **values, body={"text": WORDS})
        await self.file(f"draft:{draft}")
        await self.transaction.drafts.open_album("album", draft, self.at)
        await self.transaction.polls.answer(poll_id="tg-1", telegram_id=TELEGRAM, choices=[1], update_id=1, at=self.at)

    async def pressing(self, issue_id: int) -> None:
        """One she declared, one she took down."""
        hours = {"criterion": "danger", "declared_at": self.at, "answer_by": self.at, "done_by": self.at, "missed": []}
        await self.row("urgent_reports.declared_by", issue_id=issue_id, **hours)
        await self.row("urgent_reports.lowered_by", issue_id=issue_id, **hours, declared_by=self.chair, reason="不急")

    async def rated(self, issue_id: int) -> None:
        """One she gave, one she appealed, one she decided."""
        step = {"issue_id": issue_id, "kind": "solved", "state": "closed", "by": self.chair, "at": self.at}
        said = {"issue_id": issue_id, "content": "fair", "at": self.at}
        for column in ("person_id", "appealed_by", "decided_by"):
            closing = await self.transaction.registry.add(column_named("issue_steps.id").table, **step)
            words = {"words": WORDS} if column == "person_id" else {}
            await self.row(f"issue_ratings.{column}", **said, **words, step_id=closing)

    async def of_traffic(self) -> None:
        told = {"name": NAME, "kind": "owner", "place": "中华园3号楼", "request_id": 1}
        leader = self.town["李楼长"].chat_id
        notices = [
            Notice("to_her", self.her.chat_id, NoticeKind.POST, "registry.accepted", told, subject="notice:1"),
            Notice("about_her", leader, NoticeKind.POST, "registry.home_request", told),
            Notice("by_her", self.town.group, NoticeKind.POST, "chats.hello", poster_id=self.her.person_id),
        ]
        await apply(self.transaction, map(Post, notices), at=self.at)
        await self.transaction.posts.keep(
            subject="notice:1", chat_id=self.her.chat_id, message_id=1, poll_id=None, drawn=""
        )
        letter = Letter(9, f"{TELEGRAM}:{TELEGRAM}", WORDS, self.at)
        await self.transaction.inbox.receive([letter])
        await self.transaction.inbox.bury(9, "ABC234")
        note = {"unit_id": self.unit, "kind": "bound", "facts": {"name": NAME}, "at": self.at}
        await self.transaction.registry.add(column_named("household_notes.unit_id").table, **note)
        await self.row("chats.added_by", telegram_id=-99, kind="group")

    async def of_service(self) -> None:
        at, compound = self.at, self.town.compound_id
        announcement = {"compound_id": compound, "text": "停水", "pin": False, "urgent": False, "state": "published"}
        number = await self.row("announcements.author_id", **announcement, due_at=at)
        await self.row("announcement_versions.by", announcement_id=number, version=1, text="停水", at=at)
        poll = {"compound_id": compound, "chat_id": self.town.group, "options": [], "several": False, "named": True}
        poll |= {"question": "大门换不换", "state": "closed", "created_at": at, "closes_at": at}
        await self.row("polls.starter_id", **poll)
        await self.votes()
        await self.elections()
        await self.matters()
        await self.row("posters.made_by", compound_id=compound, tag="t", number=1, spot="门口", made_at=at)
        await self.row("personal_links.made_by", purpose="home", subject="unit:1", made_at=at, expires_at=at)
        await self.row("consents.person_id", purpose=Purpose.REMINDERS.value, version=NOTICE_VERSION, given_at=at)
        await self.row("accesses.person_id", by_person_id=self.chair, what=Access.REPORT.value, at=at)
        await self.row("accesses.by_person_id", person_id=self.chair, what=Access.REPORT.value, at=at)

    async def votes(self) -> None:
        """One she started, one she checked and voted in, named by her home."""
        at, hash = self.at, "0" * 64
        vote = {"compound_id": self.town.compound_id, "matter": "manager", "title": "解聘物业", "text": "解聘物业"}
        vote |= {"text_hash": hash, "rule": "owners-general", "terms": {}, "state": "final", "roll_hash": hash}
        vote |= {"posted_at": at, "opens_at": at, "closes_at": at, "objections_until": at, "heads": 1, "area": 9000}
        await self.row("votes.started_by", **vote, number=1)
        number = await self.row("votes.confirmed_by", **vote, number=2, started_by=self.chair)
        origin = {"owners": [NAME], "units": [{"name": "3号楼2单元301", "area": 9000, "source": "registered"}]}
        head = await self.transaction.registry.add(
            column_named("vote_heads.id").table, vote_id=number, slot=1, key="1", origin=origin, area=9000, seq=1
        )
        await self.transaction.registry.add(column_named("vote_voters.id").table, head_id=head, owner_id=self.owner)
        member = {"vote_id": number, "slot": 2, "key": "2", "origin": {"owners": [], "units": []}, "area": 0}
        seat = await self.transaction.registry.add(column_named("vote_heads.id").table, **member)
        await self.row("vote_voters.person_id", head_id=seat)
        ballot = {"head_id": head, "seq": 1, "choice": "approve", "receipt": "0000", "source": "update:1", "at": at}
        await self.row("ballots.by_person_id", **ballot)
        paper = {"vote_id": number, "head_id": head, "state": "entered", "choice": "approve"}
        await self.row("vote_papers.entered_by", **paper, serial=1)
        await self.row("vote_papers.confirmed_by", **paper, serial=2, entered_by=self.chair)
        proxy = {"head_id": head, "state": "confirmed", "at": at}
        await self.row("vote_proxies.holder_id", **proxy, entered_by=self.chair)
        await self.row("vote_proxies.entered_by", **proxy)
        await self.row("vote_proxies.confirmed_by", **proxy, entered_by=self.chair)
        await self.row("vote_deliveries.by_person_id", vote_id=number, unit_id=self.unit, way="read", at=at)
        await self.row("vote_objections.person_id", vote_id=number, stage="posted", words=WORDS, at=at)

    async def full_matter(self, number: int, matter: dict[str, object], words: dict[str, str]) -> None:
        """She asked to go on, wrote a version, put something on record, objected, answered."""
        at = self.at
        await self.row("matters.move_by", **matter, number=3, started_by=self.chair)
        await self.row("matters.stop_by", **matter, number=4, started_by=self.chair, stop_why="街道装")
        anew = {"revise_title": "院里装灯", "revise_text": "院里装灯，灯罩朝下", "revise_why": "住户提的"}
        await self.row("matters.revise_by", **matter, number=5, started_by=self.chair, **anew)
        text = {"matter_id": number, "version": 1, **words, "at": at}
        await self.row("matter_versions.by", **text)
        noted = {"matter_id": number, "round": 1, "stage": "proposing", "need": "studied", "words": WORDS, "at": at}
        await self.row("matter_records.by", **noted)
        against = {"matter_id": number, "round": 1, "unit_id": self.unit, "words": WORDS, "at": at}
        await self.row("matter_objections.person_id", **against, number=1)
        await self.row("matter_doubts.person_id", matter_id=number, at=at)
        await self.row("matter_objections.answered_by", **{**against, "words": "太亮"}, number=2, answer="答复")

    async def matters(self) -> None:
        """One she began, one she finished; she spoke, took down what others said, felt the same."""
        at, words = self.at, {"title": "楼道灯", "text": "楼道灯", "text_hash": "0" * 64}
        matter = {"procedure": "small", "stage": "archived", "since": at, "started_at": at, **words, **self.place}
        matter |= {"homes": {"words": "3号楼", "ids": [self.unit]}}
        number = await self.row("matters.started_by", **matter, number=1)
        await self.row("matters.done_by", **matter, number=2, started_by=self.chair)
        await self.full_matter(number, matter, words)
        asked = {"matter_id": number, "round": 1, "named_at": at}
        unit = await self.row("consulted_units.named_by", **asked, name="消防")
        called = {"spot": "社区会议室", "meets_at": at, "called_at": at}
        await self.row("unit_meetings.called_by", matter_id=number, round=1, **called)
        answer = {"consulted_unit_id": unit, "version": 1, "says": "amend", "reason": "留通道", "way": "phone"}
        answer |= {"answered_name": "张工", "answered_post": "参谋", "day": "2026-11-24", "at": at}
        await self.row("unit_answers.entered_by", **answer)
        await self.whistle_and_lists()
        said = {"matter_id": number, "channel": "visit", "words": WORDS, "at": at}
        mine = await self.row("opinions.person_id", **{**said, "channel": "chat"})
        heard = await self.row("opinions.entered_by", **{**said, "words": "装亮一点"})
        await self.row("opinion_supports.person_id", opinion_id=heard, at=at)
        chair = {"opinion_id": mine, "person_id": self.chair, "at": at}
        await self.transaction.registry.add(column_named("opinion_supports.id").table, **chair)

        task = {"matter_id": number, "round": 1, "what": "装灯", "holder": WORDS, "planned": 1, "state": "done"}
        task |= {"due": "2026-11-24", "first_due": "2026-11-24", "at": at}
        await self.row("tasks.added_by", **task, number=1)
        await self.row("tasks.ended_by", **task, number=2, added_by=self.chair)
        await self.row("ratings.person_id", matter_id=number, since=at, unit_id=self.unit, words=WORDS, at=at)
        await self.row("matter_optouts.person_id", matter_id=number, at=at)

        cluster = {"matter_id": number, "title": "亮度", "made_at": at, "reason": "换灯"}
        answered = await self.row("opinion_clusters.made_by", **cluster)
        whole = {**cluster, "title": "声音", "verdict": "adopted", "made_by": self.chair}
        await self.row("opinion_clusters.answered_by", **whole)
        await self.row("answer_tellings.person_id", cluster_id=answered, revision=1, at=at)
        use = {"matter_id": number, "channel": "visit", "day": "2026-11-24", "homes": 8, "words": "没有新意见"}
        await self.row("channel_uses.entered_by", **use, at=at)
        proposed = {
            "compound_id": self.town.compound_id,
            "title": WORDS,
            "text": WORDS,
            "homes": 8,
            "share": [1, 20],
            "wanted": 1,
        }
        proposed |= {"state": "taken", "share": [1, 20], "at": at}
        number = await self.row("proposals.author_id", **proposed, number=1)
        await self.row("proposals.answered_by", **{**proposed, "title": "停车", "text": "停车"}, number=2)
        await self.row("proposal_supports.person_id", proposal_id=number, unit_id=self.unit, at=at)

    async def elections(self) -> None:
        """One she started, one she recorded; she stood, signed, objected, answered, petitioned."""
        at, compound = self.at, self.town.compound_id
        election = {"compound_id": compound, "organ": "owners", "seats": 5, "conditions": [], "terms": {}}
        election |= {"state": "settled", "opened_at": at, "settled_at": at}
        number = await self.row("elections.started_by", **election)
        await self.row("elections.recorded_by", **election, started_by=self.chair)
        await self.row("elections.confirmed_by", **election, started_by=self.chair)
        stands = {"election_id": number, "channel": "self", "resident": True, "posts": [], "at": at}
        mine = await self.row("candidacies.person_id", **stands, name=NAME)
        await self.row("candidacies.seen_by", **stands, name="张师傅")
        other = await self.row("candidacies.added_by", **stands, name="刘师傅")
        await self.row("candidacy_signers.person_id", candidacy_id=other, home=f"home:{self.unit}", at=at)
        said = {"candidacy_id": mine, "words": WORDS, "at": at}
        await self.row("candidacy_objections.person_id", **said)
        await self.row(
            "candidacy_objections.answered_by", **{**said, "words": "没有履行义务"}, upheld=False, answer="不"
        )
        await self.row("election_members.added_by", election_id=number, name="孙书记", seat="party_branch")
        sheet = {"election_id": number, "sheet": {}, "entered_at": at}
        await self.row("count_sheets.entered_by", **sheet)
        await self.row("count_sheets.confirmed_by", **sheet, entered_by=self.chair)
        await self.voters(number)
        asked = {
            "compound_id": compound,
            "organ": "property",
            "share": [1, 20, True],
            "source": "",
            "homes": 9,
            "at": at,
        }
        petition = await self.row("petitions.started_by", **asked)
        await self.row("petition_signatures.person_id", petition_id=petition, unit_id=self.unit, at=at)

    async def voters(self, election: int) -> None:
        """A voters' list she posted, an objection of hers and one she answered, a ballot she noted."""
        at = self.at
        days = {"posted_at": at, "objections_until": at, "opens_at": at, "answer_days": 3, "source": ""}
        listed = await self.row("voter_lists.posted_by", election_id=election, **days)
        said = {"list_id": listed, "at": at, "answer_by": at}
        await self.row("voter_objections.person_id", **said, words=WORDS)
        answered = {"words": "多了一户", "upheld": False, "answer": "不"}
        await self.row("voter_objections.answered_by", **said, **answered)
        await self.row("election_turnout.by", election_id=election, round=1, unit_id=self.unit, at=at)
