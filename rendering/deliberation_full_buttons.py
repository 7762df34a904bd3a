"""Buttons of full matters (一征三议两公开的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class RunMatter(Button, prefix="mfr"):
    """[办这件事]: what is missing to move on, and what supplies it."""

    matter_id: int


@dataclass(frozen=True)
class ShowWay(Button, prefix="mfw"):
    """[走到哪步了]: what lies behind, what is ahead and when at the earliest."""

    matter_id: int


@dataclass(frozen=True)
class ReadRecords(Button, prefix="mfd"):
    """[看记录], a page."""

    matter_id: int
    page: int


@dataclass(frozen=True)
class RecordPhotos(Button, prefix="mfz"):
    """[看照片] of what is on record."""

    matter_id: int


@dataclass(frozen=True)
class ReadVersion(Button, prefix="mfv"):
    """A version of the text; 0: the latest."""

    matter_id: int
    version: int


@dataclass(frozen=True)
class ReadObjections(Button, prefix="mfo"):
    """[看异议], a page."""

    matter_id: int
    page: int


@dataclass(frozen=True)
class NoteRecord(Button, prefix="mfn"):
    """[补上：…]."""

    matter_id: int
    need: str


@dataclass(frozen=True)
class AskMove(Button, prefix="mfa"):
    """[进入下一步]: another is asked to look."""

    matter_id: int


@dataclass(frozen=True)
class ConfirmMove(Button, prefix="mfc"):
    """[核对无误，进入下一步]: of what was `seen` on this page."""

    matter_id: int
    seen: int


@dataclass(frozen=True)
class ReturnMove(Button, prefix="mfb"):
    """[退回]: why, is asked."""

    matter_id: int


@dataclass(frozen=True)
class ShowStop(Button, prefix="mgs"):
    """[有人提请不办了，去看看]."""

    matter_id: int


@dataclass(frozen=True)
class AgreeStop(Button, prefix="mgl"):
    """[同意不办了，告诉大家]: for the reason that was `seen` on this page."""

    matter_id: int
    seen: int


@dataclass(frozen=True)
class DeclineStop(Button, prefix="mgf"):
    """[接着办]: why, is asked."""

    matter_id: int


@dataclass(frozen=True)
class ShowRevision(Button, prefix="mgv"):
    """[有人提请改方案，去看看]; `whole`: the whole text with its changes."""

    matter_id: int
    whole: int


@dataclass(frozen=True)
class AgreeRevision(Button, prefix="mgx"):
    """[同意改，从头征求]: to the words that were `seen` on this page."""

    matter_id: int
    seen: int


@dataclass(frozen=True)
class DeclineRevision(Button, prefix="mgy"):
    """[不改，照定下的办]: why, is asked."""

    matter_id: int


@dataclass(frozen=True)
class ChooseSource(Button, prefix="mgw"):
    """Where the money of a budget is from; `homes`: the homes pay, which way is asked; an empty word: asked again."""

    draft_id: int
    source: str


@dataclass(frozen=True)
class ShowApplication(Button, prefix="mgz"):
    """[复核维修资金申请]: what is on record, beside the photo of its receipt."""

    matter_id: int


@dataclass(frozen=True)
class CheckApplication(Button, prefix="mgk"):
    """[和回执一样，核对无误]: of the very record that was read."""

    matter_id: int
    record_id: int


@dataclass(frozen=True)
class Rewrite(Button, prefix="mft"):
    """[改方案]; `anew`: what was announced, back to the opinions."""

    matter_id: int
    anew: int


@dataclass(frozen=True)
class ConfirmText(Button, prefix="mfe"):
    """[就用这一稿]."""

    draft_id: int


@dataclass(frozen=True)
class TakeText(Button, prefix="mfl"):
    """[接着用我写的]: somebody else wrote the text anew meanwhile, and that was read."""

    draft_id: int


@dataclass(frozen=True)
class TakeRecord(Button, prefix="mff"):
    """[还是用我写的]: somebody else put the same on record meanwhile, and that was read."""

    draft_id: int


@dataclass(frozen=True)
class CallMeeting(Button, prefix="mfm"):
    """[通知代表会议]: when, is asked."""

    matter_id: int


@dataclass(frozen=True)
class NobodyAbsent(Button, prefix="mfx"):
    """[都在名单里了]."""

    draft_id: int


@dataclass(frozen=True)
class NobodyChosen(Button, prefix="mud"):
    """[没有记录]: who chose the representatives is not on record."""

    draft_id: int


@dataclass(frozen=True)
class ChooseApplicant(Button, prefix="muh"):
    """Who applied for the maintenance fund; an empty word: somebody else."""

    draft_id: int
    applicant: str


@dataclass(frozen=True)
class ChooseRecordDay(Button, prefix="mui"):
    """What is put on record was so many days ago."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class ConfirmMeeting(Button, prefix="mfg"):
    """[通知出去]."""

    draft_id: int


@dataclass(frozen=True)
class CallResidents(Button, prefix="mfu"):
    """[召开居民会议]: when, is asked."""

    matter_id: int


@dataclass(frozen=True)
class ConfirmResidents(Button, prefix="mfy"):
    """[通知各户]."""

    draft_id: int


@dataclass(frozen=True)
class AskOwners(Button, prefix="mfp"):
    """[请业主表决]: for how many days?"""

    matter_id: int


@dataclass(frozen=True)
class PutToOwners(Button, prefix="mfq"):
    """So many days."""

    matter_id: int
    days: int


@dataclass(frozen=True)
class ObjectToMatter(Button, prefix="mfj"):
    """[提异议]."""

    matter_id: int


@dataclass(frozen=True)
class AnswerObjection(Button, prefix="mfk"):
    """[答复第N条]."""

    matter_id: int
    number: int


@dataclass(frozen=True)
class AskGrow(Button, prefix="mfh"):
    """[转为全小区的事]: what does it touch?"""

    matter_id: int


@dataclass(frozen=True)
class GrowCommons(Button, prefix="mfs"):
    """It touches this, and the common parts besides (1), or not (0)."""

    matter_id: int
    touch: str
    used: int


@dataclass(frozen=True)
class GrowKind(Button, prefix="mgb"):
    """What of this kind it touches."""

    matter_id: int
    kind: str


@dataclass(frozen=True)
class GrowMatter(Button, prefix="mfi"):
    """It touches this; an empty word: nothing of these."""

    matter_id: int
    touch: str
