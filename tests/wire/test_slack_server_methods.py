"""Reading, rights, scopes, tiers and faults, through Slack's own client."""

from typing import Literal

import aiohttp
import pytest

from sandbox.faults import Fault
from sandbox.slack.scopes import Manifest
from sandbox.slack.server import METHODS, SUPPORTED
from sandbox.slack.tiers import TIERS
from sandbox.slack.wire import BOT_ID, BOT_USER
from tests.wire.slack_room import client_of, refusal, slack_room, until_refused


async def test_the_table_of_methods_is_what_is_routed() -> None:
    """The docs print SUPPORTED; a method without a route, or the reverse, would lie."""
    async with slack_room() as slack:
        routed = {
            (route.method, route.resource.canonical)
            for route in slack.app().router.routes()
            if route.resource is not None
        }
    listed = {(verb, path) for verb, path, _ in SUPPORTED}

    assert routed - listed == {
        ("*", "/{anything}"),
        ("HEAD", "/link"),
        ("HEAD", "/files/{file}"),
    }
    assert listed <= routed
    assert {method.tier for method in METHODS.values()} <= set(TIERS)


async def test_an_unknown_method_is_refused_loudly(caplog: pytest.LogCaptureFixture) -> None:
    """The sandbox never says ok to something it does not model."""
    async with slack_room() as slack, client_of(slack) as client:
        answer = await refusal(client.pins_list(channel="CPRICING"))

    assert answer["error"] == "unknown_method"
    assert "slack.unknown_method" in caplog.text


async def test_the_bot_is_who_the_manifest_says() -> None:
    """auth.test names the fixed ids; the address is the workspace's."""
    async with slack_room() as slack, client_of(slack) as client:
        answer = await client.auth_test()

    assert (answer["user_id"], answer["bot_id"]) == (BOT_USER, BOT_ID)
    assert answer["url"] == "https://tidewater.slack.com/"


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("conversations.history", {"channel": "CSUPPORT"}, "not_in_channel"),
        ("conversations.history", {"channel": "CLEADS"}, "channel_not_found"),
        ("conversations.info", {"channel": "CLEADS"}, "channel_not_found"),
        ("conversations.members", {"channel": "CNOWHERE"}, "channel_not_found"),
        ("conversations.replies", {"channel": "CPRICING", "ts": "1.2"}, "thread_not_found"),
        ("chat.postMessage", {"channel": "CSUPPORT", "text": "hi"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "CLEADS", "text": "hi"}, "channel_not_found"),
        (
            "reactions.add",
            {"channel": "CSUPPORT", "timestamp": "1", "name": "eyes"},
            "not_in_channel",
        ),
        ("users.info", {"user": "UNOBODY"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "sven@globex.example"}, "users_not_found"),
        ("files.info", {"file": "F1"}, "missing_scope"),
        ("conversations.history", {"channel": "CPRICING", "cursor": "zz"}, "invalid_cursor"),
    ],
)
async def test_the_bot_reaches_only_what_it_was_given(
    method: str, args: dict[str, str], error: str
) -> None:
    """Membership and scopes, with the names Slack gives each refusal."""
    async with slack_room() as slack, client_of(slack) as client:
        answer = await refusal(client.api_call(method, params=args))

    assert answer["error"] == error


async def test_reading_methods_take_no_json() -> None:
    """Slack does not look at such a body, so the channel is missing."""
    async with slack_room() as slack, client_of(slack) as client:
        channel = {"channel": "CPRICING"}
        answer = await refusal(client.api_call("conversations.history", json=channel))
        await client.api_call("conversations.history", params=channel)

    assert answer["error"] == "channel_not_found"


async def test_a_missing_scope_says_what_is_needed_and_provided() -> None:
    """The doctor prints both."""
    own = Manifest.read()
    narrow = Manifest(
        display_name=own.display_name,
        scopes=frozenset({"chat:write", "groups:read"}),
        events=own.events,
        commands=own.commands,
        shortcuts=own.shortcuts,
        is_agent=True,
        has_home=True,
    )
    async with slack_room(manifest=narrow) as slack, client_of(slack) as client:
        kind = await refusal(client.conversations_info(channel="CPRICING"))
        whole = await refusal(client.users_list())

    assert kind["error"] == whole["error"] == "missing_scope"
    assert (kind["needed"], kind["provided"]) == ("channels:read", "chat:write,groups:read")
    assert whole["needed"] == "users:read"


async def test_people_read_with_their_own_eyes() -> None:
    """A person's token sees their private channels; a guest's only their own channels."""
    async with (
        slack_room() as slack,
        client_of(slack, "xoxp-dana") as dana,
        client_of(slack, "xoxp-gus") as gus,
    ):
        types = "public_channel,private_channel"
        seen = await dana.conversations_list(types=types)
        guest = await gus.conversations_list(types=types)
        leads = await dana.conversations_history(channel="CLEADS")
        closed = await refusal(gus.conversations_history(channel="CPRICING"))

    names = [channel["name"] for channel in seen["channels"]]
    assert names == ["globex-bridge", "leads", "margins", "pricing", "support"]
    assert [channel["name"] for channel in guest["channels"]] == ["support"]
    assert leads["messages"][0]["text"].startswith("Layoffs")
    assert closed["error"] == "channel_not_found"


