"""Settings (设置): the only reader of the environment. Every name is in docs/settings.md."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from channels.mail import MailServer
from domain.wall_addresses import LOOPBACK, MAIL
from domain.walls import Means
from rendering.texts import HOME_LOCALE, SPOKEN

TELEGRAM = "https://api.telegram.org/bot"
TELEGRAM_FILES = "https://api.telegram.org/file/bot"
MAIL_PORTS = {"smtp": 587, "smtps": 465}
"""Where mail is handed in (RFC 6409, RFC 8314)."""
NAMES = (
    "BOT_TOKEN",
    "BOT_API_BASE_URL",
    "BOT_API_FILE_URL",
    "BOT_PROXY_URL",
    "BOT_DATABASE_URL",
    "BOT_DATA_DIR",
    "BOT_KEYS_FILE",
    "BOT_MODE",
    "BOT_LISTEN",
    "BOT_PUBLIC_URL",
    "BOT_WEBHOOK_SECRET",
    "BOT_TIMEZONE",
    "BOT_LOCALE",
    "BOT_BACKUP_DIR",
    "BOT_BACKUPS",
    "BOT_FILES_MB",
    "BOT_MAIL_URL",
    "BOT_MAIL_FROM",
    "BOT_WALLS_ON_LOOPBACK",
)


class WrongSetting(ValueError):
    """A setting that cannot be used: its name and the catalogue's words for what is wrong with it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name, self.problem = name, problem


@dataclass(frozen=True, repr=False)
class Settings:
    """Everything an operator may set. No repr: it holds the token."""

    token: str | None
    api_base_url: str
    api_file_url: str
    proxy_url: str | None
    database_url: str
    data_dir: Path
    keys_file: Path
    mode: str
    host: str
    port: int
    public_url: str | None
    webhook_secret: str | None
    zone: ZoneInfo
    locale: str
    backup_dir: Path
    backups: int
    files_mb: int
    mail_url: str | None
    mail_from: str | None
    walls_on_loopback: bool
    rehearsal: bool = False  # set by the demo alone: what would leave for a wall is shown instead

    @classmethod
    def from_environment(cls) -> Settings:
        """The environment over a `.env` file over the defaults. Raises WrongSetting."""
        written = {name: value for name, value in dotenv_values(".env").items() if value is not None}
        return cls.from_values({**written, **os.environ})

    @classmethod
    def from_values(cls, values: Mapping[str, str]) -> Settings:
        """The settings in `values`; empty ones count as unset. Raises WrongSetting."""
        given = {name: values[name].strip() for name in NAMES if values.get(name, "").strip()}
        data_dir = Path(given.get("BOT_DATA_DIR", "./data"))
        host, port = _listen(given.get("BOT_LISTEN", "127.0.0.1:8081"))
        base = given.get("BOT_API_BASE_URL", TELEGRAM)
        settings = cls(
            token=given.get("BOT_TOKEN"),
            api_base_url=base,
            api_file_url=given.get("BOT_API_FILE_URL", _files_of(base)),
            proxy_url=given.get("BOT_PROXY_URL"),
            database_url=given.get("BOT_DATABASE_URL", f"sqlite+aiosqlite:///{data_dir / 'yishiting.sqlite3'}"),
            data_dir=data_dir,
            keys_file=Path(given.get("BOT_KEYS_FILE", f"{data_dir}.keys")),
            mode=_one_of("BOT_MODE", given.get("BOT_MODE", "polling"), ("polling", "webhook")),
            host=host,
            port=port,
            public_url=_public(given.get("BOT_PUBLIC_URL")),
            webhook_secret=_secret(given.get("BOT_WEBHOOK_SECRET")),
            zone=_zone(given.get("BOT_TIMEZONE", "Asia/Shanghai")),
            locale=_one_of("BOT_LOCALE", given.get("BOT_LOCALE", HOME_LOCALE), SPOKEN),
            backup_dir=Path(given.get("BOT_BACKUP_DIR", data_dir / "backups")),
            backups=_count("BOT_BACKUPS", given.get("BOT_BACKUPS", "14")),
            files_mb=_count("BOT_FILES_MB", given.get("BOT_FILES_MB", "5120")),
            mail_url=given.get("BOT_MAIL_URL"),
            mail_from=given.get("BOT_MAIL_FROM"),
            walls_on_loopback=_one_of("BOT_WALLS_ON_LOOPBACK", given.get("BOT_WALLS_ON_LOOPBACK", "no"), ("no", "yes"))
            == "yes",
        )
        _mail(settings.mail_url, settings.mail_from)
        if settings.mode == "webhook" and settings.public_url is None:
            raise WrongSetting("BOT_PUBLIC_URL", "needed_for_webhook")
        return settings

    @property
    def mail(self) -> MailServer | None:
        """The server mail is handed in to, where there is one."""
        return _mail(self.mail_url, self.mail_from)

    @property
    def means(self) -> Means:
        """Which walls can be reached; the demo shows of each kind what would leave."""
        mail = self.mail is not None or self.rehearsal
        return Means(mail=mail, loopback=self.walls_on_loopback, rehearsal=self.rehearsal)

    @property
    def own_url(self) -> str:
        """Where our pages are on this very machine."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def at_port(self, port: int) -> Settings:
        """The same at the port that was given, where any free one (0) was asked for."""
        moved = replace(self, port=port)
        return replace(moved, public_url=moved.own_url) if self.public_url == self.own_url else moved


def _files_of(base: str) -> str:
    """Where files lie beside a Bot API at `…/bot`."""
    return TELEGRAM_FILES if base == TELEGRAM else base.removesuffix("/bot") + "/file/bot"


def _listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise WrongSetting("BOT_LISTEN", "host_and_port")
    return host.strip("[]"), int(port)


def _public(value: str | None) -> str | None:
    """https, or http on this very machine."""
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return value.rstrip("/")
    raise WrongSetting("BOT_PUBLIC_URL", "https")


def _mail(url: str | None, sender: str | None) -> MailServer | None:
    """smtps://, or smtp:// with STARTTLS; user and password percent-encoded."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise WrongSetting("BOT_MAIL_URL", "mail_url") from error
    if parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path not in ("", "/"):
        raise WrongSetting("BOT_MAIL_URL", "mail_url")
    if sender is None or not MAIL.fullmatch(sender):
        raise WrongSetting("BOT_MAIL_FROM", "mail_from")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    wrapped = parts.scheme == "smtps"
    clear = not wrapped and parts.hostname in LOOPBACK
    return MailServer(parts.hostname, port or MAIL_PORTS[parts.scheme], sender, user, password, wrapped, clear)


def _secret(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
        raise WrongSetting("BOT_WEBHOOK_SECRET", "secret")
    return value


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WrongSetting("BOT_TIMEZONE", "zone") from error


def _count(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise WrongSetting(name, "count")
    return int(value)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise WrongSetting(name, "one_of")
    return value
