"""The parsing process: forks one capped child for every file and never parses itself.

Started by `connectors.parsing` with an empty environment and one socket. Over it comes, for
each file, the end of another socket; the forked child reads a header line (JSON: kind, charset,
url, seconds) and the file from it, and answers with a line of JSON. The libraries are loaded
once, before the forks, so that a child costs milliseconds.

A child can neither open a file nor reach the network: it may not hold one more descriptor. Its
memory, processor time and time on the wall are limited by the kernel, whatever code it runs.
Where Linux lets us, the whole process has a network of its own besides, with nothing in it.
"""

import codecs
import contextlib
import ctypes
import encodings.aliases
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
from dataclasses import asdict

import defusedxml

from connectors.parse_html import parse_html
from connectors.parse_office import parse_docx, parse_pptx
from connectors.parse_pdf import parse_pdf
from connectors.parse_result import Parsed, Unreadable, UnreadableError

MOST_MEMORY = 512 * 2**20  # bytes
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
_EXIT = {10: Unreadable.TOO_LARGE, 11: Unreadable.UNSUPPORTED, 12: Unreadable.GARBLED}
_CODE = {why: code for code, why in _EXIT.items()}
_KILLED_BY_A_LIMIT = (signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL)
_SAMPLE = b"""<html><head><title>A</title><meta name="author" content="B">
<script type="application/ld+json">{"@type":"Article","datePublished":"2026-01-02"}</script>
</head><body><article><h1>A</h1><p>Text of a page, long enough to be kept by all the rules
that look at it, so that everything they need is loaded.</p></article></body></html>"""


def parse(kind: str, body: bytes, *, charset: str, url: str) -> Parsed:
    """Raises UnreadableError."""
    match kind:
        case "html":
            return parse_html(body, charset=charset, url=url)
        case "pdf":
            return parse_pdf(body)
        case "docx":
            return parse_docx(body)
        case "pptx":
            return parse_pptx(body)
        case _:
            raise UnreadableError(Unreadable.UNSUPPORTED, f"files of the kind {kind}")


def serve(control: socket.socket) -> None:
    """Until the other side closes `control`."""
    _warm_up()
    leave_network()
    waker, bell = os.pipe()
    os.set_blocking(waker, False)
    os.set_blocking(bell, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
    jobs: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), waker], [], [])
        if waker in ready:
            os.read(waker, 4096)
            _reap(jobs)
        if control.fileno() in ready:
            sent, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not sent:
                return
            job = socket.socket(fileno=descriptors[0])
            jobs[_fork(job, (control.fileno(), waker, bell))] = job


def _warm_up() -> None:
    defusedxml.defuse_stdlib()  # type: ignore[attr-defined] # its stubs leave it out
    for name in {*encodings.aliases.aliases.values(), "idna", "cp437"}:
        with contextlib.suppress(LookupError):  # one of another system
            codecs.lookup(name)  # loaded early, because a child cannot open their files
    parse_html(_SAMPLE, url="https://x.co.uk/a")  # so short that the list of suffixes is read
    gc.collect()
    gc.freeze()  # keeps the children's pages shared


def leave_network() -> bool:
    """Into a network namespace where not even this machine answers; False if not allowed.

    https://man7.org/linux/man-pages/man2/unshare.2.html . As somebody other than root it takes
    a user namespace too, which some systems forbid.
    """
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    return any(unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_NETWORK | _NEW_USER))


def _fork(job: socket.socket, unneeded: tuple[int, ...]) -> int:
    """The new child's process id."""
    child = os.fork()
    if child:
        return child
    code = _CODE[Unreadable.GARBLED]
    # Whatever a parser raises ends here: the child has no other work and must not outlive it.
    try:
        signal.set_wakeup_fd(-1)
        for descriptor in unneeded:
            os.close(descriptor)
        _work(job)
        code = 0
    except UnreadableError as unreadable:
        code = _CODE[unreadable.why]
    except MemoryError:
        code = _CODE[Unreadable.TOO_LARGE]
    finally:
        os._exit(code)


def _work(job: socket.socket) -> None:
    with job.makefile("rb") as arriving:
        header = json.loads(arriving.readline())
        confine(int(header["seconds"]))
        body = arriving.read()
    parsed = parse(header["kind"], body, charset=header["charset"], url=header["url"])
    job.sendall(json.dumps(asdict(parsed.within_limit())).encode() + b"\n")


def confine(seconds: int) -> None:
    """From here on the kernel ends the process when it takes more than its share.

    It opens nothing more: no file, no connection, no process of its own.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        resource.setrlimit(limit, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if sys.platform != "darwin":  # which knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _reap(jobs: dict[int, socket.socket]) -> None:
    """Says for children that could not why they ended, and closes their sockets."""
    while jobs:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        job = jobs.pop(child)
        code = os.waitstatus_to_exitcode(status)
        if code:
            # The asker may be gone already; then nobody wants to know.
            with contextlib.suppress(OSError):
                job.settimeout(0)
                job.sendall(b"\n" + json.dumps({"unreadable": _why(code)}).encode() + b"\n")
        job.close()


def _why(code: int) -> str:
    if code > 0:
        return _EXIT.get(code, Unreadable.GARBLED)
    return Unreadable.TOO_LARGE if -code in _KILLED_BY_A_LIMIT else Unreadable.GARBLED


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
