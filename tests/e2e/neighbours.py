"""Two organisations on one deployment, each with its own Teams, names, offices and terms, and the same people in both.

The same person has the same object id in both and another office in each, so that nothing but the tenant tells them
apart. Ids of chats, channels and messages are the same in both as well, which real Teams never does.
"""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.outbox.mail import Mailer
from cases.organisation import (
    OFFICES,
    Administrators,
    Offices,
    Organisation,
    OrganisationFacts,
    Policy,
    Terms,
)
from cases.register.plans import Mail
from cases.register.seals import NO_SEALS, Seals
from tests.e2e.fake_teams import (
    FINN,
    JILL,
    NOOR,
    SAM,
    TENANT,
    Answered,
    Chat,
    FakePerson,
    FakeTeams,
    channel_id,
    fake_teams,
)
from tests.e2e.filing import to_review
from tests.e2e.running_bot import (
    JIP,
    KIM,
    LOU,
    Clock,
    Mailbox,
    RunningBot,
    check_cards,
    office_of,
    side_by_side,
    store_named,
)
from tests.house import organisation

OTHER_TENANT = "22222222-3333-4444-8555-666666666666"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One of the two: its bot as seen from its Teams, its people by office, and what nobody else may see: `marks`, of
    which `secret` stands in every case, beside `sought`, a word that the other looks for."""

    bot: RunningBot
    officers: dict[str, FakePerson]
    secret: str
    sought: str
    marks: tuple[str, ...]

    @property
    def org(self) -> Organisation:
        """As its file says."""
        return self.bot.org

    def officer(self, office: str) -> Chat:
        """The own chat of who speaks for an office here."""
        return self.bot.personal(self.officers[office])

    def channel(self, office: str) -> Chat:
        """The channel of an office, as who speaks for it sees it."""
        return self.bot.channel(office, self.officers[office])

    def called(self, title: str) -> str:
        """A title in which {po}, {fg} and {jz} stand for what the offices are called here."""
        return title.format(**{each: self.org.office(each).title for each in OFFICES})

    def mails(self) -> list[Mail]:
        """What arrived at the addresses of this one."""
        own = {self.org.office(each).email for each in OFFICES}
        return [each for each in self.bot.mails if each.to in own]

    def seen(self) -> str:
        """All that ever went to the Teams of this one: messages, answers, files."""
        teams = self.bot.teams
        files = [_text_of(name, content) for name, content in teams.uploaded.items()]
        said = [json.dumps(call.body, ensure_ascii=False) for call in teams.calls]
        answers = [json.dumps(each.body, ensure_ascii=False) for each in teams.answers]
        return "\n".join([*said, *answers, *files])


def _text_of(name: str, content: bytes) -> str:
    """What stands in a file, of Word and Excel too."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return f"{name} {content.decode('utf-8', 'replace')}"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return f"{name} " + " ".join(parts.read(each).decode("utf-8", "replace") for each in parts.namelist())


def other_organisation(teams: FakeTeams, **changes: object) -> Organisation:
    """Pear: its own names, people in other offices, a policy of another year, shorter terms, its own facts."""
    offices = {
        "po": office_of("po", (JIP,), (LOU,)).model_copy(
            update={"name": "Perenwachter", "full_name": "Perenwachter", "email": "wacht@peer.example"}
        ),
        "fg": office_of("fg", (LOU,)).model_copy(
            update={"name": "PT", "full_name": "Perentoezicht", "email": "toezicht@peer.example"}
        ),
        "jz": office_of("jz", (NOOR,)).model_copy(
            update={"name": "PR", "full_name": "Perenrecht", "email": "recht@peer.example", "article": ""}
        ),
    }
    for name in OFFICES:
        place = {"channel": channel_id(name), "service_url": teams.service_url}
        offices[name] = offices[name].model_copy(update=place)
    whole: dict[str, object] = {
        "administrators": Administrators(people=(JILL.aad_id,)),
        "name": "Wonen en Zorg Perendorp",
        "short_name": "PEER",
        "tenants": (OTHER_TENANT,),
        "offices": Offices(**offices),
        "policy": Policy(url="https://peer.example/beleid", version="perenoogst 2020"),
        "facts": OrganisationFacts(
            phone="030-1111111", kvk="87654321", postal_address="Perenlaan 1, Perendorp"
        ),
        "terms": Terms(breach_hours=60, reminder_hours_left=(30, 6)),
    }
    return organisation(**{**whole, **changes})


def first_organisation(teams: FakeTeams, **changes: object) -> Organisation:
    """The organisation of the other tests, with channels and an address of its own."""
    offices = {
        "po": office_of("po", (NOOR, LOU), (KIM,)),
        "fg": office_of("fg", (FINN,)),
        "jz": office_of("jz", (JIP,)),
    }
    for name in OFFICES:
        place = {"channel": channel_id(name), "service_url": teams.service_url}
        offices[name] = offices[name].model_copy(update=place)
    whole: dict[str, object] = {
        "administrators": Administrators(people=(JILL.aad_id,)),
        "tenants": (TENANT,),
        "offices": Offices(**offices),
        "policy": Policy(url="https://appel.example/beleid", version="appeloogst 2024"),
        "facts": OrganisationFacts(
            phone="030-2222222", kvk="12345678", postal_address="Appellaan 1, Appelstad"
        ),
    }
    return organisation(**{**whole, **changes})


