"""Socket Mode and events, seen through the real Bolt."""

import asyncio

import aiohttp

from sandbox.slack.scopes import Manifest
from sandbox.slack.wire import BOT_USER
from tests.wire.slack_room import bot_in, client_of, slack_room, until


async def test_a_mention_arrives_twice_under_one_ts() -> None:
    """Slack sends app_mention and message for the same words; only the event ids differ."""
    async with slack_room() as slack, bot_in(slack) as bot:
        ts = await slack.say("dana", "CPRICING", "@dossier who decided?")
        await until(lambda: len(bot.heard) == 2)
        (mention,), (message,) = bot.events("app_mention"), bot.events("message")

        assert mention["ts"] == message["ts"] == ts
        assert mention["text"] == "<@UDOSSIER> who decided?"
        assert mention["action_token"]
        assert "action_token" not in message
        assert bot.heard[0]["event_id"] != bot.heard[1]["event_id"]


async def test_a_direct_message_is_one_event_with_a_key_to_search() -> None:
    """In a direct message nobody has to mention the bot."""
    async with slack_room() as slack, bot_in(slack) as bot:
        channel = await slack.open_dm("dana")
        await slack.say("dana", channel, "who decided, @dossier?")
        await until(lambda: bot.events("message"))
        (message,) = bot.events("message")

        assert channel == "DDANA"
        assert message["channel_type"] == "im"
        assert message["assistant_thread"]["action_token"]
        assert bot.events("app_mention") == []
        assert bot.events("app_home_opened")[0]["tab"] == "messages"


async def test_a_strangers_message_names_their_team() -> None:
    """In a shared channel the bot must know who is not one of us."""
    async with slack_room() as slack, bot_in(slack) as bot:
        await slack.say("sven", "CGLOBEXBRIDGE", "@dossier what will you charge us?")
        await until(lambda: bot.events("app_mention"))
        (mention,) = bot.events("app_mention")

        assert (mention["team"], mention["user_team"]) == ("T0SANDBOX", "T0GLOBEX")
        assert bot.heard[0]["is_ext_shared_channel"]


async def test_a_group_direct_message_is_heard_like_a_channel() -> None:
    """The bot is one of several there, so it waits for its name."""
    async with slack_room() as slack, bot_in(slack) as bot:
        group = await slack.open_group("dana", "lee", "dossier")
        await slack.say("lee", group, "@dossier what do you think?")
        await until(lambda: len(bot.heard) == 2)
        members = await bot.client.conversations_members(channel=group)

        assert bot.events("message")[0]["channel_type"] == "mpim"
        assert bot.events("app_mention")[0]["channel"] == group
        assert members["members"] == ["UDANA", BOT_USER, "ULEE"]


async def test_an_event_without_an_ack_comes_again_with_its_number() -> None:
    """The bot must tell a redelivery by the event id, so that has to stay the same."""
    async with slack_room() as slack, bot_in(slack) as bot:
        slack.redeliver_after_seconds = 0.1
        bot.deaf = 1
        await slack.say("lee", "CPRICING", "hello")
        await until(lambda: len(bot.heard) == 2)

        assert bot.retries == ["0", "1"]
        assert len({body["event_id"] for body in bot.heard}) == 1


async def test_an_event_that_nobody_ever_acks_is_lost_after_three_more_tries() -> None:
    """Slack gives up too; a test can see that it happened."""
    async with slack_room() as slack, bot_in(slack) as bot:
        slack.redeliver_after_seconds = 0.05
        bot.deaf = 9
        await slack.say("lee", "CPRICING", "hello")
        await until(lambda: slack.team.sockets.undelivered == 1)

        assert bot.retries == ["0", "1", "2", "3"]


async def test_events_wait_while_nobody_is_connected() -> None:
    """A bot that restarts hears what was said meanwhile."""
    async with slack_room() as slack:
        await slack.say("lee", "CPRICING", "before you came")
        async with bot_in(slack) as bot:
            await until(lambda: bot.events("message"))

            assert bot.events("message")[0]["text"] == "before you came"


async def test_each_envelope_goes_to_one_of_several_connections() -> None:
    """Two sockets do not double the work."""
    async with slack_room() as slack, bot_in(slack, connections=2) as bot:
        for number in range(6):
            await slack.say("lee", "CPRICING", f"message {number}")
        await until(lambda: len(bot.heard) == 6)
        await asyncio.sleep(0.1)

        assert len(bot.heard) == 6


async def test_a_refreshed_connection_goes_on_with_a_new_ticket() -> None:
    """Slack asks its clients to reconnect every few hours."""
    async with slack_room() as slack, bot_in(slack) as bot:
        (old,) = slack.team.sockets.connections
        await slack.refresh_connections()
        await until(
            lambda: slack.sockets_connected and old not in slack.team.sockets.connections
        )
        await slack.say("lee", "CPRICING", "still there?")
        await until(lambda: bot.events("message"))

        assert bot.events("message")[0]["text"] == "still there?"


async def test_a_ticket_opens_one_socket() -> None:
    """A used address answers 408, as Slack's does."""
    async with slack_room() as slack, client_of(slack, "xapp-sandbox") as client:
        url = (await client.api_call("apps.connections.open"))["url"]
        async with aiohttp.ClientSession() as session:
            async with session.ws_connect(url) as socket:
                hello = await socket.receive_json()
            async with session.get(url.replace("ws", "http", 1)) as again:
                status = again.status

        assert hello["type"] == "hello"
        assert status == 408


