"""The verifier: does the cited text say what the claim says, by words and literal figures."""

import re

from sandbox.claude.wire import Json
from sandbox.librarian.reading import ATTRIBUTE, Reading, plain
from sandbox.librarian.sentences import cleaned
from sandbox.librarian.words import stems, tokens

CLAIM = re.compile(r'<claim\b[^>]*\bn="(\d+)"[^>]*>(.*?)</claim>', re.DOTALL)
CITED = re.compile(r"<cited\b([^>]*)>(.*?)</cited>", re.DOTALL)
ENOUGH, SOME = 0.6, 0.3


def verify(reading: Reading) -> Json:
    """One verdict for each numbered claim."""
    evidence: dict[str, list[str]] = {}
    for attributes, text in CITED.findall(reading.opening):
        named = {key: plain(value[1:-1]) for key, value in ATTRIBUTE.findall(attributes)}
        evidence.setdefault(named.get("claim", ""), []).append(
            f"{plain(text)} {' '.join(named.values())}"
        )
    verdicts = [
        judge(int(number), cleaned(plain(claim)), " ".join(evidence.get(number, [])))
        for number, claim in CLAIM.findall(reading.opening)
    ]
    return {"verdicts": verdicts}


def judge(number: int, claim: str, cited: str) -> Json:
    """Words first, then every figure of the claim must stand in the cited text."""
    said, known = set(stems(claim)), set(stems(cleaned(cited))) | set(stems(cited))
    words = {word for word in said if not word[-1].isdigit()}
    share = len(words & known) / len(words) if words else 1.0
    strange = sorted(_figures(claim) - _figures(cited))
    verdict, reason = _weigh(share, strange)
    return {"claim": number, "reason": reason, "verdict": verdict, "derived": []}


def _weigh(share: float, strange: list[str]) -> tuple[str, str]:
    if share < SOME:
        return "unsupported", "the cited text is about something else"
    if strange and share >= ENOUGH:
        return "contradicted", f"the cited text does not say {', '.join(strange)}"
    if strange:
        return "unsupported", f"{', '.join(strange)} is not in the cited text"
    if share < ENOUGH:
        return "partial", "the cited text says part of it"
    return "supported", "the cited text says so"


def _figures(text: str) -> set[str]:
    found = {word for word in tokens(text) if any(character.isdigit() for character in word)}
    return {figure.strip("$€£¥%").replace(",", "") for figure in found}
