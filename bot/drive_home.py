"""One's own Drive in Home: whether it is connected, and the button that changes that."""

from collections.abc import Sequence

from bot.reach import Reach
from bot.rendering.blocks import Json, actions, button, section
from bot.rendering.connecting import CONNECT, DISCONNECT, connecting
from domain.audience import PersonId


async def drive_section(reach: Reach, person: PersonId, language: str) -> Sequence[Json]:
    """Nothing where Drive is not connected by people themselves."""
    if reach.sign_in is None:
        return ()
    words, kept = connecting(language), await reach.sign_in.of(person)
    if kept is not None and kept.token:
        said, pressed = words.is_connected, button(words.disconnect, DISCONNECT, language)
    else:
        said = words.has_ended if kept else words.is_not
        pressed = button(words.connect, CONNECT, language, style="primary")
    return section(said), actions("drive", pressed)
