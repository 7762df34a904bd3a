"""All templates of notices (通知模板), by key: each room brings its own."""

from __future__ import annotations

from rendering import announcements, chats, issues, outbox, polls, registry
from rendering.dispatch import Template

TEMPLATES: dict[str, Template] = {
    **registry.NOTICES,
    **chats.NOTICES,
    **issues.NOTICES,
    **polls.NOTICES,
    **announcements.NOTICES,
    **outbox.NOTICES,
}
