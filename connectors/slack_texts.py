"""Conversations as texts of an index: what is searched, and on which shelf it stands."""

from connectors.slack_conversations import Exchange
from connectors.slack_directory import Conversation
from connectors.slack_links import permalink
from domain.question import RoomKind
from store.index import IndexedText

OPEN_SHELF = "public"  # what every full member may read


def shelf_of(conversation: Conversation) -> str:
    """One for all public channels, else one for the conversation alone."""
    is_open = conversation.kind is RoomKind.PUBLIC and not conversation.shared_outside
    return OPEN_SHELF if is_open else conversation.id


def place_of(conversation: Conversation) -> str:
    if conversation.kind in (RoomKind.PUBLIC, RoomKind.PRIVATE):
        return f"#{conversation.name}"
    return "a group message" if conversation.kind is RoomKind.GROUP_DM else "a direct message"


def indexed(exchange: Exchange, conversation: Conversation, *, team_url: str) -> IndexedText:
    return IndexedText(
        key=exchange.key,
        shelf=shelf_of(conversation),
        parent=exchange.channel,
        title=exchange.title,
        place=place_of(conversation),
        author=", ".join(exchange.authors[:5]),
        body=exchange.text,
        url=permalink(team_url, exchange.channel, exchange.root.ts),
        revision=exchange.revision,
        created=exchange.created,
        modified=exchange.modified,
    )
