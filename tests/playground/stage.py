"""Where a story plays: a bot of its own in the Playgrounds of the session, and the pages of Sam and Noor."""

import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playground.house import OUR_BOT, LocalHouse
from tests.browser import Windows
from tests.playground.driver import Tab

STORY = "Vertel kort wat er gebeurde en hoe dat kwam (verplicht)"


@dataclass(frozen=True, slots=True)
class Scene:
    """The house, Sam's page in the chat with the bot and Noor's in the channel of the Privacy Officers."""

    house: LocalHouse
    sam: Tab
    noor: Tab


@asynccontextmanager
async def on_stage(
    browser: Windows,
    house: LocalHouse,
    folder: Path,
    settings: dict[str, str] | None = None,
    bot_command: Sequence[str] = OUR_BOT,
) -> AsyncIterator[Scene]:
    """A bot that knows nothing yet in the Playgrounds of this house, and two new pages."""
    async with AsyncExitStack() as pages:
        await house.move_bot(folder, settings, bot_command)
        pages.push_async_callback(house.stop_bot)
        sam, noor = [await Tab.open(browser, url) for url in (house.employee_url, house.officer_url)]
        for tab in (sam, noor):
            pages.push_async_callback(tab.close)
        await noor.enter_channel("General")
        yield Scene(house, sam, noor)


async def shoot(house: LocalHouse) -> None:
    """The bot is killed where it stands and started again: pages, answers and rows stay."""
    await house.stop_bot(signal.SIGKILL)
    await house.start_bot()


async def choose_all(tab: Tab, answers: Mapping[str, str]) -> None:
    """Every answer of a card, by its question."""
    for question, answer in answers.items():
        await tab.choose(question, answer)


async def reads(tab: Tab, *texts: str) -> None:
    """All of this stands there, sooner or later."""
    for each in texts:
        await tab.wait_for_text(each)


async def more_steps(noor: Tab, wanted: str) -> None:
    """A step that has no button of its own on the card."""
    await noor.press("Meer stappen")
    await noor.choose("Wat wil je doen? (verplicht)", wanted)
    await noor.press("Ga verder")


async def begin_a_drill(noor: Tab) -> None:
    """A stolen laptop to practise with; its card stands in the channel."""
    await noor.say("oefening")
    await noor.wait_for_text("72 uur duren 72 minuten")
    await noor.choose(
        "Waarmee oefen je? (verplicht)", "Een gestolen laptop met dossiers. Ontdekt: 50 uur geleden."
    )
    await noor.press("Start de oefening")


async def to_the_last_step(sam: Tab) -> None:
    """From the first sentence to "Klopt dit?", with what a colleague knows at once."""
    await sam.say("mail naar de verkeerde gestuurd")
    await sam.press("Volgende")
    await sam.press("Volgende")
    await whose_and_which(sam, "Naam, adres, telefoon of mailadres")
    await sam.wait_for_text("Klopt dit?")


async def whose_and_which(sam: Tab, kind: str) -> None:
    """These data, of clients, and on to the last step."""
    await sam.tick(kind)
    await sam.press("Volgende")
    await sam.tick("Cliënten")
    await sam.press("Volgende")
    await sam.press("Volgende")


async def send(sam: Tab) -> None:
    """Sam files what was told."""
    await sam.press("Verstuur naar de Privacy Officer")
    await sam.wait_for_text("-0001 · ✓ verstuurd")


async def take_up(noor: Tab) -> None:
    """Noor takes up the case on the newest card."""
    await noor.press("Ik pak dit op")
    await noor.wait_for_text("· opgepakt")


async def through_the_weighing(noor: Tab) -> None:
    """From the questions about the recipient to the advice, for a mail that one known stranger read."""
    for question, answer in (
        ("Heeft iemand de gegevens echt gezien?", "Ja"),
        ("Zijn ze voor anderen onleesbaar?", "Nee"),
        ("Bij hoeveel ontvangers kwamen ze?", "1 die we kennen"),
        ("Is de ontvanger te vertrouwen, en is alles gewist?", "Nog onbekend"),
    ):
        await noor.wait_for_text(question)
        await noor.press(answer)
    await noor.wait_for_text("Wat weegt hier nog mee?")
    await noor.tick("Geen van deze")
    await noor.press("Volgende")
    await noor.wait_for_text("Voor wie werken we, en wie weten het al?")
    await noor.choose("Voor wie werken we met deze gegevens? (verplicht)", "Voor onszelf")
    await noor.choose("Wie konden het zien? (verplicht)", "Extern: ook mensen van buiten")
    await noor.tick("Nog niemand")
    await noor.press("Volgende")
    await noor.wait_for_text("Meld het bij de AP en licht de mensen in")
