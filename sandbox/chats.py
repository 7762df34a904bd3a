"""Chats and who is in them: private, group, supergroup, forum topics, members and their standing."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Message

Json = dict[str, Any]
PRESENT = {"creator", "administrator", "member", "restricted"}
ADMINS = {"creator", "administrator"}
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass
class Member:
    """Somebody's standing in a group."""

    status: str = "member"
    anonymous: bool = False
    title: str = ""

    @property
    def present(self) -> bool:
        """Whether they are in the group at all."""
        return self.status in PRESENT

    def view(self, user: Json) -> Json:
        """The Bot API ChatMember of this standing."""
        base: Json = {"status": self.status, "user": user}
        if self.status == "creator":
            base |= {"is_anonymous": self.anonymous}
        elif self.status == "administrator":
            rights = dict.fromkeys((*RIGHTS, *GROUP_RIGHTS), True)
            base |= {"can_be_edited": False, "is_anonymous": self.anonymous} | rights
        elif self.status == "restricted":
            base |= {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
        elif self.status == "kicked":
            base |= {"until_date": 0}
        return base | ({"custom_title": self.title} if self.title else {})


@dataclass
class Topic:
    """A forum topic, named by the id of the message that opened it."""

    name: str
    closed: bool = False
    icon_color: int = 7322096


@dataclass
class Chat:
    """A chat with its messages; a private chat bears its person's id."""

    id: int
    type: str
    title: str = ""
    is_forum: bool = False
    description: str = ""
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    read: dict[int, int] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    last_message_id: int = 0
    version: int = 0

    @property
    def private(self) -> bool:
        """Whether this is a talk between one person and the bot."""
        return self.type == "private"

    def standing(self, user_id: int) -> Member:
        """The standing of a user; who was never here has left."""
        return self.members.get(user_id) or Member("left")

    def present(self) -> list[int]:
        """The ids of everybody in the group."""
        return [user_id for user_id, member in self.members.items() if member.present]

    def is_admin(self, user_id: int) -> bool:
        """Whether the user is the creator or an administrator."""
        return self.standing(user_id).status in ADMINS
