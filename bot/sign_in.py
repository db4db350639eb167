"""Connecting one's own Drive: begun by a press in Slack, ended in a browser.

A sign-in belongs to whoever pressed. Since anybody may open its address, the Google account
must bear the address that the person has in Slack, or nothing is kept.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from connectors.drive_accounts import ConnectedAccounts, Subject
from connectors.google_oauth import Grant
from domain.audience import PersonId
from domain.errors import NeedsAsker, SourceDenied, SourceError
from domain.question import Asker
from store.credentials import Kept

log = logging.getLogger("dossier.sign_in")

AGAIN = "Press “Connect my Drive” in Slack for a new one."
VOID = (
    f"This sign-in was used already, is older than ten minutes, or is not one of mine. {AGAIN}"
)
DECLINED = "You did not agree, so nothing is connected."
NOT_GOOD = f"Google did not accept this sign-in, so nothing is connected. {AGAIN}"
NO_GOOGLE = f"Google did not answer, so nothing is connected. {AGAIN}"
UNVERIFIED = (
    "Google has not verified the address of this account, so nothing is connected. Choose the "
    "account that has your address in Slack."
)
ANOTHER = (
    "You signed in as {address}. That is not the address in Slack of the person who pressed "
    "“Connect my Drive”, so nothing is connected."
)
NO_LEAVE = (
    "Google gave me no leave to read your Drive, so nothing is connected. Sign in again and "
    f"leave the box about Drive ticked. {AGAIN}"
)
NO_ADDRESS = (
    "I can connect a Drive only by a confirmed address of your company in your Slack profile, "
    "and you have none there."
)
_VERIFIER_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """`subject` raises SourceDenied for who has no Drive with us; `person` asks Slack."""

    accounts: ConnectedAccounts
    subject: Callable[[Asker], Subject]
    person: Callable[[PersonId], Awaitable[Asker]]
    now: Callable[[], datetime]

    async def begin(self, person: PersonId) -> str:
        """The address where they sign in, once and for ten minutes.

        Raises NeedsAsker, SourceError.
        """
        subject = await self._subject(person)
        verifier = secrets.token_urlsafe(_VERIFIER_BYTES)
        state = await self.accounts.credentials.begin(person, verifier=verifier, at=self.now())
        return self.accounts.oauth.address(state=state, verifier=verifier, hint=subject.address)

    async def finish(self, state: str, code: str) -> PersonId:
        """Who is connected now; an empty `code` is a no. Raises NeedsAsker, SourceError."""
        signing = await self.accounts.credentials.take(state, at=self.now())
        if signing is None:
            raise NeedsAsker(VOID)
        if not code:
            raise NeedsAsker(DECLINED)
        grant = await self._exchanged(code, signing.verifier)
        subject = await self._subject(signing.person)
        if refusal := _refusal(grant, subject):
            await self._give_back(grant)
            raise NeedsAsker(refusal)
        await self.accounts.credentials.keep(
            subject.person, address=subject.address, token=grant.token, at=self.now()
        )
        log.info("sign_in.connected", extra={"person": subject.person})
        return subject.person

    async def disconnect(self, person: PersonId) -> bool:
        """Nothing of theirs stays here; False if Google could not be told to end it too."""
        token = await self.accounts.credentials.forget(person)
        log.info("sign_in.disconnected", extra={"person": person})
        return await self._revoked(token)

    async def of(self, person: PersonId) -> Kept | None:
        return await self.accounts.credentials.of(person)

    async def _subject(self, person: PersonId) -> Subject:
        try:
            return self.subject(await self.person(person))
        except SourceDenied as denied:
            raise NeedsAsker(NO_ADDRESS) from denied

    async def _exchanged(self, code: str, verifier: str) -> Grant:
        try:
            return await self.accounts.oauth.exchange(code, verifier=verifier)
        except SourceDenied as denied:
            raise NeedsAsker(NOT_GOOD) from denied
        except SourceError as failed:
            log.warning("sign_in.failed", extra={"why": str(failed)})
            raise NeedsAsker(NO_GOOGLE) from failed

    async def _give_back(self, grant: Grant) -> None:
        """Ending it would end every grant of that account, so not one that is in use."""
        if not await self.accounts.credentials.is_connected(grant.address):
            await self._revoked(grant.token)

    async def _revoked(self, token: str) -> bool:
        try:
            if token:
                await self.accounts.oauth.revoke(token)
        except SourceError as failed:
            log.warning("sign_in.not_revoked", extra={"why": str(failed)})
            return False
        return True


def _refusal(grant: Grant, subject: Subject) -> str:
    if not grant.address:
        return UNVERIFIED
    if grant.address != subject.address:
        return ANOTHER.format(address=grant.address)
    return "" if grant.reads_drive and grant.token else NO_LEAVE
