"""Addresses of walls (发布点的地址): read out of what somebody pasted; never one that leads inside our own network."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, parse_qs, urlsplit

from domain.outcomes import Reason, Refusal

WECOM_HOST, WECOM_PATH = "qyapi.weixin.qq.com", "/cgi-bin/webhook/send"
"""Where a group robot takes messages (developer.work.weixin.qq.com/document/path/91770)."""

MARK = "whsec_"
SECRET_BYTES = range(24, 65)
"""How long a shared secret is (github.com/standard-webhooks, "Signature scheme")."""

LONGEST = 500
SHOWN = 4
"""Characters of an address that are ever shown again."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
"""Numbers whose last 32 bits are one of the old (RFC 6052; RFC 4291, 2.5.5.1)."""

HOUSES = (IPv6Network("64:ff9b:1::/48"), IPv6Network("::ffff:0:0:0/96"), IPv6Network("fec0::/10"))
"""Numbers that each house gives a meaning of its own (RFC 8215; RFC 2765, 2.1; RFC 3879): they may lead inside it."""

HOST = re.compile(r"([a-z0-9-]{1,63}\.)+(xn--[a-z0-9-]{1,59}|[a-z]{2,63})")
MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")

POSTS_THERE = re.compile(
    r"whsec_[A-Za-z0-9+/]{16}|\bkey\s*=\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|qyapi\.weixin\.qq\.com/cgi-bin/webhook|oapi\.dingtalk\.com/robot/send"
    r"|open\.(feishu\.cn|larksuite\.com)/open-apis/bot",
    re.IGNORECASE,
)
"""What lets whoever has it post somewhere: a shared secret, a robot's key, the robots of WeCom, DingTalk and Feishu."""

NOT_ONE = Refusal(Reason.INVALID, {"what": "wall_address"})
NOT_MAIL = Refusal(Reason.INVALID, {"what": "wall_mail"})
NOT_HTTPS = Refusal(Reason.INVALID, {"what": "wall_https"})
NOT_WECOM = Refusal(Reason.INVALID, {"what": "wall_wecom"})
NO_SECRET = Refusal(Reason.INVALID, {"what": "wall_secret"})
INSIDE = Refusal(Reason.INVALID, {"what": "wall_inside"})


class WallKind(StrEnum):
    """What kind of wall it is (发布点的种类)."""

    WECOM = "wecom"  # 企业微信群机器人
    MAIL = "mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True)
class Address:
    """Where a wall is (一处地址), and what we sign with. No repr of either: who has them may post there."""

    where: str = field(repr=False)
    secret: str = field(default="", repr=False)
    tail: str = ""


def lets_post(words: str) -> bool:
    """Whether somebody's words hold what lets whoever has it post somewhere (机器人的地址、密钥)."""
    return POSTS_THERE.search(words) is not None


def public_host(host: str) -> bool:
    """Whether a name or number leads out of any house: never this machine, nor a private network."""
    if is_name(host):
        return HOST.fullmatch(host) is not None and not host.endswith((".local", ".localhost", ".internal", ".lan"))
    number = ip_address(host)
    if any(number in own for own in HOUSES):
        return False
    number = _carried(number)
    return number.is_global and not number.is_multicast


def _carried(number: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The old number that a new one carries, and leads to, if it does."""
    if isinstance(number, IPv4Address):
        return number
    if any(number in carrier for carrier in CARRIERS):
        return IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or number


def is_name(host: str) -> bool:
    """Whether it is to be looked up."""
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def read_address(kind: WallKind, words: str, *, loopback: bool = False) -> Address | Refusal:
    """The address that was pasted. `loopback`: one on this very machine will do, for trying things out."""
    words = words.strip()
    if not words or len(words) > LONGEST or not words.isascii():
        return NOT_ONE
    return READERS[kind](words, loopback)


def _mail(words: str, _: bool) -> Address | Refusal:
    if MAIL.fullmatch(words) is None or not public_host(words.rpartition("@")[2].lower()):
        return NOT_MAIL
    return Address(words, tail=_tail(words.rpartition("@")[0]))


def _wecom(words: str, loopback: bool) -> Address | Refusal:
    parts = _url(words, loopback)
    if isinstance(parts, Refusal):
        return parts
    key = parse_qs(parts.query).get("key", [""])[0]
    elsewhere = parts.hostname != WECOM_HOST and parts.hostname not in LOOPBACK
    if elsewhere or parts.path != WECOM_PATH or not re.fullmatch(r"[A-Za-z0-9-]{16,64}", key):
        return NOT_WECOM
    return Address(words, tail=_tail(key))


def _webhook(words: str, loopback: bool) -> Address | Refusal:
    where, _, secret = " ".join(words.split()).partition(" ")
    parts = _url(where, loopback)
    if isinstance(parts, Refusal):
        return parts
    if secret_bytes(secret) is None:
        return NO_SECRET
    return Address(where, secret, _tail(where))


def secret_bytes(secret: str) -> bytes | None:
    """What a shared secret `whsec_…` stands for; None where it is none."""
    if not secret.startswith(MARK):
        return None
    try:
        found = base64.b64decode(secret.removeprefix(MARK), validate=True)
    except binascii.Error:
        return None
    return found if len(found) in SECRET_BYTES else None


def _url(words: str, loopback: bool) -> SplitResult | Refusal:
    try:
        parts = urlsplit(words)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return NOT_ONE
    if re.search(r"\s", words) or not host or parts.username is not None or parts.fragment:
        return NOT_ONE
    if loopback and host in LOOPBACK:
        return parts
    if parts.scheme != "https":
        return NOT_HTTPS
    return parts if public_host(host) else INSIDE


def _tail(words: str) -> str:
    """The end of it, never more than half."""
    return words[-min(SHOWN, len(words) // 2) :] if len(words) > 1 else ""


READERS: dict[WallKind, Callable[[str, bool], Address | Refusal]] = {
    WallKind.WECOM: _wecom,
    WallKind.MAIL: _mail,
    WallKind.WEBHOOK: _webhook,
}
"""How each kind of address is read: another kind of wall is another line."""
