"""What a second person is warned of before they confirm (核对提醒): nothing of it refuses, all of it is said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any

from domain.deliberation.consultations import ConsultedUnit
from domain.deliberation.matters import Matter
from domain.deliberation.procedures import SIX_STEPS, URGENT
from domain.deliberation.record_details import Application, MoneySource
from domain.deliberation.stages import Need, Stage
from domain.registry import Actor, Organ, RoleKind

TWO_COMMITTEES = frozenset({Organ.PARTY, Organ.RESIDENTS})
"""社区两委: the community's Party organisation and its residents' committee; whoever proposes is of these."""

CHECKED = "checked"
"""Under this name a matter keeps who checked the proposal, and in which round."""


class Caution(StrEnum):
    """A warning (提醒)."""

    OUTSIDE = "outside"  # 核对的人不是社区两委的
    ONE_UNIT = "one_unit"  # 只请了一家单位
    SOURCE_UNSAID = "source_unsaid"  # 钱从哪里来还没定
    UNAPPLIED = "unapplied"  # 维修资金还没有申请
    APPLICATION_UNCHECKED = "application_unchecked"  # 维修资金的申请待复核


def of_two_committees(matter: Matter, actor: Actor) -> bool:
    """Whether they sit on one of 社区两委 there."""
    return any(
        role.kind is RoleKind.COMMITTEE and role.organ in TWO_COMMITTEES and role.place.covers(matter.place)
        for role in actor.roles
    )


def checked_by(matter: Matter, actor: Actor) -> dict[str, Any]:
    """What is kept of who checks 两委提议; nothing of any other step."""
    if matter.stage is not Stage.PROPOSING:
        return {}
    return {CHECKED: {"round": matter.round, "inside": of_two_committees(matter, actor)}}


def unchecked(matter: Matter) -> bool:
    """Whether nobody of 社区两委 checked the proposal of this round; what was checked before that was kept says no."""
    found = matter.terms.get(CHECKED)
    return found is not None and found["round"] == matter.round and not found["inside"]


def source_unsaid(price: Mapping[str, Any] | None) -> bool:
    """钱从哪里来还没定: so it was said when the budget was put on record; or it was never asked, of before that."""
    if price is None or not price["budget"]:
        return False
    return price.get("source") in (None, MoneySource.OPEN)


def cautions(
    matter: Matter,
    actor: Actor,
    units: Sequence[ConsultedUnit],
    price: Mapping[str, Any] | None,
    *,
    application: Application | None,
) -> tuple[Caution, ...]:
    """What whoever looks now is warned of, in the order of the table."""
    proposing = matter.stage is Stage.PROPOSING
    found = {
        Caution.OUTSIDE: proposing and not of_two_committees(matter, actor),
        Caution.ONE_UNIT: matter.stage is Stage.CONSULTING and len(units) == 1,
        Caution.SOURCE_UNSAID: matter.stage in (Stage.PROPOSING, Stage.CONSULTING) and source_unsaid(price),
        Caution.UNAPPLIED: needs_application(matter) and application is None,
        Caution.APPLICATION_UNCHECKED: needs_application(matter)
        and application is not None
        and not application.checked,
    }
    return tuple(one for one in Caution if found[one])


def needs_application(matter: Matter) -> bool:
    """Whether it spends the maintenance fund without the owners' vote (民法典281第二款)."""
    return matter.procedure_name == URGENT.name and any(Need.APPLIED in step.notes for step in matter.procedure.steps)


NAMED = (Need.CHOSEN, Need.PARTY, Need.MONITORS)
"""What a disclosure names, on record or not: who chose the representatives, 党员会议, 居务监督委员会."""


def named(matter: Matter, noted: Collection[Need]) -> dict[str, bool] | None:
    """Of each whether it is on record in this round; None where the procedure knows nothing of them."""
    return {need.value: need in noted for need in NAMED} if matter.procedure_name == SIX_STEPS.name else None