@asynccontextmanager
async def neighbours(
    store: Path | str,
    *,
    mailer: Mailer | None = None,
    seals: Seals = NO_SEALS,
    metrics_token: str = "",
    instances: int = 1,
) -> AsyncIterator[tuple[Neighbour, Neighbour]]:
    """Both, running with tokens on one store (a folder for SQLite, or a setting); at the end the cards are checked."""
    async with (
        fake_teams(check_tokens=True) as teams,
        fake_teams(check_tokens=True, tenant=OTHER_TENANT) as others,
        AsyncExitStack() as stack,
    ):
        # One Microsoft signs and lets in, whatever the tenant.
        others.keys, others.good_tokens = teams.keys, teams.good_tokens
        org, beside = first_organisation(teams), other_organisation(others)
        clock = Clock()
        teams.clock = others.clock = clock

        def one() -> RunningBot:
            return RunningBot(
                teams,
                store_named(store),
                org,
                clock,
                mailer or Mailbox(),
                tokens=True,
                seals=seals,
                metrics_token=metrics_token,
                beside=(beside,),
                more_hosts=frozenset({others.origin}),
            )

        bots = [one() for _ in range(instances)]
        bot = await stack.enter_async_context(side_by_side(bots))
        others.bot_url = bot.url
        there = copy(bot)  # the same program and store, seen from the other Teams
        there.teams, there.org, there.beside, there._running, there._rows = others, beside, (org,), None, None
        stack.push_async_callback(there.stop)
        apple = Neighbour(
            bot,
            {"po": NOOR, "fg": FINN, "jz": JIP},
            "appelmoestaart",
            "boomgaard",
            (
                "appelmoestaart",
                "appeloogst",
                "Appellaan",
                "030-2222222",
                "Privacy Officer",
                org.name,
                "12345678",
            ),
        )
        pear = Neighbour(
            there,
            {"po": JIP, "fg": LOU, "jz": NOOR},
            "perensiroop",
            "stroopketel",
            ("perensiroop", "perenoogst", "Perenlaan", "Peren", "peer.example", "PEER", "87654321"),
        )
        yield apple, pear
        check_cards(teams)
        check_cards(others)


async def send(chat: Chat, **fields: Any) -> None:
    """Press the button that sends what was told to an office, whatever that is called here."""
    (title,) = (each for each in chat.titles if each.startswith("Verstuur naar"))
    await chat.press(title, fields or None)


async def breach(here: Neighbour, who: FakePerson = SAM) -> str:
    """A colleague of this one reports a breach; gives its number."""
    chat = here.bot.personal(who)
    await to_review(chat, story=f"De brief over de {here.secret} in de {here.sought} kwam bij de buurman.")
    await send(chat)
    await here.bot.settled()
    return (await here.bot.numbers())[-1]


async def request(here: Neighbour) -> None:
    """A client of this one wants to see the file."""
    chat = here.bot.personal(SAM)
    await chat.say("een cliënt wil zijn dossier inzien")
    await chat.press("Volgende", {"rights": ["inzage"], "received_date": "2026-11-19", "channel": "brief"})
    wish = f"Wil de brieven over de {here.secret} in de {here.sought} lezen."
    await chat.press("Volgende", {"subject": "client", "wish": wish, "reference": "TEST-1", "clear": "ja"})
    await chat.press("Volgende", {"identified": "nog_niet", "told": ["niets"]})
    await send(chat)
    await here.bot.settled()


async def question(here: Neighbour) -> None:
    """A colleague of this one asks the Privacy Officer."""
    chat = here.bot.personal(SAM)
    await chat.say("mag ik dit mailen?")
    await chat.press("Ja")
    await chat.press("Ik twijfel")
    await chat.press(here.called("Vraag de {po}"))
    await send(chat, question=f"Het gaat om een lijst over de {here.secret} in de {here.sought}.")
    await here.bot.settled()


async def entry(here: Neighbour) -> None:
    """The FG of this one puts a processing in the register."""
    chat = here.officer("fg")
    await chat.say("overzichten")
    await chat.press("Nieuwe verwerking")
    told = {"name": f"De {here.secret}", "purposes": "Nieuwe collega’s kiezen.", "team": "P&O"}
    await chat.press("Zet in het register", {**told, "role": "verantwoordelijke", "groups": ["sollicitant"]})
    await here.bot.settled()


async def tell(chat: Chat, line: str) -> str:
    """Type a line; gives all that was answered, on a card and as a text."""
    before = len(chat.posts)
    answered: Answered = await chat.say(line)
    return str(answered.body) + "\n".join(post.text for post in chat.posts[before:])
