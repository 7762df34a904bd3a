"""Tables of privacy (隐私): consents by purpose and version, and who looked at whose data."""

from sqlalchemy import Column, Integer, String, Table

from storage.schema.base import Moment, metadata, own_id, to

consents = Table(
    "consents",
    metadata,
    own_id(),
    to("people", "person_id", index=True),
    Column("purpose", String(32), nullable=False),
    Column("version", Integer, nullable=False),  # of the notice that was shown
    Column("given_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
)

accesses = Table(
    "accesses",
    metadata,
    own_id(),
    to("people", "person_id", index=True),  # whose data
    to("people", "by_person_id", nullable=True),  # who looked; None: at the machine's terminal
    Column("what", String(32), nullable=False),
    Column("at", Moment, nullable=False),
)
