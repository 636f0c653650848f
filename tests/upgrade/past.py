"""The people of the old version at work: new cases and what happens to them, over HTTP as Teams does it."""

from collections.abc import Mapping
from typing import Any

from tests.e2e.assessing import LETTER_TO_A_STRANGER, Answers, answer_all
from tests.e2e.fake_teams import FINN, NOOR, Chat, FakePerson, Post, text_of
from tests.e2e.filing import report
from tests.e2e.running_bot import JIP, RunningBot
from tests.e2e.test_consult import ask_from_flow
from tests.upgrade.seen_from_outside import number_in, press

EVERYTHING_TOLD = "doelen,soorten,ontvangers,termijn,rechten,klacht,bron,besluiten,doorgifte"
"""What an answer to a request for access says."""

WHY = "Dit is een verzonnen reden, voor de proef."


class Past:
    """Drives the bot as its people do. Cases are called by a name of their own and found by it later."""

    def __init__(self, bot: RunningBot) -> None:
        self.bot = bot
        self.numbers: dict[str, str] = {}
        self._chats: dict[str, Chat] = {}

    def chat(self, who: FakePerson) -> Chat:
        """The own chat of somebody."""
        return self._chats.setdefault(who.name, self.bot.personal(who))

    def office(self, office: str, who: FakePerson | None = None) -> Chat:
        """The channel of an office, as one of its members sees it."""
        who = who or {"po": NOOR, "fg": FINN, "jz": JIP}[office]
        return self._chats.setdefault(f"{office} {who.name}", self.bot.channel(office, who))

    def living(self, chat: Chat, name: str) -> Post:
        """The message of a case: the one card in a channel, the newest one in an own chat."""
        number = self.numbers[name]
        found = [each for each in chat.posts if number in each.text + each.summary]
        roots = [each for each in found if each.thread is None]
        return (roots if chat.scope == "channel" else found[::-1])[0]

    async def act(self, chat: Chat, verb: str, name: str, /, **fields: str) -> None:
        """Cause an event of a case, with what its form asks for."""
        told = {"verb": verb, "data": {"case": self.numbers[name], "version": 1, **fields}}
        try:
            on = self.living(chat, name).id
        except IndexError:
            on = "1764000000000"
        await press(chat, told, on)

    async def does(self, chat: Chat, verb: str, name: str, /, **fields: str) -> None:
        """Cause an event, and see that it came about."""
        before = await self.bot.events(self.numbers[name])
        await self.act(chat, verb, name, **fields)
        after = [each.event for each in (await self.bot.events(self.numbers[name]))[len(before) :]]
        answer = self.bot.teams.answers[-1]
        shown = answer.notice or text_of(answer.card or {})
        assert verb in after, f"{name} ({self.numbers[name]}): no {verb} but {after}; {shown}"

    async def exchange(self, name: str) -> str:
        """The id of the open question of a case."""
        case = await self.bot.kept(self.numbers[name])
        return str(case.pending[0].id)

    # --- new cases ----------------------------------------------------------------------------------------------

    async def breach(self, name: str, who: FakePerson, found: str = "", **told: Any) -> None:
        """A report; `found` is when it was discovered ("2026-11-24 09:00"), now when it is left out."""
        if found:
            day, _, clock = found.partition(" ")
            told["more"] = {"discovered_date": day, "discovered_time": clock, **told.get("more", {})}
        chat = self.chat(who)
        self.numbers[name] = await report(chat, story=f"Verzonnen melding voor de proef: {name}.", **told)

    async def request(
        self, name: str, who: FakePerson, received: str, rights: str = "inzage", **told: str
    ) -> None:
        """A request that came in on this day."""
        chat = self.chat(who)
        confidential = told.pop("confidential", "")
        await chat.say("een cliënt wil zijn dossier inzien")
        await chat.press(
            "Volgende", {"rights": rights.split(","), "received_date": received, "channel": "brief"}
        )
        known = {"subject": "client", "wish": f"Verzonnen wens voor de proef: {name}.", "clear": "ja"}
        await chat.press("Volgende", {**known, "reference": "TEST-0000", **told})
        await chat.press("Volgende", {"identified": "nog_niet", "told": ["niets"]})
        await chat.press(
            "Verstuur naar Juridische Zaken", {"confidential": confidential} if confidential else None
        )
        self.numbers[name] = number_in(chat.text)

    async def question(self, name: str, who: FakePerson, office: str = "po") -> None:
        """A question of its own to an office."""
        chat = self.chat(who)
        await chat.say(f"mijn collega zegt dat de kast op slot moet, klopt dat bij {name} eigenlijk")
        offices = {"po": "de Privacy Officer", "fg": "de FG", "jz": "JZ"}
        await chat.press(f"Stuur naar {offices[office]}")
        self.numbers[name] = number_in(chat.text)

    async def question_from_flow(self, name: str, who: FakePerson) -> None:
        """A question that stands behind an answer of the bot."""
        self.numbers[name] = await ask_from_flow(self.chat(who), f"Verzonnen vraag voor de proef: {name}.")

    async def _plan(self, name: str, who: FakePerson, line: str, group: str, novelty: str) -> Chat:
        """Somebody asks whether something may be done with everyday data of such people, as far as what it is about."""
        chat = self.chat(who)
        await chat.say(line)
        matter = {"matter": f"Verzonnen plan {name}", "novelty": novelty, "regular": "structureel"}
        await chat.press("Volgende", {**matter, "groups": [group]})
        await chat.press("Volgende", {"kinds": ["gewoon"]})
        return chat

    async def entry_asked(self, name: str, who: FakePerson) -> None:
        """A question to the FG of which an entry of the register can be made."""
        chat = await self._plan(name, who, "mag ik deze gegevens gebruiken?", "sollicitant", "nieuw")
        await chat.press("Volgende", {"risks": ["geen"], "term": "onbekend", "outside": "nee"})
        await chat.press("Volgende", {"value": "overeenkomst"})
        await chat.press("Volgende", {"contract_with": "ja"})
        good = {"purpose_good": "ja", "purpose_same": "ja", "necessary": "ja"}
        await chat.press("Volgende", {"purpose_text": "Collega’s kiezen", **good})
        await chat.press("Meld het bij de FG")
        await chat.press("Verstuur naar de FG", {"question": ""})
        self.numbers[name] = number_in(chat.text)

    async def agreement_asked(self, name: str, who: FakePerson) -> None:
        """A question to legal affairs of which an agreement can be made."""
        chat = await self._plan(name, who, "mag ik dit delen?", "client", "bestaand")
        await chat.press("Volgende", {"value": "nee"})
        roles = {"direction": "geven", "situation": "verwerker", "agreement": "nee"}
        await chat.press("Volgende", roles)
        await chat.press("Vraag JZ om de overeenkomst")
        await chat.press("Verstuur naar JZ", {"question": ""})
        self.numbers[name] = number_in(chat.text[chat.text.find("AD-") :])

    async def processing(self, name: str, **told: str) -> None:
        """An entry that the FG makes by hand."""
        chat = self.chat(FINN)
        await chat.say("nieuwe verwerking")
        given = {"name": f"Verzonnen verwerking {name}", "purposes": WHY, "role": "verantwoordelijke", **told}
        await chat.press("Zet in het register", given)
        self.numbers[name] = number_in(chat.text)

    async def agreement(self, name: str, review_on: str) -> None:
        """An agreement with its day of review."""
        chat = self.chat(JIP)
        await chat.say("nieuwe overeenkomst")
        given = {"party": f"Verzonnen BV {name}", "kind": "verwerker", "signed_on": "2026-11-02"}
        await chat.press("Leg vast", given | {"review_on": review_on})
        self.numbers[name] = number_in(chat.text)

    async def advice(self, name: str, who: FakePerson) -> None:
        """An answer of the bot that somebody keeps."""
        chat = self.chat(who)
        await chat.say("mag ik deze gegevens gebruiken?")
        plan = {"matter": "Tellen", "groups": ["niemand"], "novelty": "nieuw", "regular": "eenmalig"}
        await chat.press("Volgende", plan)
        await chat.press("Bewaar dit advies")
        self.numbers[name] = number_in(chat.text)

    # --- a breach on its way ------------------------------------------------------------------------------------

    async def taken_up(self, *names: str) -> None:
        """The Privacy Officer has these cases."""
        for name in names:
            await self.does(self.office("po"), "take_up", name)

    async def assess(self, name: str, answers: Answers = LETTER_TO_A_STRANGER, most: int = 20) -> None:
        """The questions about a breach are answered on its card: all of them, or so many."""
        if (await self.bot.kept(self.numbers[name])).status != "assessing":
            await self.does(self.office("po"), "begin_triage", name)
        await self.bot.settled()
        chat = self.bot.channel("po", NOOR)
        some = dict(list(answers.items())[:most])
        await answer_all(chat, some, self.living(chat, name))
        await self.bot.settled()

    async def decided(self, name: str, choice: str = "follow", **told: Any) -> None:
        """A breach that was assessed and decided on; `told` says what was reported."""
        await self.assess(name, **told)
        await self.does(self.office("po"), "decide", name, choice=choice, reason=WHY, people_reason=WHY)

    def moment(self) -> Mapping[str, str]:
        """A moment just past, as forms want it."""
        return {
            "on_date": self.bot.clock.now.date().isoformat(),
            "at_time": self.bot.clock.now.strftime("%H:%M"),
        }