async def test_events_can_come_twice_and_out_of_order() -> None:
    """What a bad day looks like: every event doubled, later ones first."""
    async with slack_room() as slack, bot_in(slack) as bot:
        slack.deliver_twice = slack.shuffle = True
        await slack.say("lee", "CPRICING", "first")
        await slack.say("lee", "CPRICING", "second")
        await until(lambda: len(bot.heard) == 4)
        order = [event["text"] for event in bot.events("message")]

        assert sorted(order) == ["first", "first", "second", "second"]
        assert order != sorted(order)


async def test_edits_and_deletions_are_hidden_messages() -> None:
    """An edited or deleted question has to be recognised by the ts inside."""
    async with slack_room() as slack, bot_in(slack) as bot:
        ts = await slack.say("lee", "CPRICING", "frist")
        await slack.edit("lee", "CPRICING", ts, "first")
        await slack.delete("lee", "CPRICING", ts)
        await until(lambda: len(bot.heard) == 3)
        _, changed, deleted = sorted(bot.events("message"), key=lambda event: event["ts"])

        assert changed["subtype"] == "message_changed"
        assert (changed["message"]["text"], changed["message"]["ts"]) == ("first", ts)
        assert changed["previous_message"]["text"] == "frist"
        assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


async def test_a_deleted_message_with_replies_leaves_a_note_and_is_told_as_a_change() -> None:
    """So Slack does it: the thread stays, and nothing says `message_deleted`."""
    async with slack_room() as slack, bot_in(slack) as bot:
        ts = await slack.say("lee", "CPRICING", "first")
        await slack.say("dana", "CPRICING", "second", thread_ts=ts)
        await slack.delete("lee", "CPRICING", ts)
        await until(lambda: len(bot.heard) == 3)
        told = bot.events("message")[-1]
        note, reply = slack.messages_in("dana", "CPRICING", thread_ts=ts)

        assert told["subtype"] == "message_changed"
        assert (told["message"]["subtype"], told["message"]["ts"]) == ("tombstone", ts)
        assert told["previous_message"]["text"] == "first"
        assert (note["text"], note["user"]) == ("This message was deleted.", "USLACKBOT")
        assert reply["text"] == "second"


async def test_the_bot_hears_only_channels_it_was_invited_to() -> None:
    """Invited, it hears of its own joining first; dismissed, of its leaving last."""
    async with slack_room() as slack, bot_in(slack) as bot:
        await slack.say("lee", "CSUPPORT", "@dossier can you hear me?")
        await slack.invite("lee", "CSUPPORT")
        await slack.say("lee", "CSUPPORT", "and now, @dossier?")
        await slack.dismiss("lee", "CSUPPORT")
        await until(lambda: bot.events("channel_left"))
        (joined,), (left,) = (
            bot.events("member_joined_channel"),
            bot.events("member_left_channel"),
        )

        assert (joined["user"], joined["inviter"]) == (BOT_USER, "ULEE")
        assert left["user"] == BOT_USER
        assert [event["text"] for event in bot.events("app_mention")] == [
            "and now, <@UDOSSIER>?"
        ]


async def test_a_channels_life_is_told() -> None:
    """Archived, renamed, shared with strangers: the audience of an answer changes."""
    async with slack_room() as slack, bot_in(slack) as bot:
        await slack.rename("dana", "CPRICING", "prices")
        await slack.share("dana", "CPRICING")
        await slack.archive("dana", "CPRICING")
        await slack.archive("dana", "CMARGINS")
        await until(lambda: len(bot.heard) == 4)

        assert bot.events("channel_rename")[0]["channel"]["name"] == "prices"
        assert bot.events("channel_shared")[0]["channel"] == "CPRICING"
        assert bot.events("channel_archive")[0]["user"] == "UDANA"
        assert bot.events("group_archive")[0]["channel"] == "CMARGINS"


async def test_stop_shows_only_while_the_session_works() -> None:
    """Slack draws the button for `processing` and leaves the status to the app."""
    async with slack_room() as slack, bot_in(slack) as bot:
        ts = await slack.say("dana", "CPRICING", "@dossier go")
        where = {"channel_id": "CPRICING", "thread_ts": ts}
        await bot.client.api_call(
            "agents.sessions.setStatus", json=where | {"status": "processing"}
        )
        await slack.stop_session("dana", "CPRICING", ts)
        await until(lambda: bot.events("agent_session_stopped"))
        (stopped,) = bot.events("agent_session_stopped")

        assert (stopped["channel"], stopped["thread_ts"], stopped["user"]) == (
            "CPRICING",
            ts,
            "UDANA",
        )
        assert slack.session_of("CPRICING", ts) == "processing"


async def test_only_subscribed_events_are_sent() -> None:
    """What the manifest does not name, Slack does not send."""
    own = Manifest.read()
    quiet = Manifest(
        display_name=own.display_name,
        scopes=own.scopes,
        events=own.events - {"message.channels"},
        commands=own.commands,
        shortcuts=own.shortcuts,
        is_agent=True,
        has_home=True,
    )
    async with slack_room(manifest=quiet) as slack, bot_in(slack) as bot:
        await slack.say("dana", "CPRICING", "nothing for you")
        await slack.say("dana", "CPRICING", "@dossier this is")
        await until(lambda: bot.heard)
        await asyncio.sleep(0.05)

        assert [body["event"]["type"] for body in bot.heard] == ["app_mention"]
