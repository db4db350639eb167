"""Texts under keys of their own: what opens them, and what ends them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.audience import PersonId
from domain.errors import Misconfigured
from store.credentials import Credentials
from store.database import Database
from store.keyring import Keyring, OperatorKey, PlainTexts, heard_on, read_in, said_in

OLD, NEW = "the old one", "the new one"
WORDS = "Zqxvheron moves to Lisbon"
DAY = datetime(2026, 11, 20, tzinfo=UTC)


def keyring(folder: Path, current: str = OLD, former: str = "") -> Keyring:
    key = OperatorKey(current=current, former=former)
    return Keyring(folder / "keys.sqlite", key=key)


async def test_a_text_opens_again_and_shows_nothing(tmp_path: Path) -> None:
    """Also in another process, which has only the file and the operator's key."""
    sealed = await keyring(tmp_path).encrypt(read_in("R1"), WORDS, tag="searched")
    opened = await keyring(tmp_path).decrypt([sealed])

    assert opened == [WORDS]
    assert "Zqxvheron" not in sealed
    assert sealed.startswith("enc1:R1/read:searched:")


@pytest.mark.parametrize("run", ["R1", "digest:d1:20261120T073000Z-now"])
@pytest.mark.parametrize("tag", ["", "searched"])
async def test_whatever_a_run_is_called_its_text_opens(
    tmp_path: Path, run: str, tag: str
) -> None:
    """The runs of digests have colons in their names."""
    sealed = await keyring(tmp_path).encrypt(said_in(run), WORDS, tag=tag)

    assert await keyring(tmp_path).decrypt([sealed]) == [WORDS]


async def test_what_was_kept_before_there_were_keys_is_read_as_it_is(tmp_path: Path) -> None:
    """Whoever upgrades loses nothing; old and new rows stand side by side."""
    keys = keyring(tmp_path)
    rows = ['{"plain":1}', await keys.encrypt("R1/read", WORDS), "", "free words"]

    assert await keys.decrypt(rows) == ['{"plain":1}', WORDS, "", "free words"]


async def test_a_dropped_key_ends_every_copy_of_its_text_and_no_other(tmp_path: Path) -> None:
    """A copy as in a backup, a log, or a free page: the text itself was never touched."""
    keys = keyring(tmp_path)
    kept = [await keys.encrypt(label, WORDS) for label in (read_in("R1"), said_in("R1"))]
    before = await keys.decrypt(kept)
    dropped = await keys.drop([read_in("R1"), read_in("R2")])

    assert before == [WORDS, WORDS]
    assert dropped == ["R1/read"]
    assert await keys.decrypt(kept) == [None, WORDS]
    assert await keyring(tmp_path).decrypt(kept) == [None, WORDS]


async def test_a_run_that_goes_on_gets_a_new_key(tmp_path: Path) -> None:
    """What it read before stays unreadable, also under the same label."""
    keys = keyring(tmp_path)
    old = await keys.encrypt(read_in("R1"), WORDS)
    await keys.drop([read_in("R1")])
    new = await keys.encrypt(read_in("R1"), "more")

    assert await keys.decrypt([old, new]) == [None, "more"]


async def test_days_that_are_over_end(tmp_path: Path) -> None:
    """What belongs to no run has a key a day."""
    keys = keyring(tmp_path)
    days = [DAY.replace(day=day) for day in (18, 19, 20)]
    texts = [await keys.encrypt(heard_on(day), WORDS) for day in days]
    await keys.drop_days("heard", before=DAY)

    assert await keys.decrypt(texts) == [None, None, WORDS]


async def test_the_operators_key_is_changed_in_two_starts(tmp_path: Path) -> None:
    """Both are accepted, all is put under the new one, and then the old one opens nothing."""
    text = await keyring(tmp_path).encrypt(read_in("R1"), WORDS)
    both = keyring(tmp_path, NEW, former=OLD)
    await both.check()
    while_both = await both.decrypt([text])
    turned = await both.rewrap()
    await keyring(tmp_path, NEW).check()
    afterwards = await keyring(tmp_path, NEW).decrypt([text])
    by_the_old = await keyring(tmp_path, OLD).decrypt([text])

    assert while_both == afterwards == [WORDS]
    assert turned == 1
    assert by_the_old == [None]


async def test_people_stay_connected_when_the_key_is_changed(tmp_path: Path) -> None:
    """Their leaves to read Drive are put under the new key as well."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/d.sqlite")
    await database.create_tables()
    dana = PersonId("UDANA")
    before, both, after = (
        Credentials(database, key=OperatorKey(current=current, former=former))
        for current, former in ((OLD, ""), (NEW, OLD), (NEW, ""))
    )
    await before.keep(dana, address="dana@kelvane.example", token="1//t", at=DAY)  # noqa: S106 - nobody's
    unturned = await after.of(dana)
    await both.rewrap()
    kept = await after.of(dana)
    await database.close()

    assert unturned is not None
    assert unturned.token == ""
    assert kept is not None
    assert kept.token == "1//t"  # noqa: S105 - nobody's


async def test_another_key_is_refused_by_name(tmp_path: Path) -> None:
    """It would make the whole past disappear without a word."""
    await keyring(tmp_path).encrypt(read_in("R1"), WORDS)
    with pytest.raises(Misconfigured, match="DOSSIER_SECRET_KEY"):
        await keyring(tmp_path, NEW).check()


@pytest.mark.parametrize("wrong", ["", "too short", "a" * 40])
def test_what_is_no_key_is_refused(wrong: str) -> None:
    """A word that somebody can guess protects nothing."""
    with pytest.raises(Misconfigured, match="DOSSIER_SECRET_KEY"):
        OperatorKey.made_of(wrong)


async def test_a_secret_of_our_own_outlives_the_operators_key(tmp_path: Path) -> None:
    """The audit log's seals, noted elsewhere, must fit after a change of keys too."""
    first = await keyring(tmp_path).secret("audit", first=OLD)
    both = keyring(tmp_path, NEW, former=OLD)
    await both.rewrap()

    assert await both.secret("audit", first=NEW) == first == OLD
    assert await keyring(tmp_path, NEW).secret("audit", first=NEW) == OLD


async def test_plain_texts_are_for_who_looks_at_no_text(tmp_path: Path) -> None:
    """They pass through, and what is encrypted counts as ended."""
    sealed = await keyring(tmp_path).encrypt(read_in("R1"), WORDS)

    assert await PlainTexts().encrypt("R1/read", WORDS) == WORDS
    assert await PlainTexts().decrypt([WORDS, sealed]) == [WORDS, None]
