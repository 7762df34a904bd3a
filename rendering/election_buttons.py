"""Buttons of elections (选举的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class OpenElections(Button, prefix="ela"):
    """[选举和换届]."""


@dataclass(frozen=True)
class ShowElection(Button, prefix="elb"):
    """One election."""

    election_id: int


@dataclass(frozen=True)
class RunElection(Button, prefix="elc"):
    """[办这次选举]: what those who run it can do."""

    election_id: int


@dataclass(frozen=True)
class ListCandidates(Button, prefix="eld"):
    """[看候选人]."""

    election_id: int
    page: int


@dataclass(frozen=True)
class ShowCandidate(Button, prefix="ele"):
    """One candidate."""

    candidacy_id: int


@dataclass(frozen=True)
class AskToStand(Button, prefix="elf"):
    """[我来报名]: the conditions, and what others will see."""

    election_id: int


@dataclass(frozen=True)
class Stand(Button, prefix="elg"):
    """[都符合，我愿意参选]."""

    election_id: int


@dataclass(frozen=True)
class Withdraw(Button, prefix="eli"):
    """[我不参选了]; `sure` once asked back."""

    candidacy_id: int
    sure: int


@dataclass(frozen=True)
class Recommend(Button, prefix="elj"):
    """[推荐一位邻居], or an organ's recommendation: the next words are the name."""

    election_id: int
    channel: str


@dataclass(frozen=True)
class ChooseChannel(Button, prefix="elk"):
    """[录入组织推荐]: whose."""

    election_id: int


@dataclass(frozen=True)
class SendRecommendation(Button, prefix="ell"):
    """[就这样推荐]; whether they live there, whether their written consent is at hand."""

    draft_id: int
    resident: int
    on_paper: int


@dataclass(frozen=True)
class Consent(Button, prefix="elm"):
    """[我就是，我愿意]."""

    candidacy_id: int


@dataclass(frozen=True)
class SignNomination(Button, prefix="eln"):
    """[我也联名]."""

    candidacy_id: int


@dataclass(frozen=True)
class ObjectToCandidate(Button, prefix="elo"):
    """[提异议]: the next words are the objection."""

    candidacy_id: int


@dataclass(frozen=True)
class ListObjections(Button, prefix="elp"):
    """[答复异议]."""

    election_id: int


@dataclass(frozen=True)
class AnswerObjection(Button, prefix="elq"):
    """[成立], [不成立]: the next words are the reason."""

    objection_id: int
    upheld: int


@dataclass(frozen=True)
class SendWords(Button, prefix="elr"):
    """[就这样]: what was written, an objection, an answer, a document, goes where it belongs."""

    draft_id: int


@dataclass(frozen=True)
class DropElectionDraft(Button, prefix="els"):
    """[算了]."""

    draft_id: int


@dataclass(frozen=True)
class NewElection(Button, prefix="elt"):
    """[办一次选举]; compound 0: not chosen yet."""

    compound_id: int


@dataclass(frozen=True)
class ElectionOrgan(Button, prefix="elu"):
    """Which organ."""

    compound_id: int
    organ: str


@dataclass(frozen=True)
class UsualConditions(Button, prefix="elv"):
    """[用常用的条件]."""

    draft_id: int


@dataclass(frozen=True)
class PostCandidates(Button, prefix="elw"):
    """[公示候选人]; `sure` once asked back."""

    election_id: int
    sure: int


@dataclass(frozen=True)
class SettleList(Button, prefix="elx"):
    """[定下名单]."""

    election_id: int


@dataclass(frozen=True)
class RecordAppointment(Button, prefix="ely"):
    """[记街道的聘任]: the next words are the document's number."""

    election_id: int


@dataclass(frozen=True)
class StopElection(Button, prefix="elz"):
    """[停办]; `sure` once asked back."""

    election_id: int
    sure: int


@dataclass(frozen=True)
class NewPetition(Button, prefix="epa"):
    """[联名申请]: for which organ."""


@dataclass(frozen=True)
class StartPetition(Button, prefix="epb"):
    """[请成立物管委]."""

    compound_id: int
    organ: str


@dataclass(frozen=True)
class ConsiderPetition(Button, prefix="epu"):
    """Which organ: a look at what goes out, before anything does."""

    compound_id: int
    organ: str


@dataclass(frozen=True)
class ShowPetition(Button, prefix="epc"):
    """One petition."""

    petition_id: int


@dataclass(frozen=True)
class SignPetition(Button, prefix="epd"):
    """[我家签名] in the group or in private; `withdrawn` takes it back."""

    petition_id: int
    withdrawn: int


@dataclass(frozen=True)
class ReopenNominations(Button, prefix="epe"):
    """[补推荐]: too few are left."""

    election_id: int


@dataclass(frozen=True)
class AskToPut(Button, prefix="epf"):
    """[发起投票]: for how many days."""

    election_id: int


@dataclass(frozen=True)
class PutElection(Button, prefix="epg"):
    """[7天]: the final list goes to the vote."""

    election_id: int
    days: int


@dataclass(frozen=True)
class RecordLot(Button, prefix="eph"):
    """[抽中某某]."""

    election_id: int
    candidacy_id: int


@dataclass(frozen=True)
class ConfirmLot(Button, prefix="epi"):
    """[抽签属实], [不对]: by a second person, of the draw they have read."""

    election_id: int
    right: int
    draws: int


@dataclass(frozen=True)
class RecordDone(Button, prefix="epj"):
    """[今天备案了], [今天移交了]."""

    election_id: int
    milestone: str


@dataclass(frozen=True)
class EnterCount(Button, prefix="epk"):
    """[录计票单]: the next words are its lines."""

    election_id: int


@dataclass(frozen=True)
class ConfirmCount(Button, prefix="epl"):
    """[和现场一样，公布]: by a second person, of the sheet they have read."""

    election_id: int
    sheet_id: int


@dataclass(frozen=True)
class ShowGroup(Button, prefix="epm"):
    """[筹备组]."""

    election_id: int


@dataclass(frozen=True)
class ChooseSeat(Button, prefix="epn"):
    """[加一位]: for whom they sit there."""

    election_id: int


@dataclass(frozen=True)
class SeatMember(Button, prefix="epo"):
    """[业主代表]: the next words are the name."""

    election_id: int
    seat: str


@dataclass(frozen=True)
class ClearGroup(Button, prefix="epp"):
    """[重新记]."""

    election_id: int


@dataclass(frozen=True)
class PostGroup(Button, prefix="epq"):
    """[公布筹备组]."""

    election_id: int


@dataclass(frozen=True)
class DeclarePosts(Button, prefix="epr"):
    """[写我的职务]: the next words are posts held elsewhere."""

    candidacy_id: int


@dataclass(frozen=True)
class NoteConsent(Button, prefix="eps"):
    """[记书面同意]; `sure` once asked back."""

    candidacy_id: int
    sure: int


@dataclass(frozen=True)
class ConfirmAppointment(Button, prefix="ept"):
    """[和文件一样，公布], [不对，重记]: by a second person, of the document they have read."""

    election_id: int
    right: int
    read: str
