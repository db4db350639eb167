"""Folders and zip files from strangers: read with care, refused entry by entry."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.workspace import archive
from sandbox.workspace.archive import Archive, UnreadableError, open_archive
from sandbox.workspace.fields import ContentError


def zipped(entries: dict[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return body.getvalue()


def opened(folder: Path, entries: dict[str, bytes]) -> Archive:
    path = folder / "handed-in.zip"
    path.write_bytes(zipped(entries))
    return open_archive(path)


def test_a_folder_and_its_zip_read_the_same(tmp_path: Path) -> None:
    """Nobody should have to know which one they were given."""
    folder = tmp_path / "in" / "sub"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Ünï", encoding="utf-8")
    (tmp_path / "in" / ".DS_Store").write_bytes(b"litter")
    from_folder = open_archive(tmp_path / "in")
    from_zip = opened(tmp_path, {"sub/a.txt": "Ünï".encode(), "__MACOSX/._a": b"litter"})

    assert from_folder.entries.keys() == from_zip.entries.keys() == {"sub/a.txt"}
    assert from_folder.text("sub/a.txt") == from_zip.text("sub/a.txt") == "Ünï"
    assert from_folder.skipped == from_zip.skipped == []


@pytest.mark.parametrize("name", ["../evil.txt", "a/../../evil.txt", "/etc/evil.txt"])
def test_a_name_that_climbs_out_is_skipped(tmp_path: Path, name: str) -> None:
    """It is named, and what else is in the archive loads."""
    found = opened(tmp_path, {name: b"x", "good.txt": b"y"})

    assert list(found.entries) == ["good.txt"]
    assert [one.name for one in found.skipped] == [name]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A folder of documents must not become a way to read the rest of the disk."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)

    assert open_archive(folder).entries == {}


def test_a_large_file_is_skipped_by_its_size(tmp_path: Path) -> None:
    """Before a byte of it is unpacked."""
    found = opened(tmp_path, {"big.txt": b"\0" * (archive.LARGEST_FILE + 1), "a.txt": b"a"})

    assert list(found.entries) == ["a.txt"]
    assert found.skipped[0].reason == "larger than 50 MB"


def test_an_entry_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """The claim is in the zip's directory, where anybody can write what they like."""
    body = bytearray(zipped({"a.txt": b"x" * 5000}))
    directory = body.rindex(b"PK\x01\x02")
    body[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    path = tmp_path / "liar.zip"
    path.write_bytes(body)
    found = open_archive(path)

    with pytest.raises(UnreadableError):
        found.read("a.txt")


def test_a_zip_of_zips_is_one_archive(tmp_path: Path) -> None:
    """Notion hands out large exports in parts."""
    parts = {"Part-1.zip": zipped({"a.md": b"A"}), "Part-2.zip": zipped({"b.md": b"B"})}
    found = opened(tmp_path, parts)

    assert found.text("a.md") + found.text("b.md") == "AB"


@pytest.mark.parametrize("body", [b"", b"no zip", zipped({"a.zip": b"no zip"})])
def test_what_is_no_archive_is_refused_in_words(tmp_path: Path, body: bytes) -> None:
    """The operator mistyped a path or handed in the wrong file."""
    path = tmp_path / "export.zip"
    path.write_bytes(body)

    with pytest.raises(ContentError, match="neither a folder nor a zip file"):
        open_archive(path)


def test_nothing_at_the_path_is_said_so(tmp_path: Path) -> None:
    """A missing path is the commonest mistake of all."""
    with pytest.raises(ContentError, match="there is no such file or folder"):
        open_archive(tmp_path / "missing")


@pytest.mark.parametrize(
    ("body", "text"), [("\ufeffé".encode(), "é"), (b"caf\xe9", "café"), (b"", "")]
)
def test_text_is_decoded_as_people_save_it(tmp_path: Path, body: bytes, text: str) -> None:
    """UTF-8 with or without a mark, else Windows' letters."""
    assert opened(tmp_path, {"a.txt": body}).text("a.txt") == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_unreadable(body: bytes) -> None:
    """No other failure leaves the decoder."""
    try:
        text = archive.decoded(body)
    except UnreadableError:
        text = ""

    assert isinstance(text, str)
