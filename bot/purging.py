"""What is deleted when a workspace lets us go."""

from bot.sources import sign_in_with
from bot.wiring import Dossier
from store.deeds import Deed, write_down
from store.forgetting import Forgetting


async def purge(dossier: Dossier) -> None:
    """What was read, the index of Slack, and people's Drives, which Google is told of.

    What was asked and answered stays for its time: an app that was taken out by mistake comes
    back with its past, and reads its sources anew.
    """
    await Forgetting(dossier.database, dossier.settings.dossier_data).end_reading()
    if sign_in := sign_in_with(dossier.sources):
        for person in await sign_in.accounts.credentials.people():
            await sign_in.disconnect(person)
    deed = Deed(who="Slack", what="took the app out", at=dossier.now())
    await write_down(dossier.database, deed)
