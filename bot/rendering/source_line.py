"""One connected source in a line: that it works, or what is wrong and who can mend it."""

from bot.rendering.health_words import HealthWords
from bot.rendering.words import Words, source_name
from connectors.source import Condition, Health
from domain.question import SourceKind


def source_line(health: Health, words: Words) -> str:
    """`Notion: working (Kelvane, 30 pages and rows copied)`."""
    name, found = source_name(health.source, words), found_said(health, words.health)
    if not health.works or health.condition is Condition.IN_NO_CHANNEL:
        return f"{name}: {found}"
    detail = f" ({found})" if found else ""
    return f"{name}: {words.source_works}{detail}"


def found_said(health: Health, words: HealthWords) -> str:
    """What a check found; nothing where all there is to say is that it works."""
    is_slack = health.source is SourceKind.SLACK
    return {
        Condition.FINE: "",
        Condition.IN_CHANNELS: _counted(health, words.one_channel, words.many_channels),
        Condition.IN_NO_CHANNEL: words.no_channel,
        Condition.COPIED: _copied(health, words),
        Condition.COPIED_IN_PART: words.more_unmapped.format(copied=_copied(health, words)),
        Condition.OWN_ACCOUNTS: words.own_accounts,
        Condition.KEY_FINE: words.key_fine,
        Condition.DELEGATED: words.delegated,
        Condition.SEARCH_FINE: words.search_fine,
        Condition.SILENT: words.silent,
        Condition.TOKEN_REFUSED: words.slack_refused if is_slack else words.notion_refused,
        Condition.DELEGATION_REFUSED: words.delegation_refused,
        Condition.CLIENT_REFUSED: words.client_refused,
        Condition.NO_DOMAINS: words.no_domains,
    }[health.condition]


def _copied(health: Health, words: HealthWords) -> str:
    return _counted(health, words.one_copied, words.many_copied)


def _counted(health: Health, one: str, many: str) -> str:
    template = one if health.count == 1 else many
    return template.format(name=health.name or "Notion", count=health.count)
