"""Who asks where: people and public channels of a workspace, taken in turn."""

from pathlib import Path

from sandbox.workspace.schema import Workspace

SHIPPED = Path("sandbox/workspace/kelvane")


def place_of(workspace: Workspace, number: int) -> tuple[str, str]:
    """A member's handle and the name of a public channel without guests."""
    members = {person.handle for person in workspace.people if person.kind == "member"}
    channels = [
        channel
        for channel in workspace.channels
        if channel.kind == "public" and channel.has_bot and members.issuperset(channel.members)
    ]
    channel = channels[number % len(channels)]
    inside = sorted(channel.members or members)
    return inside[number // len(channels) % len(inside)], channel.name
