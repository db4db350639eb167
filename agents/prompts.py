"""Prompts are prose in files next to this one; `{{name}}` is filled, nothing else."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


class PromptError(ValueError):
    """A placeholder was left open, or a value has no place."""


@dataclass(frozen=True, slots=True)
class Prompt:
    name: str
    text: str

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def fill(self, **values: str) -> str:
        """Raises PromptError unless the values are exactly the placeholders."""
        wanted = set(_PLACEHOLDER.findall(self.text))
        if wanted != set(values):
            raise PromptError(f"{self.name}: {sorted(wanted ^ set(values))}")
        return _PLACEHOLDER.sub(lambda found: values[found[1]], self.text).strip()


@cache
def load(name: str) -> Prompt:
    file = resources.files("agents") / "prompts" / f"{name}.md"
    return Prompt(name, file.read_text(encoding="utf-8"))
