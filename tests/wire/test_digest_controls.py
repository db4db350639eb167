"""The buttons of a digest, its list in Home, and how its editions look on the wire."""

from datetime import timedelta
from pathlib import Path

from domain.digest import (
    Cadence,
    Covered,
    Digest,
    DigestId,
    DigestState,
    Edition,
    News,
    NewsItem,
    SlotKind,
)
from domain.post import DigestPost, Post
from domain.question import ChannelId, RunId
from scheduling.keeping import activate
from scheduling.ports import Books
from store.outbox import Outbox
from tests.scenarios.digest_room import a_digest
from tests.wire.bot_room import SEARCHED, BotRoom, bot_room, shown
from tests.wire.digest_desk import (
    FILLED,
    buttons,
    direct_messages,
    dm_text,
    eventually,
    opened_form,
)
from tests.wire.slack_room import TODAY, until

MOVED = "Existing customers move on 1 February."
BEFORE = "Existing customers move on 1 January."


async def saved(room: BotRoom) -> Digest:
    digest = a_digest("d1", owner_name="Dana Roth")
    await activate(Books.of(room.database), digest, now=TODAY)
    return digest


def an_edition(*news: NewsItem, digest: str = "d1") -> Edition:
    return Edition(
        digest=DigestId(digest),
        title="pricing and competitors",
        maker="Dana Roth",
        news=news,
        sources=(SEARCHED,) if news else (),
        covered=Covered(read=14, checked=11, unchanged=11, usd=0.22),
        since=TODAY - timedelta(days=3),
        zone="Europe/Berlin",
    )


async def posted(room: BotRoom, edition: Edition, *, number: int = 1) -> dict[str, object]:
    """The edition as it stands in #pricing, the first or a later one."""
    post = Post(
        key=f"{edition.digest}/post/{number}",
        channel=ChannelId("CPRICING"),
        content=DigestPost(edition=edition),
    )
    await Outbox(room.database).put(post, at=TODAY)
    await until(lambda: len(_with(room, "made by Dana Roth")) == number)
    return _with(room, "made by Dana Roth")[-1]


def _with(room: BotRoom, words: str) -> list[dict[str, object]]:
    messages = room.slack.messages_in("dana", "CPRICING")
    return [message for message in messages if words in shown(message)]


async def test_an_edition_names_what_is_news_and_links_what_it_corrects(
    tmp_path: Path,
) -> None:
    """Every item with its sources; a correction with the earlier message."""
    changed = NewsItem(
        news=News.CHANGED,
        text=MOVED,
        cites=(1,),
        earlier=BEFORE,
        earlier_at=TODAY - timedelta(days=1),
        earlier_url="https://tidewater.slack.com/archives/CPRICING/p1",
    )
    new = NewsItem(news=News.NEW, text="Globex published a Business price: $36.", cites=(1,))
    async with bot_room(tmp_path) as room:
        message = await posted(room, an_edition(new, changed))
        text = shown(message)

        assert "pricing and competitors · since Tuesday" in text
        assert "New · Globex published a Business price: $36. [1]" in text
        assert f"Changed · {MOVED} [1] (before: “{BEFORE}”). This corrects" in text
        assert "corrects our digest of 19 November." in text
        assert "Unchanged · 11 claims checked again" in text
        assert "14 read · $0.22 · made by Dana Roth" in text
        assert list(buttons(message)) == [
            "digest_pause",
            "digest_change",
            "digest_run",
            "digest_delete",
        ]


async def test_nothing_new_is_one_quiet_line(tmp_path: Path) -> None:
    """What was checked is counted."""
    async with bot_room(tmp_path) as room:
        message = await posted(room, an_edition())

        assert "Nothing new on “pricing and competitors” since Tuesday (14 sources" in shown(
            message
        )


async def test_anybody_may_pause_and_its_maker_hears_of_it(tmp_path: Path) -> None:
    """A channel need not wait for its maker to be quiet again."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        message = await posted(room, an_edition())
        await room.slack.press("lee", "CPRICING", str(message["ts"]), action_id="digest_pause")
        told = await dm_text(room, "Lee Park asked me to")
        row = await Books.of(room.database).digests.get(DigestId("d1"))

        assert "I paused the digest" in told
        assert row is not None
        assert row.state is DigestState.PAUSED


async def test_a_press_shows_in_the_message_what_it_did(tmp_path: Path) -> None:
    """Pause becomes Resume and back; what the edition says stays as it was."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        ts = str((await posted(room, an_edition()))["ts"])
        before = _with(room, "made by Dana Roth")[-1]["blocks"]
        await room.slack.press("dana", "CPRICING", ts, action_id="digest_pause")
        await until(lambda: len(room.calls("chat.postEphemeral")) == 1)
        paused = _with(room, "made by Dana Roth")[-1]
        await room.slack.press("dana", "CPRICING", ts, action_id="digest_resume")
        await until(lambda: len(room.calls("chat.postEphemeral")) == 2)
        resumed = _with(room, "made by Dana Roth")[-1]

        assert "Paused: Dana Roth asked for it." in shown(paused)
        assert "Nothing new on “pricing and competitors”" in shown(paused)
        assert resumed["blocks"] == before


