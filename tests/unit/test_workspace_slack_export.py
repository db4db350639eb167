"""Slack exports: people, channels, threads and mentions, whatever state the files are in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.workspace.archive import open_archive
from sandbox.workspace.fields import ContentError
from sandbox.workspace.slack_directory import Directory
from sandbox.workspace.slack_export import SlackContent, read_slack_export
from sandbox.workspace.slack_messages import is_notice, post_of

USERS = [
    {"id": "USLACKBOT", "name": "slackbot", "profile": {}},
    {
        "id": "U01",
        "name": "ana.lucía",
        "tz": "Europe/Madrid",
        "profile": {"real_name": "Ana Lucía", "email": "ana@firm.example", "title": "Ops"},
    },
    {"id": "U02", "name": "analucia", "tz": "Nowhere/Else", "profile": {"real_name": "Ana L"}},
    {"id": "U03", "name": "guest", "is_restricted": True, "profile": {}},
]
CHANNELS = [
    {"id": "C01", "name": "ops-eu", "members": ["U01", "U02"], "topic": {"value": "Ops"}},
    {"id": "C02", "name": "opseu", "members": ["U01", "UGONE"], "is_ext_shared": True},
]
GROUPS = [{"id": "G01", "name": "secret", "members": ["U02"]}]


def said(ts: str, text: str = "Hello", **more: object) -> dict[str, object]:
    return {"type": "message", "user": "U01", "ts": ts, "text": text, **more}


def export(folder: Path, days: dict[str, object]) -> tuple[SlackContent, list[str]]:
    """The export read back, and the names of what was skipped."""
    lists = {"users.json": USERS, "channels.json": CHANNELS, "groups.json": GROUPS}
    for name, value in {**lists, **days}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            value if isinstance(value, str) else json.dumps(value), encoding="utf-8"
        )
    archive = open_archive(folder)
    content = read_slack_export(archive)
    return content, [one.name for one in archive.skipped]


def test_people_keep_their_names_and_get_unique_handles(tmp_path: Path) -> None:
    """Slack ids derive from handles, so two of them may not meet."""
    content, _ = export(tmp_path, {})

    assert [p.handle for p in content.people] == ["analucia", "analucia2", "guest", "slackbot"]
    assert content.people[0].title == "Ops"
    assert content.people[1].email == "analucia2@firm.example"
    assert content.people[1].timezone == "UTC"
    assert content.people[2].kind == "guest"
    assert content.domain == "firm.example"


def test_channels_keep_their_kind_and_members(tmp_path: Path) -> None:
    """Private stays private; ids that would meet are told apart."""
    content, _ = export(tmp_path, {})
    named = {channel.name: channel for channel in content.channels}

    assert named["ops-eu"].kind == "public"
    assert named["opseu2"].kind == "shared"
    assert named["opseu2"].members == ("analucia",)
    assert named["secret"].kind == "private"
    assert named["secret"].members == ("analucia2",)


def test_threads_are_put_together_across_days(tmp_path: Path) -> None:
    """A reply lies in the file of its own day."""
    content, _ = export(
        tmp_path,
        {
            "ops-eu/2026-09-01.json": [
                said("1788253200.000100", thread_ts="1788253200.000100")
            ],
            "ops-eu/2026-09-02.json": [
                said("1788339600.000001", "Later", thread_ts="1788253200.000100"),
                said("1788339700.000001", "Orphan", thread_ts="1788000000.000001"),
            ],
        },
    )
    first, orphan = content.channels[0].messages

    assert first.at.microsecond == 100
    assert [reply.text for reply in first.replies] == ["Later"]
    assert orphan.text == "Orphan"


def test_mentions_lead_to_the_sandboxs_own_ids(tmp_path: Path) -> None:
    """What is unknown keeps its words."""
    text = "<@U01> <@U02|ana> in <#C02|opseu>, not <@U77|bo> or <#C77|x>, see <https://a.example|A>"
    content, _ = export(tmp_path, {"ops-eu/2026-09-01.json": [said("1788253200.000100", text)]})

    assert content.channels[0].messages[0].text == (
        "<@UANALUCIA> <@UANALUCIA2> in <#COPSEU2|opseu2>, not @bo or #x, see <https://a.example|A>"
    )


def test_apps_and_people_who_left_still_have_said_it(tmp_path: Path) -> None:
    """Their messages are kept, under a name of their own."""
    posts = [
        said("1788253200.000100", user="U99"),
        {"type": "message", "subtype": "bot_message", "bot_id": "B1", "username": "Deploys",
         "ts": "1788253300.000100", "text": "", "attachments": [{"fallback": "Built 8.3"}]},
    ]  # fmt: skip
    content, _ = export(tmp_path, {"ops-eu/2026-09-01.json": posts})

    assert [m.author for m in content.channels[0].messages] == ["u99", "deploys"]
    assert content.channels[0].messages[1].text == "Built 8.3"
    assert {"u99", "deploys"} <= {person.handle for person in content.people}


def test_what_slack_wrote_itself_is_counted_and_left_out(tmp_path: Path) -> None:
    """Half of a young channel is people joining it."""
    posts = [said("1788253200.000100", subtype="channel_join"), said("1788253201.000100")]
    content, skipped = export(tmp_path, {"ops-eu/2026-09-01.json": posts})

    assert content.notices == 1
    assert len(content.channels[0].messages) == 1
    assert skipped == []


def test_a_broken_day_is_named_and_the_rest_loads(tmp_path: Path) -> None:
    """One damaged file costs one day."""
    content, skipped = export(
        tmp_path,
        {
            "ops-eu/2026-09-01.json": "[{",
            "ops-eu/2026-09-02.json": {"no": "list"},
            "ops-eu/2026-09-03.json": [said("soon"), said("1788253200.000100"), "?"],
            "ops-eu/notes.txt": "x",
            "dms.json": [],
        },
    )

    assert len(content.channels[0].messages) == 1
    assert skipped == [
        "ops-eu/2026-09-01.json",
        "ops-eu/2026-09-02.json",
        "ops-eu/2026-09-03.json",
        "ops-eu/notes.txt",
        "dms.json",
    ]


def test_a_folder_around_the_export_does_no_harm(tmp_path: Path) -> None:
    """Zip tools like to add one."""
    export(tmp_path / "Firm export", {"ops-eu/2026-09-01.json": [said("1788253200.000100")]})
    content = read_slack_export(open_archive(tmp_path))

    assert len(content.channels[0].messages) == 1


def test_anything_else_is_no_slack_export(tmp_path: Path) -> None:
    """Documents handed in as SLACK= are refused in words."""
    (tmp_path / "a.md").write_text("x", encoding="utf-8")

    with pytest.raises(ContentError, match="not a Slack export"):
        read_slack_export(open_archive(tmp_path))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
fields = st.sampled_from(
    [
        "user",
        "text",
        "ts",
        "thread_ts",
        "subtype",
        "attachments",
        "files",
        "reactions",
        "bot_id",
    ]
)


@given(st.dictionaries(fields, json_values, max_size=9))
def test_a_message_of_any_shape_is_read_or_left_out(message: dict[str, object]) -> None:
    """Exports come from many years and many tools."""
    directory = Directory()
    post = post_of(message, directory)

    assert is_notice(message) in {True, False}
    assert post is None or post.message.author in directory.taken
