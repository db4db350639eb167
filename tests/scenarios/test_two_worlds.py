"""What a room may not see leaves no trace in what its run sends anywhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.workspace.loading import load
from sandbox.workspace.schema import Workspace
from tests.scenarios.worlds import Left, closed_to_the_room, left_by, with_secret, world

SHIPPED = Path("sandbox/workspace/kelvane")
QUESTION = "which price did we offer Verhaven for three years, and what if Tessaly moves first?"
IN_THE_CHANNEL, OF_THE_CHANNEL = "44.25", "51.75"  # said in #deal-desk
IN_THE_FILE, OF_THE_FILE = "Heron", "Osprey"  # in a document for two


CHANNELS = ("deal-desk", "pricing", "support")


def few_channels(workspace: Workspace) -> Workspace:
    """So that the copy of Slack is soon filled."""
    kept = tuple(one for one in workspace.channels if one.name in CHANNELS)
    return replace(workspace, channels=kept)


async def both_rooms(workspace: Workspace, folder: Path) -> tuple[Left, Left]:
    """The question asked in a public channel, then in a direct message."""
    async with world(workspace, folder) as stage:
        public = await left_by(stage, place="CPRICING", text=QUESTION)
        return public, await left_by(stage, place="DDANA", text=QUESTION)


@pytest.mark.slow
async def test_two_worlds_with_different_secrets_look_the_same_from_a_public_channel(
    tmp_path: Path,
) -> None:
    """A fact of a private channel and of a file for two: not one byte depends on it.

    The control is the same question where only the asker reads: there the secrets are found.
    """
    here = few_channels(load(SHIPPED))
    there = with_secret(here, IN_THE_CHANNEL, OF_THE_CHANNEL)
    there = with_secret(there, IN_THE_FILE, OF_THE_FILE)
    public_here, private_here = await both_rooms(here, tmp_path / "here")
    public_there, private_there = await both_rooms(there, tmp_path / "there")

    assert public_here.model == public_there.model
    assert public_here.web == public_there.web
    assert public_here.posted == public_there.posted
    assert public_here.private == public_there.private
    assert public_here.started == ("s1", "s2", "s3")
    assert public_here.web, "one of the three was on the web"
    assert public_here.private, "the asker, who may see more, is told so privately"
    assert {ref.partition(":")[0] for ref in public_here.withheld} == {"slack", "drive"}
    assert all(closed_to_the_room(here, ref) for ref in public_here.withheld)
    for secret in (IN_THE_CHANNEL, IN_THE_FILE):
        assert secret not in public_here.everything
        assert secret in private_here.everything
    for secret in (OF_THE_CHANNEL, OF_THE_FILE):
        assert secret in private_there.everything
