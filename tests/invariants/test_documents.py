"""What the documents say is there is there, and what is there is said."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from sandbox.claude.server import SUPPORTED as CLAUDE
from sandbox.google_drive.server import SUPPORTED as DRIVE
from sandbox.notion.server import SUPPORTED as NOTION
from sandbox.slack.server import SUPPORTED as SLACK
from sandbox.web.server import SUPPORTED as WEB
from tests.invariants.tree import PRODUCT, ROOT, name_of, python_files

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s#]+)")
QUOTED = re.compile(r"`([\w.\-]+(?:/[\w.\-*]+)*/?)`")
TYPE = re.compile(r"`([A-Z][a-z]\w*)`")
MADE = re.compile(r"\bmake ([a-z]+)\b")
COMMAND = re.compile(r"\bdossier ([a-z]+)\b")
ADDED = re.compile(r"add_parser\(\s*\"(\w+)\"")
FENCED = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"^#? ?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
SERVERS = {
    "Slack": SLACK,
    "Google Drive": DRIVE,
    "Notion": NOTION,
    "The web": WEB,
    "Messages API": CLAUDE,
}


def is_local(link: str) -> bool:
    return "://" not in link and not link.startswith("mailto:")


def is_path(quoted: str) -> bool:
    """`agents/model.py` names a file of ours; `values/new` and `pages.retrieve` do not."""
    first, slash, _ = quoted.partition("/")
    return bool(slash) and (ROOT / first).is_dir()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    """A reader who follows one finds a file."""
    links = filter(is_local, LINK.findall(document.read_text(encoding="utf-8")))

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_paths_that_are_named_exist(document: Path) -> None:
    """Documents of another state of the code mislead more than none."""
    named = filter(is_path, QUOTED.findall(document.read_text(encoding="utf-8")))

    assert [path for path in named if not any(ROOT.glob(path.rstrip("/")))] == []


def test_words_of_the_vocabulary_are_types_of_the_code() -> None:
    """A word that was renamed in one place only is two words."""
    words = TYPE.findall((ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8"))
    code = "\n".join(file.read_text(encoding="utf-8") for file in python_files(*PRODUCT))

    assert [
        word for word in words if not re.search(rf"^(class )?{word}\b", code, re.MULTILINE)
    ] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_commands_that_are_named_exist(document: Path) -> None:
    """Whoever copies a line from a document gets what it says."""
    code = "\n".join(FENCED.findall(document.read_text(encoding="utf-8")))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    program = "\n".join(file.read_text(encoding="utf-8") for file in python_files("bot"))

    assert [one for one in MADE.findall(code) if f"\n{one}:" not in makefile] == []
    assert [one for one in COMMAND.findall(code) if one not in ADDED.findall(program)] == []


def test_every_setting_is_in_the_example() -> None:
    """And the example names nothing that the program does not read."""
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert set(VARIABLE.findall(example)) == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("server", SERVERS)
def test_what_the_sandbox_speaks_is_listed(server: str) -> None:
    """A missing row can be copied from the message into docs/sandbox.md."""
    text = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {server}\n")[2].partition("\n## ")[0]
    rows = [f"| {verb} | `{path}` | {what} |" for verb, path, what in SERVERS[server]]
    listed = [line for line in section.splitlines() if line.startswith(("| G", "| P", "| *"))]

    assert listed == rows
