"""Tables of formal votes (表决): the vote, its frozen roll, who may vote for which head, the ballots."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

votes = Table(
    "votes",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),
    Column("number", Integer, nullable=False),  # 编号, counts up within a compound
    Column("matter", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("terms", Json, nullable=False),  # what the profile said when it was posted
    Column("state", String(16), nullable=False),
    to("people", "started_by"),
    Column("posted_at", Moment, nullable=False),
    Column("opens_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("roll_hash", String(64), nullable=False),
    Column("heads", Integer, nullable=False),
    Column("area", Integer, nullable=False),  # of all heads, in 0.01 ㎡
    Column("objections_until", Moment),
    to("people", "confirmed_by", nullable=True),
    Column("result", Json),
    Column("reminded", Integer, nullable=False, server_default="0"),  # how often those who had not voted were
    Column("reminded_at", Moment),
    Column("constituency", String(32), nullable=False, server_default="owners"),  # 表决主体
    Column("ballot", String(32), nullable=False, server_default="yes-no-abstain"),  # 票种
    Column("options", Json),  # [{key, label}]; None: yes, no, abstain
    Column("seats", Integer),
    Column("overtaken_at", Moment),  # 决议不办了: what it decided was written anew
    UniqueConstraint("compound_id", "number"),
    CheckConstraint("opens_at <= closes_at", name="period"),
)

vote_heads = Table(
    "vote_heads",
    metadata,
    own_id(),
    to("votes", "vote_id"),
    Column("slot", Integer, nullable=False),  # 序号, in a keyed order: says nothing of the home
    Column("key", String(255), nullable=False),  # the owners' numbers, joined; developer
    Column("origin", Sealed(facts=True), nullable=False),  # where the entry came from: names, units, areas
    Column("area", Integer, nullable=False),
    Column("seq", Integer, nullable=False, server_default="0"),  # of the last ballot; 0: none yet
    Column("signed_in_at", Moment),  # to a meeting
    to("owners", "named_owner_id", nullable=True),  # the one whom those who own together have named
    UniqueConstraint("vote_id", "slot"),
)

vote_voters = Table(
    "vote_voters",
    metadata,
    own_id(),
    to("vote_heads", "head_id"),
    to("owners", "owner_id", nullable=True, index=True),  # whoever on the messenger this owner is, on the day
    to("people", "person_id", nullable=True, index=True),  # who holds the office that votes
    to("owners", "names_id", nullable=True),  # whom of those who own together they name
    UniqueConstraint("head_id", "owner_id"),
    CheckConstraint("(owner_id IS NULL) <> (person_id IS NULL)", name="one"),
)

vote_units = Table(
    "vote_units",
    metadata,
    own_id(),
    to("vote_heads", "head_id"),
    to("dwelling_units", "unit_id", index=True),
    UniqueConstraint("head_id", "unit_id"),
)

ballots = Table(
    "ballots",
    metadata,
    own_id(),
    to("vote_heads", "head_id"),
    Column("seq", Integer, nullable=False),  # within the head
    Column("choice", Sealed(), nullable=False),
    to("people", "by_person_id", nullable=True),
    to("owners", "owner_id", nullable=True),  # which of those who own together
    Column("paper", Boolean, nullable=False, server_default="0"),
    Column("receipt", String(32), nullable=False, unique=True),
    Column("source", String(128), nullable=False, unique=True),  # the same update twice is one ballot
    Column("at", Moment, nullable=False),  # when it was pressed
    UniqueConstraint("head_id", "seq"),
)

vote_objections = Table(
    "vote_objections",
    metadata,
    own_id(),
    to("votes", "vote_id", index=True),
    to("people", "person_id", nullable=True),
    Column("stage", String(16), nullable=False),  # the vote's state when it was raised
    Column("words", Sealed(), nullable=False),
    Column("at", Moment, nullable=False),
)

vote_door_notes = Table(
    "vote_door_notes",
    metadata,
    own_id(),
    to("votes", "vote_id"),
    to("dwelling_units", "unit_id", index=True),
    Column("note", String(16), nullable=False),  # 不在家…; erased at the close
    UniqueConstraint("vote_id", "unit_id"),
)

vote_papers = Table(
    "vote_papers",
    metadata,
    own_id(),
    to("votes", "vote_id"),
    to("vote_heads", "head_id", index=True),
    Column("serial", Integer, nullable=False),  # on the sheet; used once
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),  # how often it was entered
    Column("choice", Sealed()),
    Column("void", String(16)),  # why it is void, as it was entered; None: it chooses
    to("people", "entered_by", nullable=True),
    to("people", "confirmed_by", nullable=True),
    UniqueConstraint("vote_id", "serial"),
    CheckConstraint("entered_by <> confirmed_by", name="second_person"),
)

vote_proxies = Table(
    "vote_proxies",
    metadata,
    own_id(),
    to("vote_heads", "head_id", index=True),
    to("people", "holder_id", nullable=True, index=True),  # who votes for it while it stands
    Column("state", String(16), nullable=False),
    to("people", "entered_by"),
    to("people", "confirmed_by", nullable=True),
    Column("at", Moment, nullable=False),
    CheckConstraint("entered_by <> confirmed_by", name="second_person"),
)

vote_deliveries = Table(
    "vote_deliveries",
    metadata,
    own_id(),
    to("votes", "vote_id"),
    to("dwelling_units", "unit_id", index=True),
    Column("way", String(16), nullable=False),  # 送达方式
    to("people", "by_person_id", nullable=True),  # who wrote it down, or pressed 「我看到了」
    Column("at", Moment, nullable=False),
    Column("urged_at", Moment),  # 催告
    UniqueConstraint("vote_id", "unit_id"),
)
