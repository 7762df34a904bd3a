"""Buttons of elections on paper (纸票选举的按钮): the voters' list, ballots given out, the count sheet's photo."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowVoters(Button, prefix="eqa"):
    """[选民名单]."""

    election_id: int


@dataclass(frozen=True)
class PostVoters(Button, prefix="eqb"):
    """[公布选民名单]; `sure` once asked back."""

    election_id: int
    sure: int


@dataclass(frozen=True)
class ObjectToVoters(Button, prefix="eqc"):
    """[对名单提异议]: the next words are the objection."""

    election_id: int


@dataclass(frozen=True)
class AnswerVoters(Button, prefix="eqd"):
    """[成立], [不成立]: the next words are the reason."""

    objection_id: int
    upheld: int


@dataclass(frozen=True)
class CorrectVoters(Button, prefix="eqe"):
    """[补一户], [去一户]: the next words are its door."""

    election_id: int
    on: int


@dataclass(frozen=True)
class GiveBallots(Button, prefix="eqf"):
    """[记领票]: the next words are doors, one after another."""

    election_id: int


@dataclass(frozen=True)
class UnmarkBallot(Button, prefix="eqg"):
    """[记错了，撤回], of this round."""

    election_id: int
    unit_id: int
    nth: int


@dataclass(frozen=True)
class PhotographCount(Button, prefix="eqh"):
    """[传计票单照片]: the next message is the photo."""

    election_id: int
    sheet_id: int


@dataclass(frozen=True)
class LookAtCount(Button, prefix="eqi"):
    """[看照片核对]: the photo beside the sums."""

    election_id: int


@dataclass(frozen=True)
class RejectCount(Button, prefix="eqj"):
    """[不一致，退回重录]."""

    election_id: int
    sheet_id: int


@dataclass(frozen=True)
class ListVoterObjections(Button, prefix="eqk"):
    """[答复名单异议]."""

    election_id: int


@dataclass(frozen=True)
class PrintVoters(Button, prefix="eql"):
    """[印选民名单]."""

    election_id: int


@dataclass(frozen=True)
class RepostVoters(Button, prefix="eqm"):
    """[重新公布]; `sure` once asked back."""

    election_id: int
    sure: int
