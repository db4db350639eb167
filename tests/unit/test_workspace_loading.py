"""A wrong content file is refused with the file, the field and what is wrong with it."""

from pathlib import Path

import pytest

from sandbox.workspace.fields import ContentError
from sandbox.workspace.loading import load
from sandbox.workspace.questions import load_questions
from sandbox.workspace.schema import Workspace

WORKSPACE = """
name: Tiny
domain: tiny.example
today: 2026-11-20T13:00:00Z
admins: [dana]
groups: {leads@tiny.example: [dana]}
notion_readers: {top: everyone}
"""
PEOPLE = """
people:
  - {handle: dana, name: Dana, email: dana@tiny.example, timezone: Europe/London}
  - {handle: lee, name: Lee, email: lee@tiny.example, kind: guest}
  - {handle: pavel, name: Pavel, email: pavel@other.example, kind: stranger}
"""
CHANNEL = """
topic: Anything
members: [dana, lee]
transcript: |
  2026-09-01
  09:00 dana: Hello
"""
DRIVE = """
files:
  - id: f1
    name: Plan
    kind: doc
    owner: dana
    created: 2026-09-01
    sharing: {people: [lee], groups: [leads@tiny.example]}
    text: The plan.
"""
NOTION = """
pages:
  - {id: top, title: Top, created: 2026-09-01, edited_by: dana, text: Words.}
databases:
  - id: base
    title: Base
    parent: top
    columns: {Name: title, State: select}
    rows:
      - id: row
        title: One
        created: 2026-09-01
        edited_by: dana
        properties: {Name: One, State: no}
"""
WEB = """
pages:
  - url: https://a.example/
    title: A
    site: A
    published: 2026-09-01
    text: Words.
    appeal: 0.9
"""
FILES = {
    "workspace.yaml": WORKSPACE,
    "people.yaml": PEOPLE,
    "channels/general.yaml": CHANNEL,
    "drive/all.yaml": DRIVE,
    "notion/all.yaml": NOTION,
    "web/all.yaml": WEB,
}


def tiny(folder: Path, **changed: str) -> Workspace:
    """The tiny workspace with `old=>new` replacements by file stem (`people`, `drive` …)."""
    for name, text in FILES.items():
        old, _, new = changed.get(name.partition(".")[0].partition("/")[0], "").partition("=>")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert old in text
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return load(folder)


def test_a_folder_becomes_a_workspace(tmp_path: Path) -> None:
    """Every part of the schema once, with its defaults."""
    workspace = tiny(tmp_path)
    (file,), (base,) = workspace.files, workspace.databases
    row = next(page for page in workspace.pages if page.title == "One")

    assert workspace.today.isoformat() == "2026-11-20T13:00:00+00:00"
    assert [person.id for person in workspace.people] == ["UDANA", "ULEE", "UPAVEL"]
    assert workspace.channels[0].messages[0].text == "Hello"
    assert file.modified == file.created
    assert file.sharing.people == ("lee",)
    assert row.parent == base.id
    assert row.properties == (("Name", "One"), ("State", "no"))
    assert workspace.notion_readers == ((base.parent, ("everyone",)),)
    assert workspace.web[0].appeal == 0.9
    assert workspace.admins == ("dana",)


@pytest.mark.parametrize(
    ("where", "change", "said"),
    [
        ("people", "handle: dana=>handle: Da na", "people.yaml: people[1]: handle: 'Da na'"),
        ("people", "dana@tiny=>dana.tiny", "no e-mail address"),
        ("people", "Europe/London=>Europe/Londres", "Europe/Londres"),
        ("people", "kind: guest=>kind: visitor", "people.yaml: people[2]: kind: 'visitor'"),
        ("people", "handle: lee=>handle: dana", "'dana' is used 2 times"),
        ("people", "name: Lee=>nome: Lee", "people.yaml: people[2]: name is missing"),
        ("people", "name: Lee,=>name: Lee, age: 3,", "unknown field age"),
        ("channels", "[dana, lee]=>[dana, bob]", "channels/general: members: no person 'bob'"),
        ("channels", "[dana, lee]=>[dana, pavel]", "'pavel' is a stranger"),
        ("channels", "[dana, lee]=>[lee]", "'dana' writes but is no member"),
        ("channels", "09:00 dana=>09:00 bob", "transcript line 2: nobody is called 'bob'"),
        ("channels", "2026-09-01=>2026-12-01", "after the workspace's today"),
        ("channels", "09:00=>25:00", "transcript line 2: '2026-09-01T25:00' is no date"),
        ("drive", "2026-09-01=>September", "drive/all.yaml: files[1]: created: 'September'"),
        ("drive", "owner: dana=>owner: bob", "drive: Plan: no person 'bob'"),
        ("drive", "people: [lee]=>people: lee", "sharing: people: expected a list"),
        ("drive", "leads@tiny=>heads@tiny", "no group 'heads@tiny.example'"),
        ("drive", "kind: doc=>kind: memo", "'memo' is none of doc, sheet"),
        ("drive", "text: The=>folder: nowhere\n    text: The", "no folder 'nowhere'"),
        ("notion", "parent: top=>parent: bottom", "notion: Base: no parent"),
        ("notion", "{Name: One, State: no}=>{Nome: One}", "has no column 'Nome'"),
        ("notion", "id: row=>id: top", "is used 2 times"),
        ("notion", "parent: top=>parent: row", "'Base' stands below itself"),
        ("workspace", "{top: everyone}=>{nil: everyone}", "notion_readers: no top page"),
        ("workspace", "top: everyone=>top: somebody", "notion_readers: no reader 'somebody'"),
        ("workspace", "admins: [dana]=>admins: [bob]", "admins: no person 'bob'"),
        ("workspace", "domain: tiny=>domain: [tiny", "workspace.yaml: not YAML"),
        ("web", "appeal: 0.9=>appeal: 9", "web/all.yaml: pages[1]: appeal: expected 0 to 1"),
        ("web", "pages:=>seiten:", "web/all.yaml: unknown field seiten"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    *, tmp_path: Path, where: str, change: str, said: str
) -> None:
    """Whoever writes content has to find the line without reading our code."""
    with pytest.raises(ContentError) as refused:
        tiny(tmp_path, **{where: change})

    assert said in str(refused.value)


def test_several_mistakes_are_named_at_once(tmp_path: Path) -> None:
    """One run shows everything that does not fit together."""
    with pytest.raises(ContentError) as refused:
        tiny(tmp_path, drive="owner: dana=>owner: bob", web="2026-09-01=>2027-01-01")

    assert len(str(refused.value).splitlines()) > 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """An empty folder is no workspace."""
    with pytest.raises(ContentError, match=r"^people\.yaml: cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("cites: [bing:x]", "'bing:x' names no source"),
        ("cites: [drive]", "'drive' names no source"),
        ("effort: huge", "'huge' is none of quick, compare, deep"),
        ("contains: [[[a]]]", "expected text, found a list"),
    ],
)
def test_a_wrong_question_is_refused(tmp_path: Path, written: str, said: str) -> None:
    """The same care as for content."""
    path = tmp_path / "questions.yaml"
    fields = f"id: a, asker: dana, channel: general, question: Why?, {written}"
    path.write_text(f"questions:\n  - {{{fields}}}\n", encoding="utf-8")

    with pytest.raises(ContentError) as refused:
        load_questions(path)

    assert said in str(refused.value)
