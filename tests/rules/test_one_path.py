"""The one path to Slack calls the methods of its list, and none besides."""

import aiohttp
import pytest

from bot.pacing import Pace
from bot.slack_client import ALLOWED, SlackClient, slack_sdk_client
from sandbox.slack.wire import BOT_TOKEN
from tests.wire.slack_room import slack_room

# What could unfurl, impersonate, invite, or show to all what one person asked for.
DANGEROUS = (
    *("chat.unfurl", "chat.scheduleMessage", "chat.startStream", "chat.appendStream"),
    *("chat.meMessage", "conversations.invite", "conversations.setTopic", "users.profile.set"),
    *("files.sharedPublicURL", "files.remote.add", "admin.users.list", "search.messages"),
)


@pytest.mark.parametrize("method", DANGEROUS)
async def test_what_is_not_on_the_list_is_not_called(method: str) -> None:
    """Whoever wants it must first add it, and think about links and readers."""
    async with slack_room() as slack, aiohttp.ClientSession() as session:
        sdk = slack_sdk_client(BOT_TOKEN, f"{slack.team.base_url}/api/", session)
        with pytest.raises(ValueError, match="not among the methods"):
            await SlackClient(sdk, Pace()).call(method, {"channel": "CPRICING"})

        assert method not in ALLOWED
        assert slack.requests == []


async def test_what_is_on_the_list_is_called() -> None:
    """The useful case."""
    async with slack_room() as slack, aiohttp.ClientSession() as session:
        sdk = slack_sdk_client(BOT_TOKEN, f"{slack.team.base_url}/api/", session)
        told = await SlackClient(sdk, Pace()).call("auth.test", {})

        assert told.text("user_id") == "UDOSSIER"
        assert [seen.method for seen in slack.requests] == ["auth.test"]
