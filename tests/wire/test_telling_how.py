"""`How`, under an answer that could not read a source: the steps, for whoever can take them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.admission import Admission
from bot.face import Duties
from bot.house_rules import HouseRules
from connectors.source import Condition, Health
from domain.answer import Answer, Gap, GapKind
from domain.question import SourceKind
from sandbox.slack.wire import Json
from tests.wire.bot_room import BotRoom, an_answer, bot_room
from tests.wire.slack_room import until

LOST = "I can't read Notion: the connection was removed on Tuesday. An admin can reconnect it."


def lacking(kind: SourceKind = SourceKind.NOTION) -> Answer:
    return replace(an_answer(), gaps=(Gap(kind=GapKind.LOST, text=LOST, source=kind),))


def administered(
    duties: Duties, *admins: str, health: Sequence[Health] | None = None
) -> Duties:
    """With these administrators, and the sources in this state."""

    async def now() -> Sequence[Health]:
        return health or ()

    checked = duties.health if health is None else now
    admission = Admission(rules=HouseRules(admins=admins))
    return replace(duties, admission=admission, health=checked)


async def answered(room: BotRoom, text: str = "what changed?") -> Json:
    ts = await room.slack.say("dana", "CPRICING", f"@dossier {text}")
    await until(lambda: room.replies("CPRICING", ts))
    return room.replies("CPRICING", ts)[0]


async def pressed(room: BotRoom, message: Json, by: str = "dana") -> str:
    thread = str(message["thread_ts"])
    before = len(room.texts("CPRICING", thread, by))
    await room.slack.press(by, "CPRICING", str(message["ts"]), action_id="how")
    await until(lambda: len(room.texts("CPRICING", thread, by)) > before)
    return room.texts("CPRICING", thread, by)[-1]


async def test_a_person_is_told_who_can_reconnect_it(tmp_path: Path) -> None:
    """Names, and what to do next; no variable and no file."""
    async with bot_room(
        tmp_path, changed=lambda duties: administered(duties, "priya@tidewater.example")
    ) as room:
        room.work.answer = lacking()
        message = await answered(room)

        assert await pressed(room, message) == (
            "Priya Nair can reconnect Notion: my leave to read it has to be given anew. Tell "
            "them, and ask me again when it is done."
        )


async def test_an_admin_is_told_the_exact_steps(tmp_path: Path) -> None:
    """Up to the command that shows that it worked."""
    async with bot_room(
        tmp_path, changed=lambda duties: administered(duties, "priya@tidewater.example")
    ) as room:
        room.work.answer = lacking()
        said = await pressed(room, await answered(room), by="priya")

        assert said.startswith("To reconnect Notion: open the internal connection")
        assert "NOTION_TOKEN" in said
        assert said.endswith("`dossier doctor` then shows ✓ at Notion.")


async def test_where_nobody_is_named_it_says_so(tmp_path: Path) -> None:
    """Whoever runs the bot is the only one left."""
    async with bot_room(tmp_path, changed=administered) as room:
        room.work.answer = lacking()
        said = await pressed(room, await answered(room))

        assert said.startswith("Whoever runs me can reconnect Notion")
        assert "No admin is named" in said


async def test_what_was_mended_meanwhile_is_asked_again_at_a_press(tmp_path: Path) -> None:
    """The state is that of the press, not of the answer."""
    fine = (Health(source=SourceKind.NOTION, condition=Condition.COPIED, count=30),)
    async with bot_room(
        tmp_path, changed=lambda duties: administered(duties, health=fine)
    ) as room:
        room.work.answer = lacking()
        message = await answered(room)
        said = await pressed(room, message)
        whispered = room.replies("CPRICING", str(message["thread_ts"]))[-1]
        await room.slack.press("dana", "CPRICING", str(whispered["ts"]), action_id="try_again")
        await until(lambda: len(room.work.started) == 2)

        assert said == "Notion works again. Ask once more.Try again"
        assert room.work.started[1].text == "what changed?"


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        (SourceKind.SLACK, "SLACK_BOT_TOKEN"),
        (SourceKind.DRIVE, "GOOGLE_SERVICE_ACCOUNT"),
        (SourceKind.NOTION, "NOTION_TOKEN"),
        (SourceKind.WEB, "SEARXNG_URL"),
    ],
)
async def test_each_source_has_steps_of_its_own(
    tmp_path: Path, kind: SourceKind, named: str
) -> None:
    """The setting that an administrator has to touch stands in them."""
    async with bot_room(
        tmp_path,
        changed=lambda duties: administered(duties, "dana@tidewater.example", health=()),
    ) as room:
        room.work.answer = lacking(kind)

        assert named in await pressed(room, await answered(room))


async def test_the_answer_names_its_run_and_the_steps_are_in_its_language(
    tmp_path: Path,
) -> None:
    """An answer that lacks something through a failure can be looked into."""
    async with bot_room(
        tmp_path,
        changed=lambda duties: administered(duties, "dana@tidewater.example", health=()),
    ) as room:
        room.work.answer = replace(lacking(), language="de")
        message = await answered(room, "was hat sich bei den Preisen geändert?")
        said = await pressed(room, message)
        run = room.work.started[0].run[:4].upper()

        assert f"Lauf {run}" in room.texts("CPRICING", str(message["thread_ts"]))[0]
        assert said.startswith("So wird Notion wieder verbunden")
