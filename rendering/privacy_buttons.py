"""Buttons of privacy (隐私的按钮)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ReadNotice(Button, prefix="vn"):
    """先看看全文; compound 0: none in particular."""

    compound_id: int


@dataclass(frozen=True)
class DeclineNotice(Button, prefix="vd"):
    """不同意."""


@dataclass(frozen=True)
class AgreeAgain(Button, prefix="vg"):
    """同意，接着用: under the version that was shown."""

    version: int


@dataclass(frozen=True)
class ShowPrivacy(Button, prefix="vp"):
    """回到「我的信息」."""


@dataclass(frozen=True)
class ShowMore(Button, prefix="vm"):
    """更多."""


@dataclass(frozen=True)
class ShowHeld(Button, prefix="vh"):
    """看看记了什么."""


@dataclass(frozen=True)
class ExportMine(Button, prefix="vx"):
    """导出给我."""


@dataclass(frozen=True)
class ShowLooks(Button, prefix="vl"):
    """谁看过."""


@dataclass(frozen=True)
class ShowConsents(Button, prefix="vc"):
    """同意的事项."""


@dataclass(frozen=True)
class TurnConsent(Button, prefix="vt"):
    """开、关一项不必要的同意."""

    purpose: str
    on: int
    version: int


@dataclass(frozen=True)
class AskWithdraw(Button, prefix="vw"):
    """撤回必要的同意: says first what stops."""

    purpose: str


@dataclass(frozen=True)
class ReallyWithdraw(Button, prefix="vy"):
    """真的撤回."""

    purpose: str


@dataclass(frozen=True)
class ShowKeeping(Button, prefix="vk"):
    """留多久."""


@dataclass(frozen=True)
class CorrectName(Button, prefix="vr"):
    """改名字."""


@dataclass(frozen=True)
class FollowTelegram(Button, prefix="vf"):
    """还用 Telegram 上的名字."""

    draft_id: int


@dataclass(frozen=True)
class GiveUp(Button, prefix="vu"):
    """算了: the question is dropped."""

    draft_id: int


@dataclass(frozen=True)
class AskErase(Button, prefix="ve"):
    """删除我的记录; step 1 says what goes, step 2 asks once more."""

    step: int


@dataclass(frozen=True)
class ReallyErase(Button, prefix="vz"):
    """删除."""


@dataclass(frozen=True)
class NameProcessor(Button, prefix="vq"):
    """写明由谁负责; compound 0: which one is asked first."""

    compound_id: int
