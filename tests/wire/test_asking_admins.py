"""`Ask an admin`: who is asked, of what, how often, and what whoever pressed is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.admission import Admission
from bot.asking_admins import setting_of
from bot.doorkeeper import OpenDoor, Start, Verdict
from bot.face import Duties
from bot.house_rules import HouseRules
from bot.settings import Settings
from domain.question import Question
from policy.spending import Account, Allowances, Payer, Place, accounts
from sandbox.slack.wire import Json
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.slack_room import until

CHANNEL = Account(
    payer=Payer.CHANNEL,
    owner="CPRICING",
    starts=date(2026, 11, 1),
    resets=date(2026, 12, 1),
    limit=50.0,
)
PERSON = replace(
    CHANNEL,
    payer=Payer.PERSON,
    owner="UDANA",
    starts=date(2026, 11, 20),
    resets=date(2026, 11, 21),
    limit=20.0,
)
USED_UP = "#pricing has used its $50 for this month (resets 1 December)."


@dataclass(slots=True)
class ShutDoor(OpenDoor):
    """Nobody gets in while `account` is used up."""

    account: Account | None = CHANNEL

    async def admit(self, question: Question, start: Start) -> Verdict:
        return await self.refusal(question) or await OpenDoor.admit(self, question, start)

    async def refusal(self, question: Question) -> Verdict:
        del question
        return Verdict(sentence=USED_UP if self.account else "", account=self.account)


def without_money(
    duties: Duties, door: ShutDoor | None = None, admins: Sequence[str] = ()
) -> Duties:
    rules = HouseRules(admins=tuple(admins))
    return replace(duties, door=door or ShutDoor(), admission=Admission(rules=rules))


async def refused(room: BotRoom, text: str = "what changed?") -> Json:
    """What the thread is told of a question for which there is no money."""
    ts = await room.slack.say("dana", "CPRICING", f"@dossier {text}")
    await until(lambda: room.replies("CPRICING", ts))
    return room.replies("CPRICING", ts)[0]


async def pressed(room: BotRoom, message: Json, by: str = "dana") -> str:
    """The answer to a press on `Ask an admin`, which only they see."""
    thread = str(message["thread_ts"])
    before = len(room.texts("CPRICING", thread, by))
    ts = str(message["ts"])
    await room.slack.press(by, "CPRICING", ts, action_id="ask_admin")
    await until(lambda: len(room.texts("CPRICING", thread, by)) > before)
    return room.texts("CPRICING", thread, by)[-1]


def notes_to(room: BotRoom, person: str) -> list[str]:
    """What the bot has said to them in their direct message."""
    channel = room.slack.team.direct(room.slack.team.person(person).id).id
    return [shown(message) for message in room.slack.messages_in(person, channel)]


async def test_an_admin_is_told_who_asks_where_and_which_limit(tmp_path: Path) -> None:
    """With the setting that holds it; whoever pressed is told who was asked."""

    def changed(duties: Duties) -> Duties:
        return without_money(duties, admins=["Priya@tidewater.example"])

    async with bot_room(tmp_path, changed=changed) as room:
        message = await refused(room)
        said = await pressed(room, message)
        await until(lambda: notes_to(room, "priya"))

        assert shown(message) == f"{USED_UP}Ask an admin"
        assert said == "I have asked Priya Nair."
        (note,) = notes_to(room, "priya")
        assert note == (
            f"Dana Roth asks in #pricing for a higher limit. {USED_UP} You can raise "
            "DOSSIER_CHANNEL_MONTH_USD in my settings; that counts from my next start."
        )


async def test_an_admin_is_asked_once_for_a_limit_and_its_period(tmp_path: Path) -> None:
    """However many people press; whoever presses later is told that it has been done."""

    def changed(duties: Duties) -> Duties:
        admins = ["priya@tidewater.example", "lee@tidewater.example"]
        return without_money(duties, admins=admins)

    async with bot_room(tmp_path, changed=changed) as room:
        message = await refused(room)
        first = await pressed(room, message)
        await until(lambda: notes_to(room, "priya") and notes_to(room, "lee"))
        again = await pressed(room, message, by="lee")

        assert first == "I have asked Priya Nair and Lee Park."
        assert again == "Priya Nair and Lee Park have been asked for this limit already."
        assert len(notes_to(room, "priya")) == 1


async def test_where_nobody_is_named_it_says_how_that_is_done(tmp_path: Path) -> None:
    """No variable's name and no file's path: whoever reads it is no operator."""
    async with bot_room(tmp_path, changed=without_money) as room:
        said = await pressed(room, await refused(room))

        assert said == (
            "Nobody is named whom I could ask. Whoever runs me can raise the limit, and name "
            "admins in my rules file."
        )


async def test_a_limit_that_has_room_again_bothers_nobody(tmp_path: Path) -> None:
    """It is looked at when the button is pressed, not when it was posted."""
    door = ShutDoor()

    def changed(duties: Duties) -> Duties:
        return without_money(duties, door, admins=["priya@tidewater.example"])

    async with bot_room(tmp_path, changed=changed) as room:
        message = await refused(room)
        door.account = None
        said = await pressed(room, message)

        assert said == "There is money again. Ask your question once more."
        assert not notes_to(room, "priya")


async def test_a_limit_of_a_persons_own_is_told_to_others_as_theirs(tmp_path: Path) -> None:
    """`You have used` would be wrong to an administrator; the language is that of each."""

    def changed(duties: Duties) -> Duties:
        door = ShutDoor(account=PERSON)
        return without_money(duties, door, admins=["priya@tidewater.example"])

    async with bot_room(tmp_path, changed=changed) as room:
        message = await refused(room, "was hat sich bei den Preisen geändert?")
        said = await pressed(room, message)
        await until(lambda: notes_to(room, "priya"))

        assert "Einen Admin fragen" in shown(message)
        assert said == "Ich habe Priya Nair gefragt."
        assert (
            "They have used their $20 for today (resets 21 November). You can raise "
            in (notes_to(room, "priya")[0])
        )
        assert "DOSSIER_PERSON_DAY_USD" in notes_to(room, "priya")[0]


def test_every_account_names_a_setting_that_exists() -> None:
    """An administrator who looks for it finds it."""
    place = Place(person="U1", channel="C1", thread="1.0")
    drawn = accounts(Allowances(), place, on=date(2026, 11, 20))

    assert len({setting_of(account) for account in drawn}) == len(drawn)
    assert all(setting_of(one).lower() in Settings.model_fields for one in drawn)
