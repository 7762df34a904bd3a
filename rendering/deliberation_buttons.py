"""Buttons of matters (议题的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class DiscussIssue(Button, prefix="iyj"):
    """[转议事]: a report becomes a matter, nothing typed again."""

    issue_id: int


@dataclass(frozen=True)
class OpenMatters(Button, prefix="mtl"):
    """[议事]: the matters of my compounds."""


@dataclass(frozen=True)
class OpenOverview(Button, prefix="mld"):
    """[大事清单]: every matter with what came of it."""

    page: int


@dataclass(frozen=True)
class ShowMatter(Button, prefix="mts"):
    """One matter."""

    matter_id: int


@dataclass(frozen=True)
class MoreOnMatter(Button, prefix="mgm"):
    """[更多]: what a matter's page has no room for; `run`: the page of whoever runs it."""

    matter_id: int
    run: int
    page: int


@dataclass(frozen=True)
class ReadMatter(Button, prefix="mtr"):
    """[看全文]."""

    matter_id: int


@dataclass(frozen=True)
class SpeakOnMatter(Button, prefix="mto"):
    """[说两句]; `entered`: what somebody else said, taken down by staff."""

    matter_id: int
    entered: int


@dataclass(frozen=True)
class ChooseChannel(Button, prefix="mtc"):
    """How it was said, and when: today, yesterday."""

    draft_id: int
    channel: str


@dataclass(frozen=True)
class ReadOpinions(Button, prefix="mta"):
    """[大家说的], a page."""

    matter_id: int
    page: int


@dataclass(frozen=True)
class SupportOpinion(Button, prefix="mtu"):
    """[同感], and once more to take it back."""

    opinion_id: int
    page: int


@dataclass(frozen=True)
class WithdrawOpinion(Button, prefix="mtw"):
    """[收回]."""

    opinion_id: int
    page: int


@dataclass(frozen=True)
class AskEvening(Button, prefix="mte"):
    """[开始表决]: until which evening?"""

    matter_id: int


@dataclass(frozen=True)
class PutMatter(Button, prefix="mtp"):
    """Until this evening."""

    matter_id: int
    days: int


@dataclass(frozen=True)
class ShowWork(Button, prefix="mtf"):
    """[交照片]."""

    matter_id: int


@dataclass(frozen=True)
class FinishWork(Button, prefix="mtd"):
    """[公布做好了]."""

    matter_id: int


@dataclass(frozen=True)
class DoubtWork(Button, prefix="mtn"):
    """[还没做好]."""

    matter_id: int


@dataclass(frozen=True)
class SettleDoubt(Button, prefix="mgd"):
    """[现在好了]: by whoever said that it was not."""

    matter_id: int


@dataclass(frozen=True)
class StopMatter(Button, prefix="mtx"):
    """[不办了]: why, is asked."""

    matter_id: int


@dataclass(frozen=True)
class ConfirmStop(Button, prefix="mtm"):
    """[不办了，告诉大家]: the reason, in this version, was read once more."""

    draft_id: int
    version: int


@dataclass(frozen=True)
class MatterPhotos(Button, prefix="muf"):
    """[看照片]: what its disclosure rests on, for whoever may read it."""

    matter_id: int


@dataclass(frozen=True)
class SendWords(Button, prefix="mus"):
    """[发出去]: what was typed, in this version, was read once more as others will read it."""

    draft_id: int
    version: int


@dataclass(frozen=True)
class DropWords(Button, prefix="mtq"):
    """[算了]: what was begun is left, back to the matter."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class NewMatter(Button, prefix="mti"):
    """[发起议题]."""


@dataclass(frozen=True)
class MatterPlace(Button, prefix="mtb"):
    """In this building."""

    draft_id: int
    compound_id: int
    building_id: int


@dataclass(frozen=True)
class MakeEverybodys(Button, prefix="mue"):
    """[当全小区的事来办] (1): what was written as a small matter touches this; [重新选] (0)."""

    draft_id: int
    touch: str
    whole: int


@dataclass(frozen=True)
class MatterHomes(Button, prefix="mth"):
    """All homes of the building (0), or of an entrance."""

    draft_id: int
    entrance_id: int


@dataclass(frozen=True)
class MatterTouches(Button, prefix="mtt"):
    """What it touches; an empty word: nothing of these."""

    draft_id: int
    touch: str


@dataclass(frozen=True)
class MatterKind(Button, prefix="mgh"):
    """What of this kind it touches; an empty word: back to the kinds."""

    draft_id: int
    kind: str


@dataclass(frozen=True)
class MatterPlaces(Button, prefix="mgn"):
    """Further places to choose from."""

    draft_id: int
    page: int


@dataclass(frozen=True)
class MatterEntrances(Button, prefix="mge"):
    """Further entrances to choose from."""

    draft_id: int
    page: int


@dataclass(frozen=True)
class MatterCommons(Button, prefix="mgc"):
    """Whether common parts are put to another use, or to business: 1 or 0."""

    draft_id: int
    used: int


@dataclass(frozen=True)
class MatterPooling(Button, prefix="mgp"):
    """Whether homes are to chip in: 1 or 0."""

    draft_id: int
    pools: int


@dataclass(frozen=True)
class ReportTyped(Button, prefix="mgr"):
    """[我要报事]: what was typed where a button was meant."""

    draft_id: int


@dataclass(frozen=True)
class PostMatter(Button, prefix="mtg"):
    """[发出去]."""

    draft_id: int


@dataclass(frozen=True)
class MatterBack(Button, prefix="mtk"):
    """[返回]."""

    draft_id: int


@dataclass(frozen=True)
class DropMatter(Button, prefix="mtz"):
    """[算了]."""

    draft_id: int


@dataclass(frozen=True)
class FetchBundle(Button, prefix="mtj"):
    """[归档]: the whole file of a matter that is over."""

    matter_id: int
