"""What tests of the terminal share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine is read or written: neither its folder nor what is set on it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    for name in ("BOT_TOKEN", "BOT_LISTEN", "BOT_DATABASE_URL", "BOT_LOCALE", "BOT_API_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
