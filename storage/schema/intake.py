"""Tables beside reports (报事的受理): kinds confirmed, whom one is sealed to, who filed it, what is hidden."""

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

issue_grams = Table(
    "issue_grams",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    Column("gram", String(2), nullable=False),  # two signs side by side, of words with doors and numbers covered
    Column("category", String(16), nullable=False),
    Column("times", Integer, nullable=False),  # how often it was confirmed
    UniqueConstraint("compound_id", "gram", "category"),
)

issue_seals = Table(
    "issue_seals",
    metadata,
    own_id(),
    to("issues", "issue_id"),
    to("people", "sealed_to"),  # the one who reads it beside its reporter
    UniqueConstraint("issue_id"),
)

issue_proxies = Table(
    "issue_proxies",
    metadata,
    own_id(),
    to("issues", "issue_id"),
    to("people", "filed_by"),  # who reported it for a neighbour
    UniqueConstraint("issue_id"),
)

issue_hidings = Table(
    "issue_hidings",
    metadata,
    own_id(),
    to("issues", "issue_id", index=True),
    Column("reason", String(16), nullable=False),  # one of a short list; "shown" when the words came back
    to("people", "by"),
    Column("at", Moment, nullable=False),
)
