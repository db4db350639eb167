"""Connecting one's own Drive: begun by a press in Slack, ended in a browser.

A sign-in belongs to whoever pressed. Since anybody may open its address, the Google account
must bear the address that the person has in Slack, or nothing is kept.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.rendering.sign_in_words import ENGLISH, SignInWords, Unconnected
from connectors.drive_accounts import ConnectedAccounts, Subject
from connectors.google_oauth import Grant
from domain.audience import PersonId
from domain.errors import NeedsAsker, SourceDenied, SourceError
from domain.question import Asker
from store.credentials import Kept

log = logging.getLogger("dossier.sign_in")

_VERIFIER_BYTES = 64


class NotConnected(NeedsAsker):
    """A sign-in that connected nothing; `sentence` is English."""

    def __init__(self, why: Unconnected, *, address: str = "") -> None:
        super().__init__(ENGLISH.why(why, address=address))
        self._why, self._address = why, address

    def said_in(self, words: SignInWords) -> str:
        return words.why(self._why, address=self._address)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """`subject` raises SourceDenied for who has no Drive with us; `person` asks Slack."""

    accounts: ConnectedAccounts
    subject: Callable[[Asker], Subject]
    person: Callable[[PersonId], Awaitable[Asker]]
    now: Callable[[], datetime]

    async def begin(self, person: PersonId) -> str:
        """The address where they sign in, once and for ten minutes.

        Raises NotConnected, SourceError.
        """
        subject = await self._subject(person)
        verifier = secrets.token_urlsafe(_VERIFIER_BYTES)
        state = await self.accounts.credentials.begin(person, verifier=verifier, at=self.now())
        return self.accounts.oauth.address(state=state, verifier=verifier, hint=subject.address)

    async def finish(self, state: str, code: str) -> PersonId:
        """Who is connected now; an empty `code` is a no.

        Raises NotConnected, SourceError.
        """
        signing = await self.accounts.credentials.take(state, at=self.now())
        if signing is None:
            raise NotConnected(Unconnected.VOID)
        if not code:
            raise NotConnected(Unconnected.DECLINED)
        grant = await self._exchanged(code, signing.verifier)
        subject = await self._subject(signing.person)
        if why := _refusal(grant, subject):
            await self._give_back(grant)
            raise NotConnected(why, address=grant.address)
        await self.accounts.credentials.keep(
            subject.person, address=subject.address, token=grant.token, at=self.now()
        )
        log.info("sign_in.connected", extra={"person": subject.person})
        return subject.person

    async def disconnect(self, person: PersonId) -> bool:
        """Nothing of theirs stays here; False if Google could not be told to end it too."""
        token = await self.accounts.credentials.forget(person, at=self.now())
        log.info("sign_in.disconnected", extra={"person": person})
        return await self._revoked(token)

    async def of(self, person: PersonId) -> Kept | None:
        return await self.accounts.credentials.of(person)

    async def _subject(self, person: PersonId) -> Subject:
        try:
            return self.subject(await self.person(person))
        except SourceDenied as denied:
            raise NotConnected(Unconnected.NO_ADDRESS) from denied

    async def _exchanged(self, code: str, verifier: str) -> Grant:
        try:
            return await self.accounts.oauth.exchange(code, verifier=verifier)
        except SourceDenied as denied:
            raise NotConnected(Unconnected.NOT_GOOD) from denied
        except SourceError as failed:
            log.warning("sign_in.failed", extra={"why": type(failed).__name__})
            raise NotConnected(Unconnected.NO_GOOGLE) from failed

    async def _give_back(self, grant: Grant) -> None:
        """Ending it would end every grant of that account, so not one that is in use."""
        if not await self.accounts.credentials.is_connected(grant.address):
            await self._revoked(grant.token)

    async def _revoked(self, token: str) -> bool:
        try:
            if token:
                await self.accounts.oauth.revoke(token)
        except SourceError as failed:
            log.warning("sign_in.not_revoked", extra={"why": type(failed).__name__})
            return False
        return True


def _refusal(grant: Grant, subject: Subject) -> Unconnected | None:
    if not grant.address:
        return Unconnected.UNVERIFIED
    if grant.address != subject.address:
        return Unconnected.ANOTHER
    return None if grant.reads_drive and grant.token else Unconnected.NO_LEAVE
