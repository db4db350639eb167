"""How much of a source everyone who reads a room can open; of what they cannot, nothing."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from connectors.drive_door import DriveDoor
from connectors.drive_query import FOLDER, Variant, discoverable, quoted
from connectors.drive_shapes import FileList
from connectors.slack_directory import SlackDirectory, is_shared_outside
from connectors.source import Access
from domain.audience import Readers
from policy.access import covers

_MOST_FILES = 1000  # of one page, which is all that is asked for
_MOST_LOOK_UPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """`is_all` is False where there may be more."""

    number: int
    is_all: bool = True


@runtime_checkable
class Countable(Protocol):
    async def count(self, access: Access) -> Count | None:
        """None where it cannot be told. Raises SourceError."""
        ...


async def open_files(door: DriveDoor, access: Access) -> Count | None:
    """Files that the asker alone can open, or those that the whole company can find."""
    room, asker = access.room, access.asker
    q = f"trashed = false and mimeType != {quoted(FOLDER)}"
    if room != Readers.only(asker.id, asker.kind):
        if room.guests or room.strangers:
            return None
        q = discoverable(Variant(q=q)).q
    request = door.files.list(
        q=q,
        corpora="allDrives",
        includeItemsFromAllDrives=True,
        supportsAllDrives=True,
        spaces="drive",
        pageSize=_MOST_FILES,
        fields="nextPageToken,incompleteSearch,files(id)",
    )
    answer = await door.ask(door.subject(asker), request, FileList)
    is_all = not (answer.next_page_token or answer.incomplete_search)
    return Count(number=len(answer.files), is_all=is_all)


async def open_channels(directory: SlackDirectory, access: Access) -> Count:
    """Channels that we are in and everyone in the room reads.

    Members read every public channel that is ours alone; of the others a few are looked up.
    """
    number, looked_up, joined = 0, 0, await directory.joined()
    for channel, wire in joined.items():
        if wire.is_im or wire.is_mpim:
            continue
        is_open = not (wire.is_private or is_shared_outside(wire))
        if is_open and not (access.room.guests or access.room.strangers):
            number += 1
        elif looked_up < _MOST_LOOK_UPS:
            looked_up += 1
            number += covers(await directory.audience_of_channel(channel), access.room)
        else:
            return Count(number=number, is_all=False)
    return Count(number=number)
