"""A reply that wants nothing older than a day: what of it is kept, and where it is shown."""

from pathlib import Path

from domain.events import ReplyHeard
from tests.wire.bot_room import BotRoom, bot_room
from tests.wire.slack_room import until
from tests.wire.test_intake_replies import at_work
from tests.wire.test_progress import asked, happen, triaged

LEES = "since:2026-10-01T00:00:00+00:00"
DANAS = "since:2026-10-01T00:00:00+02:00"  # in Berlin, in summer time


async def said(room: BotRoom, ts: str, words: str, *, by: str = "lee") -> None:
    heard = len(room.calls("reactions.add"))
    await room.slack.say(by, "CPRICING", words, thread_ts=ts)
    await until(lambda: len(room.calls("reactions.add")) > heard)
    await room.face.intake.drain()


async def test_since_when_is_told_in_the_zone_of_whoever_says_it(tmp_path: Path) -> None:
    """A reaction says that it was heard; no run of its own begins."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await at_work(room)
        await said(room, ts, "only since October")
        await said(room, ts, "nur seit Oktober", by="dana")
        replies = await room.work.replies(question.run)

        assert [reply.steer for reply in replies] == [LEES, DANAS]
        assert room.calls("reactions.add")[-1]["name"] == "white_check_mark"
        assert len(room.work.started) == 1


async def test_words_that_name_no_day_are_for_the_lead(tmp_path: Path) -> None:
    """Which of the last weeks are meant, a model may guess; code does not."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await at_work(room)
        await said(room, ts, "only the last weeks")
        (reply,) = await room.work.replies(question.run)

        assert (reply.text, reply.steer) == ("only the last weeks", "since")


async def test_the_plan_shows_from_which_day_on_and_at_whose_word(tmp_path: Path) -> None:
    """In its title, from the moment at which the run heard it."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        heard = ReplyHeard(person="Lee Park", text="", steer=LEES)
        await happen(room.work, question, triaged(), heard)
        await until(lambda: "from 1 Oct" in " ".join(room.texts("CPRICING", ts)))

        assert "· from 1 Oct, Lee Park" in " ".join(room.texts("CPRICING", ts))