async def test_history_is_newest_first_and_pages() -> None:
    """Replies are not in it; `oldest` leaves out its own ts."""
    async with slack_room() as slack, client_of(slack) as client:
        first = await client.conversations_history(channel="CPRICING", limit=1)
        cursor = first["response_metadata"]["next_cursor"]
        second = await client.conversations_history(channel="CPRICING", limit=1, cursor=cursor)
        oldest = second["messages"][0]["ts"]
        later = await client.conversations_history(channel="CPRICING", oldest=oldest)

    assert first["has_more"]
    assert "Acme" in first["messages"][0]["text"]
    assert second["messages"][0]["reply_count"] == 2
    assert not second["has_more"]
    assert [m["ts"] for m in later["messages"]] == [first["messages"][0]["ts"]]


async def test_the_workspace_is_written_down_as_slack_would_have_it() -> None:
    """Names become ids, addresses become links, the rest is escaped; every ts is its own."""
    async with slack_room() as slack, client_of(slack) as client:
        root = (await client.conversations_history(channel="CPRICING"))["messages"][1]
        thread = (await client.conversations_replies(channel="CPRICING", ts=root["ts"]))[
            "messages"
        ]
        texts = [m["text"] for m in thread]
        link = slack.messages_in("lee", "CPRICING")[1]

    assert texts[0].endswith("<@UDANA> agrees")
    assert texts[2].endswith("guest seats &amp; refunds &lt;soon&gt;")
    assert link["text"].endswith("<https://acme.example/pricing>")
    assert len({m["ts"] for m in thread}) == 3


async def test_a_shared_channel_and_its_strangers_are_marked() -> None:
    """An answer there would leave the organisation, so the bot must be able to tell."""
    async with slack_room() as slack, client_of(slack) as client:
        channel = (await client.conversations_info(channel="CGLOBEXBRIDGE"))["channel"]
        stranger = (await client.users_info(user="USVEN"))["user"]
        dana = (await client.users_info(user="UDANA", include_locale=True))["user"]
        gus = (await client.users_lookupByEmail(email="gus@agency.example"))["user"]

    assert channel["is_ext_shared"]
    assert stranger["is_stranger"]
    assert stranger["team_id"] == "T0GLOBEX"
    assert "email" not in stranger["profile"]
    assert (dana["profile"]["email"], dana["tz"]) == ("dana@tidewater.example", "Europe/Berlin")
    assert dana["tz_offset"] == 3600
    assert gus["is_restricted"]


async def test_tokens_are_told_apart() -> None:
    """Unknown, of the wrong kind, and revoked."""
    async with (
        slack_room() as slack,
        client_of(slack, "xoxb-other") as other,
        client_of(slack, "xapp-sandbox") as app,
        client_of(slack) as bot,
    ):
        unknown = await refusal(other.auth_test())
        wrong = await refusal(app.auth_test())
        await slack.uninstall()
        revoked = await refusal(bot.auth_test())

    assert unknown["error"] == "invalid_auth"
    assert wrong["error"] == "not_allowed_token_type"
    assert revoked["error"] == "token_revoked"


async def test_each_tier_has_its_burst_and_then_a_wait() -> None:
    """chat.update is Tier 3: fifty at once, then one every 1.2 seconds."""
    async with slack_room() as slack, client_of(slack) as client:
        ts = (await client.chat_postMessage(channel="CPRICING", text="0"))["ts"]
        answer = await until_refused(
            lambda number: client.chat_update(channel="CPRICING", ts=ts, text=str(number))
        )
        text = slack.messages_in("dana", "CPRICING")[-1]["text"]
        slack.enforce_limits = False
        await client.chat_update(channel="CPRICING", ts=ts, text="unlimited")

    assert int(text) >= 49
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert 1 <= int(answer.headers["Retry-After"]) <= 2


async def test_faults_strike_methods_by_name() -> None:
    """The page's switches: here the next post is told to wait."""
    async with slack_room() as slack, client_of(slack) as client:
        fault = Fault(kind="busy", seconds=7, times=1, path="chat.postMessage")
        slack.team.faults.add("slack", fault)
        await client.auth_test()
        answer = await refusal(client.chat_postMessage(channel="CPRICING", text="x"))
        await client.chat_postMessage(channel="CPRICING", text="x")

    assert answer["error"] == "ratelimited"


@pytest.mark.parametrize("kind", ["down", "cut", "silent"])
async def test_a_lost_answer_leaves_the_client_in_doubt(
    kind: Literal["down", "cut", "silent"],
) -> None:
    """The connection ends without an answer; the call was not carried out."""
    async with slack_room() as slack, client_of(slack) as client:
        slack.team.faults.add("slack", Fault(kind=kind, seconds=0.05))
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel="CPRICING", text="x")
        slack.team.faults.clear("slack")

        assert len(slack.messages_in("dana", "CPRICING")) == 2


async def test_overload_and_garbage_are_no_slack_answers() -> None:
    """503, and bytes that are no JSON."""
    async with slack_room() as slack, aiohttp.ClientSession() as session:
        url = f"{slack.team.base_url}/api/auth.test"
        statuses = []
        for kind in ("overloaded", "garbage", "slow"):
            fault = Fault(kind=kind, seconds=0.01, times=1)
            slack.team.faults.add("slack", fault)
            async with session.post(url) as answer:
                statuses.append((answer.status, answer.content_type))

    assert statuses == [(503, "text/plain"), (200, "text/html"), (200, "application/json")]
