"""What a site asks of robots (RFC 9309), as far as a reader of single pages must know."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

MOST_CHARACTERS = 500_000
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*?)\s*(?:#.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    allows: bool
    path: str

    def matches(self, path: str) -> bool:
        ends = self.path.endswith("$")
        pattern = ".*".join(re.escape(part) for part in self.path.rstrip("$").split("*"))
        return bool((re.fullmatch if ends else re.match)(pattern, path, re.DOTALL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for one robot; without rules everything is allowed."""

    rules: tuple[_Rule, ...] = ()

    def allows(self, path: str) -> bool:
        """The longest matching rule decides, and `allow` among equals."""
        path = unquote(path)
        found = [rule for rule in self.rules if rule.matches(path)]
        best = max(found, key=lambda rule: (len(rule.path), rule.allows), default=None)
        return best is None or best.allows


def parse_robots(text: str, *, agent: str) -> Robots:
    """The rules of the groups that name `agent` (`Product` or `Product/1.0`), else for all."""
    product = agent.partition("/")[0].strip().lower()
    groups: dict[str, list[_Rule]] = {}
    named: list[str] = []
    in_rules = False
    for line in text[:MOST_CHARACTERS].splitlines():
        parsed = _LINE.fullmatch(line)
        if parsed is None:
            continue
        key, value = parsed[1].lower(), parsed[2]
        if key == "user-agent":
            named = [value.lower()] if in_rules else [*named, value.lower()]
            in_rules = False
            groups.setdefault(value.lower(), [])
        elif key in ("allow", "disallow"):
            in_rules = True
            _add(groups, named, _Rule(allows=key == "allow", path=unquote(value)))
    return Robots(rules=tuple(groups.get(product, groups.get("*", []))))


def _add(groups: dict[str, list[_Rule]], named: list[str], rule: _Rule) -> None:
    """An empty path is no rule: `Disallow:` alone allows everything."""
    if rule.path:
        for name in named:
            groups[name].append(rule)
