"""The table of 包建单位: units that stand by a compound; a name once at a time."""

from sqlalchemy import Column, Index, Table, Text

from storage.schema.base import Moment, metadata, own_id, to

partners = Table(
    "partners",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("name", Text, nullable=False),  # of an organisation, public
    Column("post", Text, nullable=False),  # where to ask there, nobody's name
    Column("purpose", Text, nullable=False),
    to("people", "written_by"),
    Column("since", Moment, nullable=False),
    to("people", "ended_by", nullable=True),
    Column("until", Moment),  # None while it stands by
)
Index(
    "ux_partners_standing",
    partners.c.compound_id,
    partners.c.name,
    unique=True,
    sqlite_where=partners.c.until.is_(None),
    postgresql_where=partners.c.until.is_(None),
)
