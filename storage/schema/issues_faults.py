"""Tables of known faults (已知晓的故障), and who wants to hear when they are over."""

from sqlalchemy import Boolean, Column, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

known_faults = Table(
    "known_faults",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),  # None: of the whole compound
    to("entrances", "entrance_id", nullable=True),  # None: of the whole building
    Column("category", String(16), nullable=False),
    to("people", "noted_by"),
    Column("noted_at", Moment, nullable=False),
    Column("ends_by", Moment, nullable=False),
    Column("late_at", Moment),
    Column("ended_at", Moment),
    Column("by_itself", Boolean, nullable=False, server_default="0"),
)

fault_followers = Table(
    "fault_followers",  # gone once they were told that it is over
    metadata,
    own_id(),
    to("known_faults", "fault_id"),
    to("people", "person_id", index=True),
    UniqueConstraint("fault_id", "person_id"),
)
