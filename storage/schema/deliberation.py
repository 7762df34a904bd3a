"""Tables of deliberation (议事): matters, the opinions on them, who feels the same."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

matters = Table(
    "matters",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),
    Column("number", Integer, nullable=False),  # 编号, counts up within a compound
    Column("procedure", String(32), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("since", Moment, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("homes", Json, nullable=False),  # {words, ids}
    to("people", "started_by"),
    Column("started_at", Moment, nullable=False),
    to("votes", "vote_id", nullable=True),
    Column("figures", Json),  # of the vote, once it is published
    Column("done_words", Text, nullable=False, server_default=""),
    to("people", "done_by", nullable=True),
    Column("reason", Text, nullable=False, server_default=""),
    Column("touched", Json, nullable=False, server_default="[]"),
    Column("terms", Json, nullable=False, server_default="{}"),  # the profile's figures when it began
    Column("round", Integer, nullable=False, server_default="1"),
    Column("version", Integer, nullable=False, server_default="1"),
    to("votes", "owners_vote_id", nullable=True),
    to("people", "move_by", nullable=True),  # asked to go on; a second person confirms
    Column("called_up", Json),  # how many objected when the residents' meeting was called for
    to("votes", "residents_vote_id", nullable=True),
    to("people", "stop_by", nullable=True),  # asked to stop; a second person confirms
    Column("stop_why", Sealed(), nullable=False, server_default=""),
    to("people", "revise_by", nullable=True),  # asked that what was decided is written anew; a second person confirms
    Column("revise_title", Sealed(), nullable=False, server_default=""),
    Column("revise_text", Sealed(), nullable=False, server_default=""),
    Column("revise_why", Sealed(), nullable=False, server_default=""),
    UniqueConstraint("compound_id", "number"),
)

opinions = Table(
    "opinions",
    metadata,
    own_id(),
    to("matters", "matter_id", index=True),
    Column("channel", String(16), nullable=False),
    to("people", "person_id", nullable=True),  # who said it to us; None where staff entered it
    to("people", "entered_by", nullable=True),
    Column("day", String(10)),  # said on, where staff entered it
    Column("words", Sealed(), nullable=False),
    to("opinion_clusters", "cluster_id", nullable=True, index=True),
    to("posters", "poster_id", nullable=True),  # which led its author here
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Column("at", Moment, nullable=False),
    CheckConstraint("person_id IS NULL OR entered_by IS NULL", name="one_way"),
)

opinion_supports = Table(
    "opinion_supports",
    metadata,
    own_id(),
    to("opinions", "opinion_id"),
    to("people", "person_id"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("opinion_id", "person_id"),
)

matter_versions = Table(
    "matter_versions",
    metadata,
    own_id(),
    to("matters", "matter_id"),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("why", Text, nullable=False, server_default=""),
    to("people", "by"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("matter_id", "version"),
)

matter_records = Table(
    "matter_records",
    metadata,
    own_id(),
    to("matters", "matter_id", index=True),
    Column("round", Integer, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("need", String(16), nullable=False),  # what it supplies
    Column("words", Sealed(), nullable=False),
    Column("amount", BigInteger),  # 分
    Column("details", Json),  # its figures: who came, of how many; who applied, and when
    to("people", "by"),
    Column("at", Moment, nullable=False),
)

matter_doubts = Table(
    "matter_doubts",
    metadata,
    own_id(),
    to("matters", "matter_id"),
    to("people", "person_id"),  # who said that it is not done; gone once they say that it is, or nothing
    Column("at", Moment, nullable=False),
    Column("asked_at", Moment),  # since it is shown again
    UniqueConstraint("matter_id", "person_id"),
)

matter_objections = Table(
    "matter_objections",
    metadata,
    own_id(),
    to("matters", "matter_id", index=True),
    Column("round", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    to("people", "person_id", nullable=True),
    to("dwelling_units", "unit_id", nullable=True),  # None: of a representative who has no home here
    Column("words", Sealed(), nullable=False),
    Column("at", Moment, nullable=False),
    Column("representative", Boolean, nullable=False, server_default="0"),  # that day; of each person the first alone
    Column("answer", Text, nullable=False, server_default=""),
    to("people", "answered_by", nullable=True),
    Column("answered_at", Moment),
    UniqueConstraint("matter_id", "round", "number"),
)
