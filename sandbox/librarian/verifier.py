"""The verifier: does the cited text say what the claim says, by words and literal figures."""

import re
from collections import defaultdict
from html import unescape

from sandbox.claude.wire import Json
from sandbox.librarian.reading import Reading, attributes
from sandbox.librarian.sentences import cleaned
from sandbox.librarian.words import stems, tokens

CLAIM = re.compile(r'<claim\b[^>]*\bn="(\d+)"[^>]*>(.*?)</claim>', re.DOTALL)
CITED = re.compile(r"<cited\b([^>]*)>(.*?)</cited>", re.DOTALL)
ENOUGH, SOME = 0.6, 0.3


def verify(reading: Reading) -> Json:
    """One verdict for each numbered claim."""
    evidence: dict[str, str] = defaultdict(str)
    for opening, text in CITED.findall(reading.opening):
        named = attributes(opening)
        evidence[named.get("claim", "")] += f" {unescape(text)} {' '.join(named.values())}"
    verdicts = [
        {"claim": int(number), "derived": []}
        | judge(cleaned(unescape(claim)), evidence[number])
        for number, claim in CLAIM.findall(reading.opening)
    ]
    return {"verdicts": verdicts}


def judge(claim: str, cited: str) -> Json:
    """Words first, then every figure of the claim must stand in the cited text."""
    words = {word for word in stems(claim) if not word[-1].isdigit()}
    known = {*stems(cleaned(cited)), *stems(cited)}
    share = len(words & known) / len(words) if words else 1.0
    strange = ", ".join(sorted(_figures(claim) - _figures(cited)))
    if share < SOME or (strange and share < ENOUGH):
        return {"verdict": "unsupported", "reason": "the cited text is about something else"}
    if strange:
        return {"verdict": "contradicted", "reason": f"the cited text does not say {strange}"}
    verdict = "supported" if share >= ENOUGH else "partial"
    return {"verdict": verdict, "reason": f"the cited text has {share:.0%} of the words"}


def _figures(text: str) -> set[str]:
    found = (word for word in tokens(text) if any(character.isdigit() for character in word))
    return {figure.strip("$€£¥%").replace(",", "") for figure in found}
