"""Buttons of residents' proposals (居民提议的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class OpenProposals(Button, prefix="ppl"):
    """[居民提议]: those of my compounds."""


@dataclass(frozen=True)
class ShowProposal(Button, prefix="pps"):
    """One proposal."""

    proposal_id: int


@dataclass(frozen=True)
class ReadProposal(Button, prefix="ppr"):
    """[看全文]."""

    proposal_id: int


@dataclass(frozen=True)
class NewProposal(Button, prefix="ppn"):
    """[我有个提议]."""


@dataclass(frozen=True)
class ProposalPlace(Button, prefix="ppb"):
    """In this compound."""

    compound_id: int


@dataclass(frozen=True)
class RewriteProposal(Button, prefix="ppe"):
    """[改一改]."""

    draft_id: int


@dataclass(frozen=True)
class PostProposal(Button, prefix="ppg"):
    """[发出去]."""

    draft_id: int


@dataclass(frozen=True)
class DropProposal(Button, prefix="ppz"):
    """[算了]."""

    draft_id: int


@dataclass(frozen=True)
class SupportProposal(Button, prefix="ppu"):
    """[我家支持]; `withdrawn`: [不支持了]."""

    proposal_id: int
    withdrawn: int


@dataclass(frozen=True)
class WithdrawProposal(Button, prefix="ppw"):
    """[撤回提议]; `sure`: after the second look."""

    proposal_id: int
    sure: int


@dataclass(frozen=True)
class AskWay(Button, prefix="ppt"):
    """[受理]: by which way?"""

    proposal_id: int


@dataclass(frozen=True)
class TakeUpProposal(Button, prefix="ppy"):
    """By this way."""

    proposal_id: int
    way: str


@dataclass(frozen=True)
class DiscussProposal(Button, prefix="ppi"):
    """[发起议题], with what was proposed."""

    proposal_id: int


@dataclass(frozen=True)
class RefuseProposal(Button, prefix="ppx"):
    """[不受理]: why, is asked."""

    proposal_id: int
