"""Buttons of reports (报事按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ReportIt(Button, prefix="ir"):
    """报上去."""

    draft_id: int


@dataclass(frozen=True)
class EditReport(Button, prefix="ie"):
    """改一改."""

    draft_id: int


@dataclass(frozen=True)
class KeepOffer(Button, prefix="ik"):
    """不改了."""

    draft_id: int


@dataclass(frozen=True)
class JustSaying(Button, prefix="ij"):
    """只是说说."""

    draft_id: int


@dataclass(frozen=True)
class AskPlace(Button, prefix="iq"):
    """换楼栋."""

    draft_id: int


@dataclass(frozen=True)
class PickBuilding(Button, prefix="ib"):
    """在这栋楼; 0: 不在楼里／说不清."""

    draft_id: int
    building_id: int


@dataclass(frozen=True)
class ListBuildings(Button, prefix="ibp"):
    """选楼栋: a page of the buildings, apart from the offer."""

    draft_id: int
    page: int


@dataclass(frozen=True)
class PickCompound(Button, prefix="ip"):
    """在这个小区."""

    draft_id: int
    compound_id: int


@dataclass(frozen=True)
class PickEntrance(Button, prefix="ke"):
    """在这个单元; 0: 说不清."""

    draft_id: int
    entrance_id: int


@dataclass(frozen=True)
class ReportMine(Button, prefix="im"):
    """这是我发的，报上去 (in a group)."""

    draft_id: int


@dataclass(frozen=True)
class SeeIssue(Button, prefix="is"):
    """看进展."""

    issue_id: int


@dataclass(frozen=True)
class ReadOn(Button, prefix="it"):
    """看全文."""

    issue_id: int


@dataclass(frozen=True)
class SeeFiles(Button, prefix="if"):
    """看照片."""

    issue_id: int


@dataclass(frozen=True)
class LeaveIt(Button, prefix="ix"):
    """先不写."""

    draft_id: int


@dataclass(frozen=True)
class NotFixed(Button, prefix="in"):
    """还没修好."""

    issue_id: int


@dataclass(frozen=True)
class ReopenAtOnce(Button, prefix="iu"):
    """不写了，接着办."""

    issue_id: int
    draft_id: int


@dataclass(frozen=True)
class OpenIssues(Button, prefix="il"):
    """看全部 (待办报事)."""


@dataclass(frozen=True)
class TurnPage(Button, prefix="ig"):
    """上一页、下一页."""

    page: int


@dataclass(frozen=True)
class IssueStep(Button, prefix="iys"):
    """One step of a report (办理)."""

    issue_id: int
    step: str


@dataclass(frozen=True)
class IssueMore(Button, prefix="iym"):
    """其他办法."""

    issue_id: int


@dataclass(frozen=True)
class AssignTo(Button, prefix="iyh"):
    """派给这位."""

    issue_id: int
    person_id: int


@dataclass(frozen=True)
class SuspendFor(Button, prefix="iyd"):
    """挂起这么多天; why is asked."""

    issue_id: int
    days: int


@dataclass(frozen=True)
class DeclineWhy(Button, prefix="iyw"):
    """不予受理, for this reason; who to ask instead is asked."""

    issue_id: int
    why: str


@dataclass(frozen=True)
class ShowUtilities(Button, prefix="iut"):
    """[水电气]; 0: of the only compound."""

    compound_id: int
