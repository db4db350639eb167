"""assistant.search.context: what the asker may see, and no more."""

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.server import SlackServer
from sandbox.slack.wire import Json
from tests.wire.slack_room import bot_in, client_of, refusal, slack_room, until


async def found(client: AsyncWebClient, query: str, **more: object) -> list[Json]:
    """The messages a search gives."""
    answer = await client.api_call("assistant.search.context", json={"query": query, **more})
    messages: list[Json] = answer["results"]["messages"]
    return messages


def key_of(slack: SlackServer, user: str) -> str:
    """An action token as an event would bring it."""
    return slack.team.keys.action_token(user)


async def test_the_key_of_a_mention_opens_the_search() -> None:
    """From the event straight to the result, with everything a citation needs."""
    async with slack_room() as slack, bot_in(slack) as bot:
        await slack.say("dana", "CPRICING", "@dossier why did prices go up?")
        await until(lambda: bot.events("app_mention"))
        token = bot.events("app_mention")[0]["action_token"]
        hits = await found(
            bot.client, "margin review", action_token=token, include_context_messages=True
        )

    (hit,) = hits
    assert hit["author_name"] == "Dana Roth"
    assert (hit["channel_id"], hit["channel_name"]) == ("CPRICING", "pricing")
    assert hit["permalink"].startswith("https://tidewater.slack.com/archives/CPRICING/p")
    assert "thread_ts=" in hit["permalink"]
    assert not hit["is_author_bot"]
    assert hit["context_messages"]["before"][0]["text"].startswith("Team and Business")
    assert "guest seats" in hit["context_messages"]["after"][0]["text"]


async def test_public_channels_are_searched_without_the_bot_in_them() -> None:
    """#support never invited it, yet what is public is public."""
    async with slack_room() as slack, client_of(slack) as client:
        hits = await found(client, "tickets", action_token=key_of(slack, "UDANA"))

    assert [hit["channel_name"] for hit in hits] == ["support"]


async def test_private_channels_need_a_persons_own_token() -> None:
    """The bot's token has search:read.public only."""
    async with (
        slack_room() as slack,
        client_of(slack) as bot,
        client_of(slack, "xoxp-dana") as dana,
        client_of(slack, "xoxp-lee") as lee,
    ):
        as_bot = await found(bot, "layoffs Berlin", action_token=key_of(slack, "UDANA"))
        asked = {"query": "layoffs", "channel_types": ["private_channel"]}
        token = key_of(slack, "UDANA")
        wide = await refusal(
            bot.api_call("assistant.search.context", json=asked | {"action_token": token})
        )
        as_dana = await found(dana, "layoffs Berlin", channel_types=["private_channel"])
        as_lee = await found(lee, "layoffs Berlin", channel_types=["private_channel"])

    assert as_bot == as_lee == []
    assert (wide["error"], wide["needed"]) == ("missing_scope", "search:read.private")
    assert [hit["channel_name"] for hit in as_dana] == ["leads"]


async def test_a_guest_finds_only_what_is_in_their_channels() -> None:
    """The key belongs to the person who wrote, so their limits hold."""
    async with slack_room() as slack, client_of(slack) as client:
        hits = await found(client, "prices", action_token=key_of(slack, "UGUS"))

    assert {hit["channel_name"] for hit in hits} == {"support"}


async def test_a_key_is_needed_and_grows_old() -> None:
    """Commands and digests have none; a late follow-up has one that is no longer good."""
    async with slack_room() as slack, client_of(slack) as client:
        slack.team.keys.action_token_seconds = 0.01
        old = key_of(slack, "UDANA")
        await asyncio.sleep(0.05)
        search = "assistant.search.context"
        none = await refusal(client.api_call(search, json={"query": "prices"}))
        late = await refusal(
            client.api_call(search, json={"query": "prices", "action_token": old})
        )
        empty = await refusal(client.api_call(search, json={"query": " "}))

    assert none["error"] == late["error"] == "invalid_action_token"
    assert empty["error"] == "missing_query"


async def test_clauses_dates_and_modifiers_narrow_the_search() -> None:
    """Every clause has to match in one of its words."""
    async with slack_room() as slack, client_of(slack) as client:
        token = key_of(slack, "UDANA")
        both = await found(
            client, "prices", action_token=token, term_clauses=["acme globex", "list"]
        )
        neither = await found(
            client, "prices", action_token=token, term_clauses=["globex", "list"]
        )
        today = int(slack.team.clock.now().timestamp())
        recent = await found(client, "prices", action_token=token, after=today - 10 * 86_400)
        older = await found(client, "prices", action_token=token, before=today - 10 * 86_400)
        inside = await found(client, "prices in:#support from:@lee", action_token=token)

    assert [hit["channel_name"] for hit in both] == ["pricing"]
    assert neither == []
    assert {hit["channel_name"] for hit in recent} == {"support"}
    assert {hit["channel_name"] for hit in older} == {"pricing"}
    assert {hit["channel_name"] for hit in inside} == {"support"}


async def test_results_come_twenty_at_most_and_then_by_cursor() -> None:
    """Newest first when sorted by time."""
    async with slack_room() as slack, client_of(slack) as client:
        for number in range(25):
            await slack.say("lee", "CPRICING", f"offsite note {number}")
        asked = {"query": "offsite", "action_token": key_of(slack, "UDANA"), "limit": 50}
        search = "assistant.search.context"
        first = await client.api_call(search, json=asked | {"sort": "timestamp"})
        cursor = first["response_metadata"]["next_cursor"]
        rest = await client.api_call(
            search, json=asked | {"sort": "timestamp", "cursor": cursor}
        )

    assert len(first["results"]["messages"]) == 20
    assert first["results"]["messages"][0]["content"] == "offsite note 24"
    assert len(rest["results"]["messages"]) == 5
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_the_bots_own_words_are_found_only_when_asked_for() -> None:
    """Else an answer would cite an earlier answer."""
    async with slack_room() as slack, client_of(slack) as client:
        await client.chat_postMessage(channel="CPRICING", text="The offsite is in Porto")
        token = key_of(slack, "UDANA")
        without = await found(client, "Porto", action_token=token)
        included = await found(client, "Porto", action_token=token, include_bots=True)

    assert without == []
    assert included[0]["is_author_bot"]


async def test_channels_can_be_searched_by_name() -> None:
    """Content types are separate lists."""
    async with slack_room() as slack, client_of(slack) as client:
        answer = await client.api_call(
            "assistant.search.context",
            json={
                "query": "plans",
                "content_types": ["channels"],
                "action_token": key_of(slack, "UDANA"),
            },
        )

    assert [row["name"] for row in answer["results"]["channels"]] == ["pricing"]
    assert "messages" not in answer["results"]
