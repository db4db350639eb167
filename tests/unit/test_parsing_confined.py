"""What a file could do if it took over the process that parses it: nothing."""

import io
import socket
import subprocess
import sys
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator

import fpdf
import pytest
from lxml import etree

from connectors.parsing import File, Kind, Parser
from domain.errors import SourceError, SourceGarbled
from domain.question import SourceKind
from tests.unit.test_parsing import a_docx, a_pdf, a_pptx, swollen

PROGRAM = """
import os, socket, sys
from connectors.parse_child import confine, leave_network
port = int(sys.argv[2])
with open(os.devnull): pass
match sys.argv[1]:
    case "confined": confine(10)
    case "alone" if not leave_network(): sys.exit(9)
def tried(what):
    try:
        what()
    except OSError:
        return "no"
    return "yes"
def dial():
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
def read():
    open("/etc/hosts").close()
print(tried(dial), tried(read))
"""
NOT_ALLOWED = 9


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    one = Parser()
    yield one
    one.close()


def taken_over(how: str, port: int) -> str:
    """What code in the process can do: dial this machine, and open a file."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how, str(port)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode == NOT_ALLOWED:
        pytest.skip("this system gives no network namespaces")
    return done.stdout.strip()


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.mark.parametrize(("how", "can"), [("confined", "no no"), ("alone", "no yes")])
def test_code_in_a_parser_reaches_neither_the_network_nor_files(
    how: str, can: str, listening: int
) -> None:
    """By its limits on descriptors; and by a network of its own where the system gives one."""
    assert taken_over(how, listening) == can


def test_without_the_limits_the_same_code_reaches_both(listening: int) -> None:
    """The control."""
    assert taken_over("free", listening) == "yes yes"


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/hosts">]>'
)


def with_entities(original: bytes, member: str, word: bytes) -> bytes:
    """The file with entities declared, and two of them in the place of a word."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            text = old.read(info)
            if info.filename == member:
                text = ENTITIES + text.partition(b"?>")[2].replace(word, b"x&c;&f;")
            new.writestr(info.filename, text)
    return buffer.getvalue()


PARTS: dict[Kind, tuple[bytes, str, bytes]] = {
    "docx": (a_docx(), "word/document.xml", b"Prices rise"),
    "pptx": (a_pptx(), "ppt/slides/slide1.xml", b"up five"),
}


@pytest.mark.parametrize("kind", ["docx", "pptx"])
async def test_entities_of_a_file_are_never_resolved(parser: Parser, kind: Kind) -> None:
    """Neither those that swell nor those that name a file of ours."""
    body = with_entities(*PARTS[kind])
    try:
        text = (await parser.parse(File(kind=kind, body=body), source=SourceKind.DRIVE)).text
    except SourceGarbled:
        text = ""

    assert "haha" not in text
    assert "localhost" not in text


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_an_ordinary_reader_of_xml_resolves_the_same_entities(kind: Kind) -> None:
    """The control: the very bytes, read by a parser without our settings."""
    _, member, _ = PARTS[kind]
    with zipfile.ZipFile(io.BytesIO(with_entities(*PARTS[kind]))) as archive:
        root = etree.fromstring(archive.read(member), etree.XMLParser(resolve_entities=True))

    assert "haha" in "".join(root.itertext())


def pdf_bomb() -> bytes:
    """One page whose stream unpacks to half a gigabyte of drawing."""
    document = fpdf.FPDF()
    document.add_page()
    whole = bytes(document.output())
    packed = zlib.compress(b"0 0 m 1 1 l S " * 40_000_000, 1)
    begin, end = whole.index(b"stream\n") + 7, whole.index(b"\nendstream")
    length = str(end - begin).encode()
    head = whole[:begin].replace(b"/Length " + length, b"/Length %d" % len(packed), 1)
    return head + packed + whole[end:]


@pytest.mark.slow
async def test_a_bomb_of_each_kind_ends_its_child_and_nothing_else(parser: Parser) -> None:
    """Each dies at its cap or is refused; the next file is read as ever."""
    bombs: dict[Kind, bytes] = {
        "pdf": pdf_bomb(),
        "docx": swollen(a_docx(), "word/document.xml", megabytes=120),
        "pptx": swollen(a_pptx(), "ppt/slides/slide1.xml", megabytes=120),
        "html": b"<html><body><article>" + b"<b><i>" * 1_500_000 + b"text",
    }
    for kind, body in bombs.items():
        with pytest.raises(SourceError):
            await parser.parse(File(kind=kind, body=body), source=SourceKind.DRIVE)
        good = File(kind="pdf", body=a_pdf())
        assert (await parser.parse(good, source=SourceKind.DRIVE)).text
