"""Homes: entrances, dwelling units, owners, grids; slips; consents; what is printed."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accesses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["people.id"], name=op.f("fk_accesses_by_person_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_accesses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
    )
    with op.batch_alter_table("accesses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accesses_person_id"), ["person_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_person_id"), ["person_id"], unique=False)

    op.create_table(
        "personal_links",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_personal_links_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_links")),
    )
    op.create_table(
        "grids",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_grids_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grids")),
        sa.UniqueConstraint("community_id", "label", name=op.f("uq_grids_community_id_label")),
    )
    op.create_table(
        "owners",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("compound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=64), server_default="", nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_owners_compound_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_owners_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owners")),
    )
    with op.batch_alter_table("owners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_owners_compound_id"), ["compound_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_owners_name_hash"), ["name_hash"], unique=False)

    op.create_table(
        "entrances",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("building_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_entrances_building_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrances")),
        sa.UniqueConstraint("building_id", "label", name=op.f("uq_entrances_building_id_label")),
    )
    op.create_table(
        "grid_buildings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("grid_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("building_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_grid_buildings_building_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["grids.id"], name=op.f("fk_grid_buildings_grid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_buildings")),
        sa.UniqueConstraint("building_id", name=op.f("uq_grid_buildings_building_id")),
    )
    with op.batch_alter_table("grid_buildings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grid_buildings_grid_id"), ["grid_id"], unique=False)

    op.create_table(
        "posters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("compound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("building_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tag", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("opened", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_posters_building_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_posters_compound_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_posters_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posters")),
        sa.UniqueConstraint("compound_id", "number", name=op.f("uq_posters_compound_id_number")),
        sa.UniqueConstraint("tag", name=op.f("uq_posters_tag")),
    )
    with op.batch_alter_table("posters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posters_compound_id"), ["compound_id"], unique=False)

    op.create_table(
        "dwelling_units",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("compound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("building_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entrance_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("area_source", sa.String(length=16), nullable=True),
        sa.Column("developer", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("gone", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("(area IS NULL) = (area_source IS NULL)", name=op.f("ck_dwelling_units_source")),
        sa.CheckConstraint("area IS NULL OR area > 0", name=op.f("ck_dwelling_units_area")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_dwelling_units_building_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_dwelling_units_compound_id")),
        sa.ForeignKeyConstraint(["entrance_id"], ["entrances.id"], name=op.f("fk_dwelling_units_entrance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dwelling_units")),
        sa.UniqueConstraint("entrance_id", "label", name=op.f("uq_dwelling_units_entrance_id_label")),
    )
    with op.batch_alter_table("dwelling_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dwelling_units_building_id"), ["building_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dwelling_units_compound_id"), ["compound_id"], unique=False)

    op.create_table(
        "household_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("printed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_household_notes_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_notes")),
    )
    with op.batch_alter_table("household_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_household_notes_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "ownerships",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_ownerships_owner_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_ownerships_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownerships")),
        sa.UniqueConstraint("unit_id", "owner_id", name=op.f("uq_ownerships_unit_id_owner_id")),
    )
    with op.batch_alter_table("ownerships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ownerships_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "slips",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("compound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("used_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name=op.f("ck_slips_use")),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_slips_compound_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_slips_made_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_slips_unit_id")),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name=op.f("fk_slips_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slips")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_slips_code_hash")),
        sa.UniqueConstraint("compound_id", "serial", name=op.f("uq_slips_compound_id_serial")),
    )
    with op.batch_alter_table("slips", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slips_compound_id"), ["compound_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slips_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_slips_open_home",
            ["unit_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'home' AND used_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=sa.text("kind = 'home' AND used_at IS NULL AND revoked_at IS NULL"),
        )

    op.create_table(
        "home_confirmations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_home_confirmations_person_id")),
        sa.ForeignKeyConstraint(["request_id"], ["home_requests.id"], name=op.f("fk_home_confirmations_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_confirmations")),
        sa.UniqueConstraint("request_id", "person_id", name=op.f("uq_home_confirmations_request_id_person_id")),
    )
    with op.batch_alter_table("home_confirmations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_home_confirmations_request_id"), ["request_id"], unique=False)

    op.drop_table("unreminded")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("called", sa.Text(), nullable=True))

    with op.batch_alter_table("compounds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("profile", sa.String(length=64), server_default="national", nullable=False))

    with op.batch_alter_table("home_requests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_home_requests_unit_id"), "dwelling_units", ["unit_id"], ["id"])

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("grid_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(
            sa.Column("entrance_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("floor", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("organ", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("deputy_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("replaces", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("until", Moment(), nullable=True))
        batch_op.alter_column("compound_id", existing_type=sa.BigInteger(), nullable=True)
        batch_op.create_foreign_key(batch_op.f("fk_invitations_community_id"), "communities", ["community_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_invitations_replaces"), "roles", ["replaces"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_invitations_grid_id"), "grids", ["grid_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_invitations_deputy_of"), "roles", ["deputy_of"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_invitations_entrance_id"), "entrances", ["entrance_id"], ["id"])

    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("poster", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("stripped_at", Moment(), nullable=True))
        batch_op.create_index(batch_op.f("ix_issues_poster"), ["poster"], unique=False)

    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.alter_column("salt", existing_type=sa.VARCHAR(length=64), type_=sa.Text(), existing_nullable=False)

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own_name", sa.Boolean(), server_default="0", nullable=False))

    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("community_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("grid_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(
            sa.Column("entrance_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("floor", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("organ", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("deputy_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("basis", sa.String(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_roles_community_id"), ["community_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_roles_grid_id"), ["grid_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_roles_unit_id"), ["unit_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_roles_deputy_of"), "roles", ["deputy_of"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_roles_community_id"), "communities", ["community_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_roles_grid_id"), "grids", ["grid_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_roles_unit_id"), "dwelling_units", ["unit_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_roles_entrance_id"), "entrances", ["entrance_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_roles_entrance_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_roles_unit_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_roles_grid_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_roles_community_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_roles_deputy_of"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_roles_unit_id"))
        batch_op.drop_index(batch_op.f("ix_roles_grid_id"))
        batch_op.drop_index(batch_op.f("ix_roles_community_id"))
        batch_op.drop_column("basis")
        batch_op.drop_column("deputy_of")
        batch_op.drop_column("organ")
        batch_op.drop_column("unit_id")
        batch_op.drop_column("floor")
        batch_op.drop_column("entrance_id")
        batch_op.drop_column("grid_id")
        batch_op.drop_column("community_id")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("own_name")

    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.alter_column("salt", existing_type=sa.Text(), type_=sa.VARCHAR(length=64), existing_nullable=False)

    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issues_poster"))
        batch_op.drop_column("stripped_at")
        batch_op.drop_column("poster")

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invitations_entrance_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_invitations_deputy_of"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_invitations_grid_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_invitations_replaces"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_invitations_community_id"), type_="foreignkey")
        batch_op.alter_column("compound_id", existing_type=sa.BigInteger(), nullable=False)
        batch_op.drop_column("until")
        batch_op.drop_column("replaces")
        batch_op.drop_column("deputy_of")
        batch_op.drop_column("organ")
        batch_op.drop_column("floor")
        batch_op.drop_column("entrance_id")
        batch_op.drop_column("grid_id")
        batch_op.drop_column("community_id")

    with op.batch_alter_table("home_requests", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_home_requests_unit_id"), type_="foreignkey")
        batch_op.drop_column("unit_id")

    with op.batch_alter_table("compounds", schema=None) as batch_op:
        batch_op.drop_column("profile")

    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_column("called")

    op.create_table(
        "unreminded",
        sa.Column("person_id", sa.INTEGER(), nullable=False),
        sa.Column("at", sa.BIGINT(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_unreminded_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_unreminded")),
    )
    with op.batch_alter_table("home_confirmations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_home_confirmations_request_id"))

    op.drop_table("home_confirmations")
    with op.batch_alter_table("slips", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_slips_open_home",
            sqlite_where=sa.text("kind = 'home' AND used_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=sa.text("kind = 'home' AND used_at IS NULL AND revoked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_slips_unit_id"))
        batch_op.drop_index(batch_op.f("ix_slips_compound_id"))

    op.drop_table("slips")
    with op.batch_alter_table("ownerships", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ownerships_owner_id"))

    op.drop_table("ownerships")
    with op.batch_alter_table("household_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_household_notes_unit_id"))

    op.drop_table("household_notes")
    with op.batch_alter_table("dwelling_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dwelling_units_compound_id"))
        batch_op.drop_index(batch_op.f("ix_dwelling_units_building_id"))

    op.drop_table("dwelling_units")
    with op.batch_alter_table("posters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posters_compound_id"))

    op.drop_table("posters")
    with op.batch_alter_table("grid_buildings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grid_buildings_grid_id"))

    op.drop_table("grid_buildings")
    op.drop_table("entrances")
    with op.batch_alter_table("owners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_owners_name_hash"))
        batch_op.drop_index(batch_op.f("ix_owners_compound_id"))

    op.drop_table("owners")
    op.drop_table("grids")
    op.drop_table("personal_links")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_person_id"))

    op.drop_table("consents")
    with op.batch_alter_table("accesses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accesses_person_id"))

    op.drop_table("accesses")
