"""Which addresses may be fetched: only the public internet, in whatever spelling."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.web_address import (
    UnsafeAddressError,
    canonical,
    is_public,
    same_page,
    target_of,
)

PRIVATE = (
    "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 168.63.129.16 169.254.169.254 172.16.0.1 "
    "172.31.255.255 192.0.0.192 192.0.2.1 192.31.196.1 192.88.99.1 192.168.1.1 192.175.48.1 "
    "198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 "
    "::ffff:10.0.0.1 ::ffff:1.1.1.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001:0:1::1 "
    "2001:db8::1 2002:a9fe:a9fe::1 2620:4f:8000::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 "
    "fe80::1 fec0::1 ff02::1"
)
PUBLIC = "1.1.1.1 93.184.215.14 2606:4700:4700::1111 2a00:1450:4001:81b::200e"


def spellings(address: str) -> list[str]:
    """The same IPv4 address as browsers and C libraries also read it."""
    a, b, c, d = ipaddress.IPv4Address(address).packed
    whole = int(ipaddress.IPv4Address(address))
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in address if letter != ".")
    return [
        str(whole),
        hex(whole),
        f"0{whole:o}",
        f"{a}.{b}.{c * 256 + d}",
        f"{a}.{b * 65536 + c * 256 + d}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{address}.",
        address.replace(".", "\u3002"),
        address.replace(".", "\uff0e"),
        wide,
        f"[::ffff:{address}]",
        f"[::{address}]",
        f"[64:ff9b::{address}]",
    ]


@pytest.mark.parametrize("address", PRIVATE.split())
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    """By itself and as the host of a URL."""
    host = f"[{address}]" if ":" in address else address

    assert not is_public(address)
    with pytest.raises(UnsafeAddressError):
        target_of(f"http://{host}/")


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_passes(address: str) -> None:
    """The useful case."""
    assert is_public(address)


@pytest.mark.parametrize("spelling", spellings("169.254.169.254") + spellings("127.0.0.1"))
def test_a_disguised_address_is_refused(spelling: str) -> None:
    """By its spelling or, where a resolver would understand it, by what it resolves to."""
    try:
        target = target_of(f"http://{spelling}/latest/")
    except UnsafeAddressError:
        return
    resolved = socket.inet_ntoa(socket.inet_aton(target.host))

    assert not is_public(resolved)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "//site.com/",
        "file:///etc/hosts",
        "ftp://site.com/",
        "data:text/plain,x",
        "javascript:alert(1)",
        "http:/site.com/",
        "http:site.com/",
        "http:///path",
        "http://user@site.com/",
        "http://site.com@10.0.0.1/",
        "http://site.com:pass@other.com/",
        "http://site.com:8080/",
        "http://site.com:22/",
        "https://site.com:80/",
        "http://site.com:99999/",
        "http://site.com\\@other.com/",
        "http://site.com /",
        "http://site.com/\tx",
        "http://site.com/\r\nHost: x",
        "http://localhost/",
        "http://db/",
        "http://db.internal/",
        "http://printer.local./",
        "http://api.svc/",
        "http://%31%30.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://[2606:4700::1%25eth0]/",
        "http://a..b.com/",
        "http://-a-.com/",
        "http://site.com/" + "a" * 3000,
    ],
)
def test_what_two_parsers_could_read_differently_is_refused(url: str) -> None:
    """Between two readings an attacker chooses."""
    with pytest.raises(UnsafeAddressError):
        target_of(url)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://www.site.com/a?b=c#d", "https://www.site.com/a?b=c"),
        ("http://site.co.uk", "http://site.co.uk/"),
        ("https://site.com:443/", "https://site.com/"),
        ("https://SITE.com./", "https://site.com/"),
        ("https://bücher.de/", "https://xn--bcher-kva.de/"),
        ("https://93.184.215.14/", "https://93.184.215.14/"),
        ("https://[2606:4700:4700::1111]/x", "https://[2606:4700:4700::1111]/x"),
        ("https://a.com/?utm_source=x&id=7&gclid=1", "https://a.com/?id=7"),
        ("https://a.com/?q=a%20b&r=c+d", "https://a.com/?q=a%20b&r=c+d"),
        ("https://site.example/価格", "https://site.example/価格"),
    ],
)
def test_an_ordinary_address_passes_in_one_spelling(url: str, clean: str) -> None:
    """The useful case; tracking and fragments do not make another page."""
    assert canonical(url) == clean
    assert canonical(clean) == clean


def test_variants_of_a_page_count_as_one() -> None:
    """Search engines list the same page twice."""
    variants = ("http://a.com/x", "https://www.a.com/x/", "https://a.com/x")

    assert len({same_page(url) for url in variants}) == 1


@given(st.text(max_size=60))
def test_no_text_breaks_the_judgement(text: str) -> None:
    """Whatever a page puts into a link: a target on a public name, or a refusal."""
    for url in (text, f"http://{text}/", f"https://site.com/{text}"):
        try:
            target = target_of(url)
        except UnsafeAddressError:
            continue
        assert target.scheme in ("http", "https")
        assert target.host.isascii()
        assert target_of(target.url) == target


@given(st.ip_addresses(v=4))
def test_every_literal_is_judged_as_its_number(address: ipaddress.IPv4Address) -> None:
    """The written-out table is never wider than Python's own idea of global."""
    assert not is_public(str(address)) or address.is_global


def test_a_check_by_is_private_alone_would_let_four_through() -> None:
    """The control: the table is not idle."""
    loose = [a for a in PRIVATE.split() if not ipaddress.ip_address(a).is_private]

    assert {"100.64.0.1", "168.63.129.16", "2002:a9fe:a9fe::1", "64:ff9b::a9fe:a9fe"} <= set(
        loose
    )
