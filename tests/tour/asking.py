"""The ways in besides a mention: command, form, shortcut, direct message, Home."""

from playwright.async_api import expect

from tests.tour.walker import LONG, QUICK, SHORT, Walk

_ALONE = "how much discount may a sales rep give without asking anybody?"
_CLAIM = "does our Site plan satisfy the new MLA rule?"
_OFFSITE = "when and where is the offsite?"
_GERMAN = "Wann und wo ist das Offsite in Ghent?"
_JAPANESE = "日本では医薬品の温度記録を何年間保存する必要がありますか。"


async def messaging(walk: Walk) -> None:
    """A direct message: who it is, four prompts, an answer of one's own."""
    walk.think(QUICK)
    await walk.room("DLEE", person="lee")
    await walk.says("I'm Dossier")
    prompts = walk.main.locator(".prompt")
    await expect(prompts).to_have_count(4, timeout=SHORT)
    await walk.picture("direct-message")
    await prompts.first.click()
    await walk.page.keyboard.press("Enter")
    await walk.answered()
    await walk.picture("direct-answer")


async def commanding(walk: Walk) -> None:
    """The command's help, with options, and the form that it opens alone."""
    await walk.room("CGENERAL")
    await walk.say("/research help")
    await walk.says("opens a form")
    await walk.picture("command-help")
    await walk.say(f"/research effort:quick sources:slack,notion {_OFFSITE}")
    await walk.open_thread(f"Dana Okafor asks: {_OFFSITE}")
    await walk.answered()
    await walk.shows("Ghent")
    await walk.picture("command-answer")
    await walk.say("/research")
    await expect(walk.dialog).to_contain_text("What do you want to know?", timeout=SHORT)
    await walk.dialog.get_by_label("What do you want to know?").fill(_ALONE)
    await walk.picture("form")
    await walk.dialog.get_by_role("button", name="Ask", exact=True).click()
    await expect(walk.dialog).to_have_count(0, timeout=SHORT)
    await walk.open_thread(f"Dana Okafor asks: {_ALONE}")
    await walk.answered()
    await walk.picture("form-answer")


async def researching_a_message(walk: Walk) -> None:
    """The shortcut under a message of somebody else."""
    await walk.room("CSUPPORT")
    message = walk.main.locator("article", has_text=_CLAIM)
    await message.hover()
    await message.get_by_role("button", name="Research this").click()
    await walk.open_thread(_CLAIM)
    await walk.answered()
    await walk.to_start()
    await walk.picture("research-this")


async def being_offered(walk: Walk) -> None:
    """More matched than all of the channel may open: the asker alone is told, and decides."""
    await walk.room("DDANA")
    offer = walk.main.locator("article", has_text="not everyone there can open").last
    await expect(offer).to_be_visible(timeout=LONG)
    await walk.says("I'm Dossier")
    await walk.picture("private-offer")
    await offer.get_by_role("button", name="Search privately").click()
    await walk.open_thread("You asked in #")
    await walk.answered()
    await walk.to_start()
    await walk.picture("private-answer")


async def in_german(walk: Walk) -> None:
    """Asked in German, answered in German; what is quoted stays as it is."""
    await walk.room("CGENERAL", person="jonas")
    await walk.ask(_GERMAN)
    await walk.answered(sources="Quellen")
    await walk.to_start()
    await walk.picture("in-german")


async def in_japanese(walk: Walk) -> None:
    """Asked in Japanese, answered in Japanese."""
    await walk.room("CJAPAN", person="hana")
    await walk.ask(_JAPANESE)
    await walk.answered(sources="出典")
    await walk.to_start()
    await walk.picture("in-japanese")


async def unclear(walk: Walk) -> None:
    """One question back, with buttons."""
    await walk.room("CGENERAL")
    await walk.ask("how are we doing on latency?")
    await walk.shows("Which do you mean?")
    await walk.picture("unclear")


async def home(walk: Walk) -> None:
    """What I asked, how the sources are, how to ask."""
    await walk.room("home")
    await walk.says("My questions")
    await walk.says("· answered ·")
    await walk.says("Notion: working")
    await walk.picture("home")
