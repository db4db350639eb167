"""Which web addresses may be fetched: their spelling first, then every IP address behind them.

Pure; `connectors.web_fetch` resolves and dials. A page or a search result may name any address,
also one of our own network, in any spelling that some parser understands.
"""

import hashlib
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

import idna

MOST_CHARACTERS = 2048
_PORTS = {"http": 80, "https": 443}

# IANA's special-purpose registry, written out: Python's `is_global` passes 6to4, NAT64 and some
# cloud addresses, and calls carrier-grade NAT neither private nor global.
_DENIED_V4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's platform services, on a public address
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_UNICAST_V6 = ipaddress.IPv6Network(
    "2000::/3"
)  # mapped, NAT64, local and multicast lie outside
_DENIED_V6 = tuple(
    ipaddress.IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
# `example` is not here: it is reserved for documentation and no network uses it for itself.
_LOCAL = frozenset(
    {"arpa", "cluster", "corp", "home", "internal", "intranet", "invalid", "lan", "local"}
    | {"localdomain", "localhost", "onion", "private", "svc", "test"}
)
_TRACKING = re.compile(r"utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|igshid|yclid|_hs\w+")


class UnsafeAddressError(ValueError):
    """Must not be fetched; the message names the rule and never the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address whose spelling is safe.

    `host` is ASCII (IDNA) in lower case, `rest` the path with the query; `literal` marks an IP
    address.
    """

    scheme: str
    host: str
    rest: str
    literal: bool = False

    @property
    def port(self) -> int:
        return _PORTS[self.scheme]

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{self.rest}"


def is_public(address: str) -> bool:
    """True for an address on the public internet; anything else is refused."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return parsed.is_global and not any(parsed in block for block in _DENIED_V4)
    inside = parsed in _UNICAST_V6 and parsed.is_global and parsed.scope_id is None
    return inside and not any(parsed in block for block in _DENIED_V6)


def target_of(url: str) -> Target:
    """Nothing is resolved here. Raises UnsafeAddressError."""
    if len(url) > MOST_CHARACTERS or _UNSAFE.search(url):
        raise UnsafeAddressError("its length, or a character that does not belong there")
    parts, host, port = _split(url)
    if parts.scheme not in _PORTS or not url[len(parts.scheme) :].startswith("://"):
        raise UnsafeAddressError("its scheme")
    if "@" in parts.netloc:
        raise UnsafeAddressError("a user name in it")
    if port not in (None, _PORTS[parts.scheme]):
        raise UnsafeAddressError("its port")
    rest = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    if is_literal(host):
        if not is_public(host):
            raise UnsafeAddressError("an address that is not public")
        return Target(scheme=parts.scheme, host=host, rest=rest, literal=True)
    return Target(scheme=parts.scheme, host=_name(host), rest=rest)


def canonical(url: str) -> str:
    """The same page under one address: no fragment, no tracking. Raises UnsafeAddressError."""
    target = target_of(url)
    path, _, query = target.rest.partition("?")
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name.lower())
    ]
    tracked = len(kept) < len(parse_qsl(query, keep_blank_values=True))
    query = urlencode(kept) if tracked else query
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"{target.scheme}://{host}{path}" + (f"?{query}" if query else "")


def same_page(url: str) -> str:
    """A key under which variants of one address fall together: scheme, `www.`, last slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def url_id(url: str) -> str:
    """How models name a canonical address, which they never write themselves."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def _split(url: str) -> tuple[SplitResult, str, int | None]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise UnsafeAddressError("its spelling") from None
    if not host or "%" in host:
        raise UnsafeAddressError("its host")
    return parts, host, port


def is_literal(host: str) -> bool:
    """Whether a host, without brackets, is an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _name(host: str) -> str:
    try:
        name = idna.encode(host.rstrip("."), uts46=True, std3_rules=False).decode().lower()
    except (idna.IDNAError, UnicodeError):
        raise UnsafeAddressError("its name") from None
    labels = name.split(".")
    if is_literal(name) or _NUMERIC.fullmatch(labels[-1]):
        raise UnsafeAddressError("an address in disguise")
    if len(labels) == 1 or labels[-1] in _LOCAL:
        raise UnsafeAddressError("a local name")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise UnsafeAddressError("its name")
    return name
