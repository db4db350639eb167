"""Own content: any of the three parts makes a workspace, and the report says what it is."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.workspace.fields import ContentError
from sandbox.workspace.own_content import Imported, OwnContent, load_own_content

TODAY = datetime(2026, 11, 20, 13, tzinfo=UTC)


def files(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def slack(folder: Path, ts: str = "1788253200.000100") -> Path:
    users = [{"id": "U1", "name": "ana", "profile": {"email": "ana@firm.example"}}]
    return files(
        folder,
        users_DOT_json=json.dumps(users),
        channels_DOT_json=json.dumps([{"id": "C1", "name": "ops", "members": ["U1"]}]),
        groups_DOT_json=json.dumps([{"id": "G1", "name": "closed", "members": ["U1"]}]),
        ops__day_DOT_json=json.dumps([{"user": "U1", "ts": ts, "text": "Hi"}]),
    )


def loaded(content: OwnContent) -> Imported:
    return load_own_content(content, today=TODAY)


def test_documents_alone_come_with_two_people_to_ask(tmp_path: Path) -> None:
    """Somebody has to ask, somewhere."""
    found = loaded(OwnContent(documents=files(tmp_path, a_DOT_md="Words")))
    workspace = found.workspace

    assert [person.handle for person in workspace.people] == ["dana", "lee"]
    assert workspace.channels[0].members == ("dana", "lee")
    assert workspace.today == TODAY
    assert list(found.lines()) == [
        "Loaded: people 2, channels 1, documents 1.",
        "Documents: everyone in the workspace may read them.",
    ]


def test_all_three_share_the_people_of_the_slack_export(tmp_path: Path) -> None:
    """Owners and editors are people who exist."""
    found = loaded(
        OwnContent(
            slack=slack(tmp_path / "slack"),
            documents=files(tmp_path / "docs", a_DOT_md="Words", b_DOT_png="x"),
            notion=files(tmp_path / "notion", Top_DOT_md="# Top"),
        )
    )
    workspace = found.workspace

    assert workspace.files[0].owner == workspace.pages[0].edited_by == "ana"
    assert workspace.domain == "firm.example"
    assert workspace.notion_readers == ((workspace.pages[0].id, ("everyone",)),)
    assert [one.name for one in found.skipped] == ["DOCS b.png"]
    assert "Slack, private channels (1): only their members may read them." in found.readers


def test_a_young_export_moves_today(tmp_path: Path) -> None:
    """Nothing may have been said after the workspace's today."""
    found = loaded(OwnContent(slack=slack(tmp_path, ts="1900000000.000000")))

    assert found.workspace.today > TODAY


def test_a_long_list_of_skipped_things_is_counted(tmp_path: Path) -> None:
    """The terminal shows the first and how many more there are."""
    pictures = {f"p{number}_DOT_png": "x" for number in range(30)}
    found = loaded(OwnContent(documents=files(tmp_path, a_DOT_md="Words", **pictures)))

    assert list(found.lines())[-1] == "  and 10 more"


@pytest.mark.parametrize("what", ["slack", "documents", "notion"])
def test_a_wrong_path_is_named_by_its_setting(tmp_path: Path, what: str) -> None:
    """The operator typed it into `make demo`."""
    setting = {"slack": "SLACK", "documents": "DOCS", "notion": "NOTION"}[what]

    with pytest.raises(ContentError, match=f"^{setting}: "):
        loaded(OwnContent(**{what: tmp_path / "missing"}))


@pytest.mark.parametrize("what", ["documents", "notion"])
def test_nothing_readable_is_said_so(tmp_path: Path, what: str) -> None:
    """An empty workspace would answer every question with nothing."""
    with pytest.raises(ContentError, match="nothing in there that I can read"):
        loaded(OwnContent(**{what: files(tmp_path, a_DOT_png="x")}))


def test_an_export_without_people_cannot_ask(tmp_path: Path) -> None:
    """A Slack export of guests alone is of no use."""
    slack(tmp_path)
    files(tmp_path, users_DOT_json="[]", ops__day_DOT_json="[]")

    with pytest.raises(ContentError, match=r"^SLACK: users\.json names nobody"):
        loaded(OwnContent(slack=tmp_path))
