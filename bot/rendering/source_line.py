"""One connected source in a line: that it works, or what is wrong and who can mend it."""

from bot.rendering.words import Words, source_name
from connectors.source import Health


def source_line(health: Health, words: Words) -> str:
    """`Notion: working (Kelvane, 30 pages)`."""
    name = source_name(health.source, words)
    if health.works:
        detail = f" ({health.detail})" if health.detail else ""
        return f"{name}: {words.source_works}{detail}"
    problem = health.problem or f"{words.source_broken}."
    return f"{name}: {problem} {health.remedy}".strip()
