"""Notion's Markdown export: pages, children, tables and their rows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sandbox.workspace.archive import Archive, Entry, UnreadableError, open_archive
from sandbox.workspace.notion_export import NotionContent, read_notion_export
from sandbox.workspace.notion_table import read_table

TODAY = datetime(2030, 1, 1, tzinfo=UTC)
A, B, C, D = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)
UUID_A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"
UUID_C = "cccccccc-cccc-cccc-cccc-cccccccccccc"


def exported(folder: Path, files: dict[str, str]) -> tuple[NotionContent, Archive]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    archive = open_archive(folder)
    return read_notion_export(archive, owner="dana", today=TODAY), archive


def test_a_page_keeps_its_id_title_and_words(tmp_path: Path) -> None:
    """The title stands in the name and in the first line; the second is the whole one."""
    content, _ = exported(tmp_path, {f"How we {A}.md": "# How we work?\n\nSlowly."})
    (page,) = content.pages

    assert (page.id, page.title, page.text) == (UUID_A, "How we work?", "Slowly.")
    assert content.tops == (UUID_A,)


def test_children_lie_in_a_folder_with_their_parents_name(tmp_path: Path) -> None:
    """Older exports put the id into the folder's name, newer ones do not."""
    content, _ = exported(
        tmp_path,
        {
            f"Export-1/Top {A}.md": "# Top",
            f"Export-1/Top {A}/Old {B}.md": "# Old",
            f"Export-1/Top/New {C}.md": "# New",
            f"Export-1/Top/New/Deep {D}.md": "# Deep",
        },
    )
    parents = {page.title: page.parent for page in content.pages}

    assert parents == {"Top": "", "Old": UUID_A, "New": UUID_A, "Deep": UUID_C}


def test_a_table_becomes_a_database_with_rows(tmp_path: Path) -> None:
    """A row's page takes its properties from the table; rows without a page get one."""
    content, _ = exported(
        tmp_path,
        {
            f"Top {A}.md": "# Top",
            f"Top/Services {B}.csv": "Name,Team\nBilling,Ledger\n",
            f"Top/Services {B}_all.csv": "Name,Team\nBilling,Ledger\nMaps,Quill\n",
            f"Top/Services/Billing {C}.md": "# Billing\n\nTeam: Ledger\n\nMakes invoices.",
        },
    )
    (database,) = content.databases
    rows = {page.title: page for page in content.pages if page.parent == database.id}

    assert database.title == "Services"
    assert database.parent == UUID_A
    assert database.columns == (("Name", "title"), ("Team", "rich_text"))
    assert rows["Billing"].properties == (("Name", "Billing"), ("Team", "Ledger"))
    assert rows["Billing"].text == "Makes invoices."
    assert rows["Maps"].properties == (("Name", "Maps"), ("Team", "Quill"))


def test_a_table_at_the_top_gets_a_page_to_stand_under(tmp_path: Path) -> None:
    """Readers are named for top pages, so everything needs one above it."""
    content, _ = exported(tmp_path, {f"Services {B}.csv": "Name\nBilling\n"})
    top = next(page for page in content.pages if page.id in content.tops)

    assert content.databases[0].parent == top.id


def test_links_inside_the_export_keep_their_words(tmp_path: Path) -> None:
    """They lead to files that are not there any more; the web's stay links."""
    text = "See [that page](That%20page.md), ![pic](a.png) and [site](https://a.example)."
    content, _ = exported(tmp_path, {f"Top {A}.md": text})

    assert content.pages[0].text == "See that page,  and [site](https://a.example)."


def test_what_is_no_page_is_named(tmp_path: Path) -> None:
    """Attachments, empty tables, a page that came twice."""
    content, archive = exported(
        tmp_path,
        {f"Top {A}.md": "x", f"In/Top {A}.md": "y", f"None {B}.csv": "", "a.png": "z"},
    )

    assert len(content.pages) == 1
    assert sorted(one.reason.partition(" (")[0] for one in archive.skipped) == [
        "a second one with the same id",
        "an attachment, neither a page nor a table",
        "no table",
    ]


def test_what_stands_below_something_broken_stays(tmp_path: Path) -> None:
    """Its page is empty, its table is looked through."""
    content, archive = exported(
        tmp_path,
        {
            f"Top {A}.md": "\0",
            f"Top/None {B}.csv": "",
            f"Top/None/Child {C}.md": "# Child",
        },
    )

    assert {page.title: page.parent for page in content.pages} == {"Top": "", "Child": UUID_A}
    assert len(archive.skipped) == 2


class Bare:
    """An archive's bytes without a disk: every page says the same."""

    def entries(self) -> Iterator[Entry]:
        yield from ()

    def read(self, name: str, limit: int) -> bytes:
        body = b"Name,Team\nA,B" if name.endswith(".csv") else b"# A\nTeam: B"
        return body[:limit]


names = st.lists(
    st.sampled_from(["A", "B", f"A {A}", f"B {B}", "_all", "-"]), min_size=1, max_size=4
)


@given(st.lists(st.tuples(names, st.sampled_from([".md", ".csv", ".png"])), max_size=8))
def test_any_tree_of_names_is_read(paths: list[tuple[list[str], str]]) -> None:
    """Every parent exists, no page is its own ancestor, no id is used twice."""
    archive = Archive(source=Bare())
    for parts, ending in paths:
        archive.admit(Entry(name="/".join(parts) + ending, modified=TODAY, size=10))
    content = read_notion_export(archive, owner="dana", today=TODAY)
    parents = {page.id: page.parent for page in content.pages}
    parents |= {base.id: base.parent for base in content.databases}

    assert len(parents) == len(content.pages) + len(content.databases)
    assert set(parents.values()) <= {"", *parents}
    assert all(reaches_top(one, parents) for one in parents)


def reaches_top(identifier: str, parents: dict[str, str]) -> bool:
    for _ in range(len(parents) + 1):
        if not identifier:
            return True
        identifier = parents[identifier]
    return False


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_unreadable(text: str) -> None:
    """Rows that are too short or too long lose nothing but their surplus."""
    try:
        table = read_table(text)
    except UnreadableError:
        return

    assert table.columns[0][1] == "title"
