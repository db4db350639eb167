"""Who may ask the demo what, and where: said before anything is started."""

from pathlib import Path

import pytest

import sandbox
from sandbox.demo import Asked, NobodyThereError, must_be_there
from sandbox.workspace.loading import load

WORKSPACE = load(Path(sandbox.__path__[0]) / "workspace" / "kelvane")


def asked(person: str, channel: str) -> Asked:
    return Asked(text="when is the offsite?", person=person, channel=channel)


def test_a_stranger_is_told_who_there_is() -> None:
    """A typing error in AS=… costs a sentence, not a minute and a traceback."""
    with pytest.raises(NobodyThereError, match=r"called dina\. There are: dana, "):
        must_be_there(asked("dina", "general"), WORKSPACE)


@pytest.mark.parametrize("channel", ["nowhere", "deal-desk"])
def test_a_channel_that_is_closed_or_missing_is_answered_with_open_ones(channel: str) -> None:
    """A private channel looks to an outsider as if it did not exist."""
    with pytest.raises(NobodyThereError, match=f"in #{channel}, but in: .*pricing"):
        must_be_there(asked("lee", channel), WORKSPACE)


def test_a_member_may_ask_in_the_private_channel() -> None:
    """Its members are in it."""
    members = next(one for one in WORKSPACE.channels if one.name == "deal-desk").members

    must_be_there(asked(members[0], "deal-desk"), WORKSPACE)
