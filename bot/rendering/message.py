"""What rendering returns: messages, and at most one file that goes with them."""

from dataclasses import dataclass

from bot.rendering.blocks import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`text` is the notification and what is read aloud; it is escaped."""

    text: str
    blocks: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Markdown for a file in the thread."""

    filename: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """`plain` is the same without blocks, for when Slack refuses them."""

    messages: tuple[Message, ...]
    plain: Message
    attachment: Attachment | None = None
