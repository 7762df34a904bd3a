"""Homes that vote (一户一票): whoever is registered there at the moment votes for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from domain.registry import HOME_ROLES
from domain.voting.constituencies import BY_HOMES
from storage.schema.registry import roles
from storage.schema.voting import votes

BY_HOUSEHOLDS = votes.c.constituency.in_(sorted(one.value for one in BY_HOMES))


def at_home(moment: BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a role is one that holds at home at this moment."""
    return and_(
        roles.c.kind.in_(sorted(kind.value for kind in HOME_ROLES)),
        roles.c.since <= moment,
        or_(roles.c.until.is_(None), roles.c.until > moment),
    )