async def test_an_old_pause_pressed_again_is_harmless(tmp_path: Path) -> None:
    """Two editions stand in the channel; the older one learns what is, and tells nobody."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        for number in (1, 2):
            await posted(room, an_edition(), number=number)
        for number, message in enumerate(_with(room, "made by Dana Roth"), start=1):
            await room.slack.press(
                "lee", "CPRICING", str(message["ts"]), action_id="digest_pause"
            )
            await until(lambda n=number: len(room.calls("chat.postEphemeral")) == n)  # type: ignore[misc]  # bound now
        told = [shown(message) for message in await direct_messages(room)]
        editions = _with(room, "made by Dana Roth")

        assert ["digest_resume" in buttons(message) for message in editions] == [True, True]
        assert len([text for text in told if "asked me to" in text]) == 1


async def test_run_now_asks_for_one_slot(tmp_path: Path) -> None:
    """The scheduler takes it from there."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        books = Books.of(room.database)
        message = await posted(room, an_edition())
        await room.slack.press("dana", "CPRICING", str(message["ts"]), action_id="digest_run")
        await until(lambda: room.calls("chat.postEphemeral"))
        rows = await books.slots.of(DigestId("d1"))

        assert [row.slot.kind for row in rows] == [SlotKind.NOW]


async def test_delete_ends_it(tmp_path: Path) -> None:
    """It is in no list any more, and pressing again says so."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        for number in (1, 2):
            await posted(room, an_edition(), number=number)
        for number, message in enumerate(_with(room, "made by Dana Roth"), start=1):
            await room.slack.press(
                "dana", "CPRICING", str(message["ts"]), action_id="digest_delete"
            )
            await until(lambda n=number: len(room.calls("chat.postEphemeral")) == n)  # type: ignore[misc]  # bound now
        said = [call["text"] for call in room.calls("chat.postEphemeral")]

        assert "Deleted" in said[0]
        assert "no such digest" in said[1]
        assert "Deleted by Dana Roth." in shown(_with(room, "made by Dana Roth")[-1])
        assert await Books.of(room.database).digests.all() == ()


async def test_a_change_is_read_back_and_keeps_the_digest(tmp_path: Path) -> None:
    """The form opens filled in; saving it replaces the old one under the same name."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        books = Books.of(room.database)
        message = await posted(room, an_edition())
        await room.slack.press(
            "dana", "CPRICING", str(message["ts"]), action_id="digest_change"
        )
        form = await opened_form(room)
        elements = {block["block_id"]: block["element"] for block in form["blocks"]}
        await room.slack.submit("dana", form["id"], FILLED)
        await dm_text(room, "On the first Monday of the month")
        before = await books.digests.all()
        draft = next(
            one for one in await direct_messages(room) if "digest_save" in buttons(one)
        )
        channel = await room.slack.open_dm("dana")
        await room.slack.press("dana", channel, draft["ts"], action_id="digest_save")

        async def is_changed() -> bool:
            rows = await books.digests.all()
            return rows[0].digest.question == "what changed about pricing"

        await eventually(is_changed)
        rows = await books.digests.all()

        assert elements["when"]["initial_value"] == "30 8 * * mon-fri"
        assert before[0].digest.cadence == Cadence(
            crons=("30 8 * * mon-fri",), zone="Europe/Berlin"
        )
        assert [row.digest.id for row in rows] == ["d1"]
        assert rows[0].digest.cadence.crons == ("0 9 * * mon#1",)


async def test_home_lists_my_digests_with_their_buttons(tmp_path: Path) -> None:
    """Pause there, and the list shows it at once."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        await room.slack.open_home("dana")
        await until(lambda: room.slack.home_of("dana"))
        home = room.slack.home_of("dana") or {}
        before = shown(home["blocks"])
        await room.slack.press("dana", "", home["id"], action_id="digest_pause", value="d1")
        await until(
            lambda: "paused" in shown((room.slack.home_of("dana") or {"blocks": []})["blocks"])
        )
        after = room.slack.home_of("dana") or {}

        assert "Every weekday at 08:30, Europe/Berlin, in #pricing" in before
        assert "next Mon 23 Nov 08:30" in before
        assert "Resume" in shown(after["blocks"])


async def test_home_starts_a_new_one(tmp_path: Path) -> None:
    """The same form as /digest."""
    async with bot_room(tmp_path) as room:
        await room.slack.open_home("dana")
        await until(lambda: room.slack.home_of("dana"))
        home = room.slack.home_of("dana") or {}
        await room.slack.press("dana", "", home["id"], action_id="digest_new")
        form = await opened_form(room)

        assert form["callback_id"] == "digest"


async def test_the_list_shows_mine_and_those_of_the_channel(tmp_path: Path) -> None:
    """Only mine have buttons."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        await room.slack.command("lee", "CPRICING", "/digest", "list")
        text = await dm_text(room, "made by Dana Roth", "lee")
        channel = await room.slack.open_dm("lee")
        message = room.slack.messages_in("lee", channel)[-1]

        assert "in #pricing" in text
        assert buttons(message) == {}


async def test_an_unknown_value_in_a_button_is_no_digest(tmp_path: Path) -> None:
    """A click on something that was never there is answered, not raised."""
    async with bot_room(tmp_path) as room:
        message = await posted(room, an_edition(digest="never"))
        await room.slack.press("dana", "CPRICING", str(message["ts"]), action_id="digest_run")
        await until(lambda: room.calls("chat.postEphemeral"))

        assert "no such digest" in room.calls("chat.postEphemeral")[0]["text"]
        assert RunId("never") not in [one.run for one in room.work.started]
