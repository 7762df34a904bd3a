"""Buttons of formal votes (表决的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class OpenVotes(Button, prefix="vtl"):
    """[正式表决]: the votes of my compounds, and the way to a new one."""


@dataclass(frozen=True)
class ShowVote(Button, prefix="vts"):
    """One vote."""

    vote_id: int


@dataclass(frozen=True)
class ReadMotion(Button, prefix="vtr"):
    """[看全文]."""

    vote_id: int


@dataclass(frozen=True)
class OpenHead(Button, prefix="vth"):
    """One of several I vote for."""

    vote_id: int
    head_id: int


@dataclass(frozen=True)
class ChooseBallot(Button, prefix="vtc"):
    """[同意], [反对], [弃权]: asked back once."""

    vote_id: int
    head_id: int
    choice: str


@dataclass(frozen=True)
class CastBallot(Button, prefix="vtb"):
    """[投出去]."""

    vote_id: int
    head_id: int
    choice: str


@dataclass(frozen=True)
class ObjectToVote(Button, prefix="vto"):
    """[名册有误], [我有异议]."""

    vote_id: int


@dataclass(frozen=True)
class SendObjection(Button, prefix="vtu"):
    """[提出来]: what was written, in this version, goes to the committee."""

    draft_id: int
    version: int


@dataclass(frozen=True)
class DropObjection(Button, prefix="vtw"):
    """[算了]: nothing goes out, and the next words are no objection any more."""

    vote_id: int
    draft_id: int


@dataclass(frozen=True)
class CancelVote(Button, prefix="vtx"):
    """[撤回表决]; `sure` once asked back."""

    vote_id: int
    sure: int


@dataclass(frozen=True)
class ConfirmResult(Button, prefix="vtk"):
    """[核对无误，公布]; `sure` once asked back."""

    vote_id: int
    sure: int


@dataclass(frozen=True)
class ListTogether(Button, prefix="vng"):
    """[记共有人的推选书]: homes that several own, page by page."""

    vote_id: int
    page: int


@dataclass(frozen=True)
class OpenNaming(Button, prefix="vnj"):
    """[推选谁来投]: those who own a home together; `paper` for what they have written."""

    vote_id: int
    head_id: int
    paper: int


@dataclass(frozen=True)
class NameVoter(Button, prefix="vni"):
    """[推选某某]."""

    vote_id: int
    head_id: int
    owner_id: int
    paper: int


@dataclass(frozen=True)
class NewVote(Button, prefix="vtn"):
    """[发起正式表决]."""


@dataclass(frozen=True)
class VotePlace(Button, prefix="vtp"):
    """A place to hold it; building 0 is the whole compound."""

    draft_id: int
    compound_id: int
    building_id: int


@dataclass(frozen=True)
class VoteMatters(Button, prefix="vt9"):
    """What it has to do with; without one, back to that question."""

    draft_id: int
    group: str


@dataclass(frozen=True)
class VoteMatter(Button, prefix="vtm"):
    """What it is about: an item of 民法典278."""

    draft_id: int
    matter: str


@dataclass(frozen=True)
class VoteDays(Button, prefix="vtd"):
    """So many days of voting."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class VoteBack(Button, prefix="vtq"):
    """[返回]."""

    draft_id: int


@dataclass(frozen=True)
class DropVote(Button, prefix="vtz"):
    """[算了]."""

    draft_id: int


@dataclass(frozen=True)
class PostVote(Button, prefix="vtv"):
    """[公示出去]."""

    draft_id: int


@dataclass(frozen=True)
class VoteWho(Button, prefix="vwc"):
    """Whose vote it is: 业主, 住户, 居民代表, 业委会."""

    draft_id: int
    constituency: str


@dataclass(frozen=True)
class VoteHomes(Button, prefix="vwh"):
    """Which homes decide: all of the place, or those of an entrance."""

    draft_id: int
    entrance_id: int


@dataclass(frozen=True)
class VoteByCharter(Button, prefix="vwa"):
    """[按楼院章程]: what says that only these homes decide."""

    draft_id: int


@dataclass(frozen=True)
class VoteBallot(Button, prefix="vwb"):
    """[几项选一], [逐项同意], and back to yes or no."""

    draft_id: int
    ballot: str


@dataclass(frozen=True)
class NobodyUnreached(Button, prefix="vwn"):
    """[都在名单里了]."""

    draft_id: int
