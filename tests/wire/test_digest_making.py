"""Making a digest at the wire: by words, by command, by form; read back before it is saved."""

from pathlib import Path

from domain.digest import DigestState, Missed, WhenUnchanged
from sandbox.slack.wire import Json
from store.digests import Digests
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.digest_desk import (
    FILLED,
    buttons,
    direct_messages,
    dm_text,
    opened_form,
    the_only_digest,
)
from tests.wire.slack_room import until

WORDS = "@dossier every weekday at 8:30 Berlin time, what changed about pricing, here"


async def read_back(room: BotRoom, words: str = WORDS) -> Json:
    """What the bot answers to a mention in #pricing."""
    ts = await room.slack.say("dana", "CPRICING", words)
    await until(lambda: room.replies("CPRICING", ts))
    return room.replies("CPRICING", ts)[0]


async def test_words_are_read_back_with_the_next_three_times(tmp_path: Path) -> None:
    """Nothing is saved by saying it."""
    async with bot_room(tmp_path) as room:
        message = await read_back(room)
        text = shown(message)
        saved = await Digests(room.database).all()

        assert "Every weekday at 08:30, Europe/Berlin, in #pricing: “what changed about" in text
        assert "Mon 23 Nov 08:30 · Tue 24 Nov 08:30 · Wed 25 Nov 08:30" in text
        assert "uses what everyone in #pricing can open" in text
        assert list(buttons(message)) == ["digest_save", "digest_change", "digest_try"]
        assert saved == ()
        assert room.work.started == []


async def test_save_saves_and_shows_when_it_runs(tmp_path: Path) -> None:
    """The read-back becomes the word that it is saved, with the digest's own buttons."""
    async with bot_room(tmp_path) as room:
        message = await read_back(room)
        digest = buttons(message)["digest_save"]
        await room.slack.press("dana", "CPRICING", message["ts"], action_id="digest_save")
        thread = message["thread_ts"]
        await until(lambda: "Saved." in room.texts("CPRICING", thread)[0])
        (row,) = await Digests(room.database).all()

        assert row.digest.id == digest
        assert row.state is DigestState.ACTIVE
        assert row.digest.question == "what changed about pricing"
        assert "digest_pause" in buttons(room.replies("CPRICING", thread)[0])


async def test_only_its_maker_saves_it(tmp_path: Path) -> None:
    """Somebody else's press changes nothing, and they are told."""
    async with bot_room(tmp_path) as room:
        message = await read_back(room)
        await room.slack.press("lee", "CPRICING", message["ts"], action_id="digest_save")
        await until(lambda: room.calls("chat.postEphemeral"))

        assert "Only Dana Roth" in room.calls("chat.postEphemeral")[0]["text"]
        assert await Digests(room.database).all() == ()


async def test_impossible_words_are_refused_in_the_thread(tmp_path: Path) -> None:
    """A sentence, no digest, and no research either."""
    async with bot_room(tmp_path) as room:
        often = await read_back(room, "@dossier every minute, what changed here?")
        place = await read_back(room, "@dossier daily at 9 what is new, in #nowhere")
        closed = await read_back(room, "@dossier daily at 9 what is new, in #support")

        assert "once an hour at most" in shown(often)
        assert "I know no channel #nowhere" in shown(place)
        assert "I know no channel #support" in shown(closed)
        assert room.work.started == []


async def test_a_question_about_days_is_still_answered(tmp_path: Path) -> None:
    """Only words that say when are a digest."""
    async with bot_room(tmp_path) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what happens every Monday?")
        await until(lambda: room.work.started)

        assert room.work.started[0].text == "what happens every Monday?"


async def test_the_command_reads_back_in_the_direct_message(tmp_path: Path) -> None:
    """*here* means the channel in which it was typed."""
    async with bot_room(tmp_path) as room:
        words = "every Monday at 9 who was hired, here"
        await room.slack.command("dana", "CPRICING", "/digest", words)
        text = await dm_text(room, "Every Monday at 09:00")

        assert "in #pricing: “who was hired”" in text


async def test_a_private_channel_exists_only_for_those_in_it(tmp_path: Path) -> None:
    """Lee cannot learn of #margins by naming it."""
    async with bot_room(tmp_path) as room:
        words = "every Monday at 9 what is new, in #margins"
        await room.slack.command("lee", "CPRICING", "/digest", words)
        text = await dm_text(room, "#margins", "lee")

        assert "I know no channel #margins" in text


async def test_the_form_makes_one_too(tmp_path: Path) -> None:
    """Every field arrives; what was understood is read back before it is saved."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/digest", "")
        form = await opened_form(room)
        outcome = await room.slack.submit("dana", form["id"], FILLED)
        text = await dm_text(room, "On the first Monday of the month")
        message = (await direct_messages(room))[-1]
        channel = await room.slack.open_dm("dana")
        await room.slack.press("dana", channel, message["ts"], action_id="digest_save")
        digest = await the_only_digest(room)

        assert outcome.kind == "closed"
        assert "stays silent when nothing is new" in text
        assert digest.missed is Missed.SKIP
        assert digest.unchanged is WhenUnchanged.SILENCE
        assert digest.usd_per_month == 5
        assert digest.channel == "CPRICING"


async def test_the_form_stays_open_with_what_is_wrong(tmp_path: Path) -> None:
    """The sentence stands under its field, and nothing is read back."""
    async with bot_room(tmp_path) as room:
        await room.slack.command("dana", "CPRICING", "/digest", "")
        form = await opened_form(room)
        wrong = FILLED | {"when": {"when": "every day at 25:00"}, "money": {"money": "lots"}}
        outcome = await room.slack.submit("dana", form["id"], wrong)

        assert set(outcome.errors) == {"when", "money"}
        assert "no time of day" in outcome.errors["when"]
        assert await direct_messages(room) == []


async def test_an_answer_can_be_made_a_digest(tmp_path: Path) -> None:
    """The form opens with the answer's own question and channel."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed about prices?")
        await until(lambda: room.replies("CPRICING", ts))
        answer = room.replies("CPRICING", ts)[-1]
        await room.slack.press("dana", "CPRICING", answer["ts"], action_id="make_digest")
        form = await opened_form(room)
        elements = {block["block_id"]: block["element"] for block in form["blocks"]}

        assert elements["question"]["initial_value"] == "what changed about prices?"
        assert elements["channel"]["initial_conversation"] == "CPRICING"
