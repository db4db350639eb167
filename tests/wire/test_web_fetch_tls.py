"""TLS on a pinned address: the certificate is checked for the name, on every connection."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpcore2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from connectors.web_dial import tcp_dial
from connectors.web_fetch import Fetcher, PageBlocked, PageInsecure

SITE = "93.184.215.14"
REPLIES = {
    "/ok": b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello",
    "/down": b"HTTP/1.1 302 Found\r\nlocation: http://site.com/ok\r\ncontent-length: 0\r\n\r\n",
}


def certificate(name: str, folder: Path) -> Path:
    """A self-signed certificate with its key, for one name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    begun = datetime(2020, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    place = folder / "site.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    place.write_bytes(secret + signed.public_bytes(Encoding.PEM))
    return place


@asynccontextmanager
async def secure_site(folder: Path, asked: list[str | None]) -> AsyncIterator[Fetcher]:
    """A site that proves to be site.com, whatever name leads to it."""
    place = certificate("site.com", folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    context.sni_callback = lambda _tls, name, _context: asked.append(name)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(REPLIES[head.split()[1].decode()])
        await writer.drain()
        writer.close()

    async def lookup(_host: str, _port: int) -> Sequence[str]:
        return (SITE,)

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]

    async def dial(
        address: str,
        _port: int,
        timeout: float | None,  # noqa: ASYNC109 - as the fetcher calls it
    ) -> httpcore2.AsyncNetworkStream:
        assert address == SITE

        return await tcp_dial("127.0.0.1", port, timeout)

    trust = ssl.create_default_context(cafile=place)
    try:
        yield Fetcher(agent="Dossier/0.1", lookup=lookup, dial=dial, context=trust)
    finally:
        server.close()
        await asyncio.sleep(0.05)


async def test_the_name_is_asked_for_and_verified(tmp_path: Path) -> None:
    """Though an address was dialled."""
    asked: list[str | None] = []
    async with secure_site(tmp_path, asked) as fetcher:
        page = await fetcher.fetch("https://site.com/ok")

    assert page.body == b"hello"
    assert asked == ["site.com"]


async def test_another_name_on_the_same_address_is_verified_anew(tmp_path: Path) -> None:
    """A shared session would lend one site's certificate to the other."""
    async with secure_site(tmp_path, []) as fetcher:
        await fetcher.fetch("https://site.com/ok")
        with pytest.raises(PageInsecure):
            await fetcher.fetch("https://other.com/ok")


async def test_a_redirect_never_leaves_https(tmp_path: Path) -> None:
    """What was asked for in private is not fetched in public."""
    async with secure_site(tmp_path, []) as fetcher:
        with pytest.raises(PageBlocked):
            await fetcher.fetch("https://site.com/down")
