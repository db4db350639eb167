"""What an administrator decided, as the doctor reads it back: money, rules, whom they name."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.asking_admins import setting_of
from bot.house_rules import ChannelRules, HouseRules
from bot.settings import Settings
from bot.sources import Sources
from domain.errors import SourceError
from domain.question import SourceKind
from policy.spending import LEAST_USD, Allowances, Place, accounts

_NAMES = {
    SourceKind.SLACK: "Slack",
    SourceKind.DRIVE: "Drive",
    SourceKind.NOTION: "Notion",
    SourceKind.WEB: "the web",
}


def money_lines(settings: Settings) -> Iterator[str]:
    most, asked = _usd(settings.dossier_run_usd), _usd(settings.dossier_ask_above_usd)
    shown = "shown" if settings.shows_cost else "not shown"
    yield f"✓ Budgets · a run {most}, asked first above {asked}, cost {shown} in threads"
    limits = settings.allowances
    yield (
        f"✓ Budgets · in a month {_usd(limits.person_month)} for one person, "
        f"{_usd(limits.channel_month)} for one channel, {_usd(limits.workspace_month)} for all"
    )
    yield from _too_low(limits)


def _too_low(limits: Allowances) -> Iterator[str]:
    everywhere = Place(person="anyone", channel="C", thread="any")
    for account in accounts(limits, everywhere, on=date.min):
        if account.limit < LEAST_USD:
            yield (
                f"✗ Budgets · {_usd(account.limit)} lets no question through, as one needs at "
                f"least {_usd(LEAST_USD)}: raise {setting_of(account)}"
            )


def _usd(amount: float) -> str:
    return f"${amount:,.2f}".removesuffix(".00")


async def rules_lines(rules: HouseRules, sources: Sources) -> list[str]:
    """A rule for a channel or a person that nobody knows holds for nobody."""
    said = [f"✓ Rules · {_asking(rules)}; {_reading(rules)}"]
    said += [
        f"✓ Rules · #{name.removeprefix('#')}: {_in_channel(one)}"
        for name, one in rules.channels.items()
    ]
    try:
        everyone = await sources.directory.people.everyone()
        joined = await sources.directory.joined()
    except SourceError:
        return said  # the line about Slack says what is wrong
    people = {person.email.casefold() for person in everyone}
    names = {*joined, *(channel.name for channel in joined.values() if channel.name)}
    return [*said, *_nobody(rules, people), *_nowhere(rules.channels, names)]


def _asking(rules: HouseRules) -> str:
    who = f"{len(rules.askers)} people may ask" if rules.askers else "every member may ask"
    guests = "guests too" if rules.guests else "guests may not"
    return f"{who}, {guests}"


def _reading(rules: HouseRules) -> str:
    kinds = [kind for kind in rules.sources if kind.is_internal or rules.web]
    return "read is " + ", ".join(_NAMES[kind] for kind in kinds)


def _in_channel(rules: ChannelRules) -> str:
    if not rules.ask:
        return "nobody may ask"
    kinds = [kind for kind in rules.sources if kind.is_internal or rules.web]
    return "read is " + (", ".join(_NAMES[kind] for kind in kinds) or "nothing")


def _nobody(rules: HouseRules, people: set[str]) -> list[str]:
    named = (("admins", rules.admins), ("askers", rules.askers))
    return [
        f"✗ Rules · {address} among {rule} is nobody in this Slack: correct it in DOSSIER_RULES"
        for rule, addresses in named
        for address in addresses
        if address.casefold() not in people
    ]


def _nowhere(channels: Mapping[str, ChannelRules], names: set[str]) -> list[str]:
    return [
        f"✗ Rules · #{name.removeprefix('#')} is no channel that I am in, so its rules hold "
        "nowhere: invite me, or correct it in DOSSIER_RULES"
        for name in channels
        if name.removeprefix("#") not in names
    ]
