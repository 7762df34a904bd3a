"""Words of 一窗受理 that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.errands import ErrandState
from handlers.errands import SAYS
from handlers.errands_writing import ENDS

TOLD = ("filed", "missing", "taken", "done", "declined", "late", "late_staff")

FAMILIES: dict[str, Iterable[str]] = {
    "errands.stands.*": ErrandState,
    "errands.state.*": ErrandState,
    "errands.key.*": (*SAYS, *ENDS, "waiting", "mine"),
    "errands.ask.*": (*ENDS, "name", "materials"),
    "errands.thanks.*": ENDS,
    "errands.toast.*": (*SAYS, "number", "tick"),
    "errands.told.*": TOLD,
}
