"""What is covered in the words that go out, and what of the journal everybody may read."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from domain.deliberation.bundle_checks import FORM, MANIFEST, Disagreement, Wrong, disagreements
from domain.deliberation.bundles import PhotoOf, Veil, office_of, shown_whole
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Need, Stage
from domain.journal import GENESIS, Entry, canonical
from domain.registry import RoleKind

VEIL = Veil.over(["王阿姨", "王阿", "李", "Anna Li"], ["501", "12", "底商"])


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("王阿姨说太暗", "＊说太暗"),
        ("Anna Li和李家", "＊和李家"),
        ("ANNA LI和anna li", "＊和＊"),
        ("501 的灯不亮，打13812345678", "＊ 的灯不亮，打＊"),
        ("一共 501 户，花了 501 元，501.50 元", "一共 501 户，花了 501 元，501.50 元"),
        ("12 盏灯", "12 盏灯"),
        ("3号楼2单元502漏水", "3号楼2单元＊漏水"),
    ],
)
def test_names_and_doors_are_covered_and_figures_stay(words: str, shown: str) -> None:
    assert VEIL(words) == shown


def test_where_no_door_is_known_words_are_covered_all_the_same() -> None:
    assert Veil.over(["王阿姨"], [])("王阿姨住501") == "＊住＊"


def entry(type_: str, **body: object) -> Entry:
    return Entry("matter:1", 1, GENESIS, type_, {"by": 7, "at": "2026-11-20T02:00:00+00:00", **body})


def test_offices_are_read_whole_and_residents_by_their_hash() -> None:
    assert shown_whole(entry("started", text="a" * 64), VEIL)
    assert shown_whole(entry("noted", need="minutes"), VEIL)
    assert not shown_whole(entry("noted", need="accepted"), VEIL)
    assert not shown_whole(entry("opinion", opinion=1), VEIL)
    assert not shown_whole(entry("something new"), VEIL)
    assert shown_whole(entry("units_called", spot="活动室"), VEIL)
    assert not shown_whole(entry("units_called", spot="王阿姨家"), VEIL)


def test_what_a_handful_of_homes_said_is_shown_by_its_hash() -> None:
    def rated(worked: int, content: int) -> Entry:
        told = {"worked": {"done": worked - 1, "not_done": 1}, "content": {"pleased": content, "displeased": 0}}
        return entry("rated", homes=9, again=False, **told)

    assert shown_whole(rated(5, 5), VEIL) and shown_whole(rated(9, 0), VEIL)
    assert not shown_whole(rated(4, 5), VEIL) and not shown_whole(rated(5, 1), VEIL)


def test_a_record_is_made_by_an_office() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    minutes = MatterRecord(1, 1, 1, Stage.PROPOSING, Need.MINUTES, "会议", None, 7, at)
    accepted = MatterRecord(2, 1, 1, Stage.REPORTING, Need.ACCEPTED, "亮了", None, 8, at)
    assert office_of(minutes, [RoleKind.OWNER, RoleKind.COMMITTEE]) is RoleKind.COMMITTEE
    assert office_of(minutes, [RoleKind.OWNER]) is None
    assert office_of(accepted, [RoleKind.COMMITTEE]) is RoleKind.RESIDENT


def test_photos_with_signatures_stay_where_they_are() -> None:
    assert {shows for shows in PhotoOf if not shows.public} == {PhotoOf.MINUTES, PhotoOf.LETTER, PhotoOf.RECEIPT}


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b"null", b'{"form": "other"}', b"\xff"])
def test_a_list_that_cannot_be_read_is_said(manifest: bytes) -> None:
    assert disagreements({}, {MANIFEST: manifest}) == [Disagreement(Wrong.MANIFEST)]


def test_an_entry_that_does_not_agree_with_its_own_hash_is_named() -> None:
    """The list and the links are as they should be; what the entry says is not what was hashed."""
    line = {"seq": 1, "prev": GENESIS, "type": "started", "hash": "b" * 64, "body": {"by": 7}}
    journal = {"file": "journal", "stream": "matter:1", "entries": 1, "head": "b" * 64}
    listed = {"form": FORM, "files": [{"name": "journal", "sha256": "c"}], "texts": [], "journal": journal}
    contents = {MANIFEST: json.dumps(listed).encode(), "journal": canonical(line)}
    assert disagreements({"journal": "c"}, contents) == [Disagreement(Wrong.ENTRY, "1")]
