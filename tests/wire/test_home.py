"""Home: what a person asked, what it cost, and what else there is for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.doorkeeper import OpenDoor
from bot.face import Duties
from bot.locales import Locales
from bot.report import run_report
from domain.budget import Usage
from domain.events import RunState
from policy.spending import Account, Allowances, Place, accounts
from sandbox.slack.wire import Json
from store.ledger import Ledger
from store.runs import Runs
from tests.wire.bot_room import BotRoom, Changed, bot_room, shown
from tests.wire.digest_desk import eventually
from tests.wire.slack_room import until


@dataclass(frozen=True, slots=True)
class Spent(OpenDoor):
    """Everybody has used $1.20 of each account."""

    allowances: Allowances

    async def used(self, place: Place) -> Sequence[tuple[Account, float]]:
        drawn = accounts(self.allowances, place, on=date(2026, 11, 20))
        return tuple((account, 1.2) for account in drawn)


def spent(allowances: Allowances, *, shows_cost: bool = True) -> Changed:
    def changed(duties: Duties) -> Duties:
        locales = Locales(shows_cost=shows_cost)
        return replace(duties, door=Spent(allowances), locales=locales)

    return changed


async def home(room: BotRoom, person: str = "dana") -> Json:
    await room.slack.open_home(person)
    await until(lambda: room.slack.home_of(person))
    view = room.slack.home_of(person)
    assert view is not None
    return view


async def test_each_question_links_to_its_thread(tmp_path: Path) -> None:
    """A button that opens it; pressing it starts nothing."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        view = await home(room)
        links = [b["accessory"]["url"] for b in view["blocks"] if "accessory" in b]

        assert [link.split("/archives/")[1] for link in links] == [
            f"CPRICING/p{ts.replace('.', '')}"
        ]


async def test_what_was_used_this_month_stands_beside_its_limit(tmp_path: Path) -> None:
    """Mine and the workspace's, by month and not by day."""
    allowances = Allowances(person_month=20, person_day=5, workspace_month=300)
    async with bot_room(tmp_path, changed=spent(allowances)) as room:
        said = shown(await home(room))

        assert "You have used $1.20 of $20 (resets 1 Dec)." in said
        assert "The workspace has used $1.20 of $300 (resets 1 Dec)." in said
        assert "$5" not in said


async def test_a_question_costs_on_home_what_its_answer_says(tmp_path: Path) -> None:
    """A call that was cut off counts with what was set aside for it, here as there."""
    async with bot_room(tmp_path, plays=False) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        run, ledger = room.work.started[0].run, Ledger(room.database)
        kept = await ledger.reserve(run, "lead/1", 0.5, cap=4)
        await ledger.settle(kept, Usage(), 0.12)
        await ledger.reserve(run, "s1/1", 0.3, cap=4)
        at_work = shown(await home(room))
        await Runs(room.database).move(run, RunState.DELIVERED)

        async def shows_it() -> bool:
            return "$0.42" in shown(await home(room))

        await eventually(shows_it)
        report = run_report(room.work.started[0], (), await ledger.spend(run))

        assert "$0.42" not in at_work
        assert report["spend"]["usd"] == 0.42


async def test_without_a_limit_home_says_so(tmp_path: Path) -> None:
    """The workspace's sum is then nobody's business."""
    async with bot_room(tmp_path, changed=spent(Allowances())) as room:
        said = shown(await home(room))

        assert "You have used $1.20; no limit is set." in said
        assert "The workspace" not in said


async def test_where_cost_is_not_shown_home_has_no_money(tmp_path: Path) -> None:
    """Neither the month's nor a question's."""
    changed = spent(Allowances(person_month=20), shows_cost=False)
    async with bot_room(tmp_path, changed=changed) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))

        assert "$" not in shown(await home(room))


async def test_digests_of_others_are_shown_to_those_who_read_their_channel(
    tmp_path: Path,
) -> None:
    """Lee sees Dana's digest in #pricing; a guest who is not there does not."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say(
            "dana",
            "CPRICING",
            "@dossier every weekday at 8:30 what changed about pricing, here",
        )
        await until(lambda: room.replies("CPRICING", ts))
        answer = str(room.replies("CPRICING", ts)[0]["ts"])
        await room.slack.press("dana", "CPRICING", answer, action_id="digest_save")

        async def seen() -> bool:
            return "what changed about pricing" in shown(await home(room, "lee"))

        await eventually(seen)

        assert "Digests in the channels you are in" in shown(await home(room, "lee"))
        assert "what changed about pricing" not in shown(await home(room, "gus"))
