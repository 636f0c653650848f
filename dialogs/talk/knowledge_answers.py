"""Questions that are answered from what the bot knows: the card, two to choose from, or a colleague."""

from collections.abc import Sequence
from dataclasses import replace

from cards.contact import ContactView, contact_card
from cards.dutch_time import full_day
from cards.knowledge import KnowledgeView, TermsView, knowledge_card
from cards.view import Button, Scalar
from cards.welcome import MenuRow, WelcomeView, welcome_card
from cards.words import words_beside
from cases.organisation import OFFICES, OfficeId
from cases.told import KnownTerm, StandingAnswer
from dialogs.dutch.understanding import Understood
from dialogs.dutch.words import words_of
from dialogs.knowledge.asking import asks_how_long, terms_about
from dialogs.knowledge.entries import OF_OFFICE, Entry
from dialogs.knowledge.retrieval import PLAINLY, Found, Index
from dialogs.talk.guesses import BREACH, breach_row
from dialogs.talk.line import Line
from dialogs.talk.menu import Menu
from dialogs.talk.notices import OPEN, ask_button, flow_button, menu_button, resume_button
from dialogs.talk.plain_question import ENOUGH_WORDS, office_named
from dialogs.talk.presenting import Show
from dialogs.talk.repertoire import Repertoire
from dialogs.talk.told import objects_to_decision
from dialogs.talk.turn import AnswerOrHelp, HowLong, Occasion, Talk, Turn
from dialogs.texts import POLICY, source_line

say = words_beside(__file__)
SPOKEN = ("about", "purpose")
"""Words that are looked up by where an answer comes from, or by an office."""

ABOUT_KEEPING = frozenset({"question", "retention"})
"""What a line wants that asks how long something is kept."""

KEEPING, KEEPING_POINT = "retention", "8"
"""The flow and the policy point that are about how long things are kept."""

REPORT, REPORT_POINT = "breach", "14"
"""The flow and the policy point that are about breaches."""

FILED = frozenset({REPORT, "rights"})
"""The flows that pass something on: what is asked about the rules is not what they ask."""

OTHER_OBJECTION = "bezwaar-tegen-uitkering"
"""The entry about an objection to a decision, which is no right of the AVG: with whom it belongs."""

BARE_WORDS, CONTACT_WORDS = 5, 8
"""A line that asks for an office, in at most so many words, wants nothing but the office; one of more words than the
second number holds the question itself."""

MOST_RELATED = 2


class KnowledgeAnswers:
    """Answers questions; no text makes it raise."""

    def __init__(self, known: Repertoire, menu: Menu, knowledge: Index) -> None:
        self._known = known
        self._menu = menu
        self._knowledge = knowledge

    # --- what is asked ------------------------------------------------------------------------------------------

    def asked(self, talk: Talk, meant: Understood, text: str, at: Occasion) -> Turn:
        """What is answered to a line outside a flow; `is_answered` says whether it is one for here."""
        return replace(self._asked(talk, meant, text, at), asks=True)

    def _asked(self, talk: Talk, meant: Understood, text: str, at: Occasion) -> Turn:
        office, words, intent = office_named(text), words_of(text), meant.intent
        found = self._found(meant, text, at)
        if intent in ABOUT_KEEPING and asks_how_long(text) and not _begins_given(found):
            return Turn(talk, want=HowLong(text))
        if intent == "contact" and len(words) <= BARE_WORDS:
            return Turn(talk, show=self.contact(office))
        if found.sure:
            return Turn(talk, show=self._card(found.entries[0], talk, at))
        if intent == "contact":
            if len(words) <= CONTACT_WORDS:
                return Turn(talk, show=self.contact(office))
            offices = tuple(self._row(each) for each in found.entries if each.staat == "organisatie")
            return self._menu.ask_colleague(talk, text, office, at, nearby=offices)
        title = "meant" if found.entries else "not_known"
        rows = (breach_row(), *(self._row(each) for each in found.entries))
        return self._menu.ask_colleague(talk, text, office, at, title=title, nearby=rows)

    def exactly(self, talk: Talk, text: str, at: Occasion) -> Turn | None:
        """What is answered to a line that asks something in the very words that stand here."""
        entry = self._among(at).exactly(text)
        return Turn(talk, show=self._card(entry, talk, at)) if entry is not None else None

    def before_a_flow(self, talk: Talk, intent: str, text: str, at: Occasion) -> Turn | None:
        """What is answered to a line that begins a flow, if there is no doubt that it asks just this.

        That is what an office answered before, or what is known of something else than the flow is about: "mag ik een
        kopie van een paspoort vragen" is about a request that is there already, not about new work with data. Nothing
        comes before a report, nor before the request to which somebody objects: the flow tells the decisions apart.
        """
        if intent == REPORT or len(words_of(text)) < ENOUGH_WORDS:
            return None
        if intent == "rights" and objects_to_decision(text, at.now):
            return None
        found = self._among(at).answer_to(text, sure=PLAINLY)
        if _is_given(found):
            return Turn(
                talk, show=self._card(found.entries[0].model_copy(update={"gesprek": intent}), talk, at)
            )
        if found.sure and found.entries[0].gesprek != intent:
            return Turn(talk, show=self._card(found.entries[0], talk, at), asks=True)
        return None

    def _among(self, at: Occasion) -> Index:
        """All that is known on this occasion."""
        given = tuple(_entry_of(each) for each in at.standing if words_of(each.question))
        return self._knowledge.with_more(given) if given else self._knowledge

    def _found(self, meant: Understood, text: str, at: Occasion) -> Found:
        """What answers it; of what the bot itself keeps, some entry always comes near."""
        if meant.intent != "privacy":
            return self._among(at).asked(text, meant.read).answer()
        question = self._knowledge.asked(text, meant.read)
        found = question.answer(among=_of_bot)
        if found.entries:
            return found
        return Found(tuple(entry for entry, _ in question.ranked(most=MOST_RELATED, among=_of_bot)))

    def beside(self, line: Line) -> Turn | None:
        """What is answered to a question in the middle of a flow, which goes on after it; None when nothing is."""
        talk, draft, at = line.talk, line.draft, line.at
        found = self._among(at).asked(line.text, line.meant.read).answer()
        if found.sure:
            return Turn(talk, show=self._card(found.entries[0], talk, at), asks=True)
        if not found.entries:
            return None
        view = WelcomeView(
            title=say("meant.title"),
            explanation=say("meant.explanation"),
            rows=(
                *(() if draft.flow == BREACH else (breach_row(),)),
                *(self._row(each) for each in found.entries),
            ),
            about=say("meant.about"),
            policy_url="",
            buttons=(resume_button(draft), ask_button(found.entries[0].vraag_aan)),
        )
        return Turn(talk, show=Show(welcome_card(view), view.title), asks=True)

    def beside_plainly(self, line: Line) -> Turn | None:
        """What is answered to it in the middle of a flow when there is no doubt about the answer; else None.

        What a flow is about that ends in an answer is left to that flow.
        """
        talk, draft, text, at = line.talk, line.draft, line.text, line.at
        if len(words_of(text)) < ENOUGH_WORDS:
            return None
        found = self._among(at).answer_to(text, sure=PLAINLY)
        if not found.sure or (found.entries[0].gesprek == draft.flow and draft.flow not in FILED):
            return None
        return Turn(talk, show=self._card(found.entries[0], talk, at), asks=True)

    def unread(self, talk: Talk, want: AnswerOrHelp, at: Occasion) -> Turn:
        """Typed text of which it is not sure what it wants: answered if there is no doubt about the answer.

        What may be a breach is not: there the ways in are offered, a breach first. Only what an office answered before
        comes first there, unless it is most likely a breach; it can be reported from the answer. Another flow that may
        be wanted begins from the answer too.
        """
        text, offered = want.text, want.offered
        if talk.draft is None and REPORT not in offered and objects_to_decision(text, at.now):
            return Turn(talk, show=self._card(self._knowledge.entry(OTHER_OBJECTION), talk, at), asks=True)
        if talk.draft is not None or len(words_of(text)) < ENOUGH_WORDS:
            return self._menu.unread(talk, text, offered, at)
        question, flows = self._among(at).asked(text, want.read), self._known.guides.keys() & {*offered}
        plainly = question.answer(sure=PLAINLY)
        if plainly.sure and (REPORT not in flows or (_is_given(plainly) and offered[0] != REPORT)):
            entry = plainly.entries[0]
            led = entry.model_copy(update={"gesprek": REPORT}) if REPORT in flows else entry
            return Turn(talk, show=self._card(led, talk, at))
        found = question.answer()
        asks = found.sure or not {"question", "privacy", "contact"}.isdisjoint(offered)
        answers = tuple(self._row(each) for each in found.entries) if asks else ()
        return self._menu.unread(talk, text, offered, at, answers[:MOST_RELATED])

    def how_long(self, talk: Talk, text: str, terms: Sequence[KnownTerm]) -> Turn:
        """What the policy says of keeping, and the terms of the registers for what the question names."""
        about = terms_about(text, terms)
        nearest = self._knowledge.ranked(text, most=1, among=_of_keeping)
        if not nearest:
            return Turn(talk, show=self._menu.not_yet())
        rows = tuple((each.purposes or each.name, each.term or say("term.open")) for each in about)
        entry = nearest[0][0].model_copy(update={"gesprek": KEEPING})
        note = "" if rows else say("term.none", who=self._known.org.offices.fg.who)
        return Turn(talk, show=self._policy_card(entry, talk, TermsView(say("term.title"), rows, note)))

    def opened(self, talk: Talk, entry_id: str, question_id: str, at: Occasion) -> Turn:
        """The entry whose row was pressed, the menu when there is no such one. The question card that it stood on
        is put away."""
        if question_id and question_id == talk.plain_id:
            talk = talk.model_copy(update={"plain_id": ""})
        if entry_id in self._knowledge:
            return Turn(talk, show=self._card(self._knowledge.entry(entry_id), talk, at))
        given = next((each for each in at.standing if each.number == entry_id), None)
        shown = (
            self._given_card(given, _entry_of(given), talk) if given is not None else self._menu.welcome(at)
        )
        return Turn(talk, show=shown, asks=True)

    # --- cards --------------------------------------------------------------------------------------------------

    def _card(self, entry: Entry, talk: Talk, at: Occasion) -> Show:
        if entry.staat == OF_OFFICE:
            given = next(each for each in at.standing if each.number == entry.id)
            return self._given_card(given, entry, talk)
        return self._policy_card(entry, talk)

    def _given_card(self, given: StandingAnswer, entry: Entry, talk: Talk) -> Show:
        """An answer of an office, said to be that: with its day, and the day until which it stands."""
        org, resume = self._known.org, _resume(talk)
        office = org.office(given.office)
        view = KnowledgeView(
            about=say("given.about", short=office.short, day=full_day(given.said_on)),
            question=given.question,
            first="",
            answer=given.answer,
            law="",
            source=source_line(entry.punten) if entry.punten else "",
            ask=say("given.until", short=office.short, day=full_day(given.review_on), email=office.email),
            related=(),
            link=None,
            buttons=(*resume, *self._ways(entry, resume), ask_button(given.office)),
            typed=True,
        )
        return Show(knowledge_card(view), say("summary"))

    def _ways(self, entry: Entry, resume: tuple[Button, ...]) -> tuple[Button, ...]:
        """The way into the flow that helps, outside of one."""
        flow = _flow_of(entry)
        helps = flow in self._known.guides and not resume
        return (flow_button(self._known.title(flow), flow),) if helps else ()

    def _row(self, entry: Entry) -> MenuRow:
        """The row that opens this entry."""
        data: dict[str, Scalar] = {"value": entry.id}
        if entry.staat == OF_OFFICE:
            title = say("given.title", short=self._known.org.office(entry.vraag_aan).short)
            return MenuRow(title, say("given.row"), OPEN, data, quoted=entry.vraag)
        detail = source_line(entry.punten) if entry.punten else say(f"about.{entry.staat}")
        return MenuRow(entry.vraag, detail, OPEN, data)

    def _policy_card(self, entry: Entry, talk: Talk, terms: TermsView | None = None) -> Show:
        resume = _resume(talk)
        if entry.staat == "organisatie":
            return self.contact(entry.vraag_aan, entry.antwoord, resume)
        org = self._known.org
        office = org.office(entry.vraag_aan)
        of_bot = entry.staat == "bot"
        address = org.policy.bot_note if of_bot else org.policy.url
        view = KnowledgeView(
            about=say(f"about.{entry.staat}"),
            question=entry.vraag,
            first=say("not_there") if entry.staat == "niet_in_beleid" else "",
            answer=entry.antwoord,
            law=entry.wet,
            terms=terms,
            source=source_line(entry.punten) if entry.punten else "",
            ask=say("ask", whom=office.whom, email=office.email),
            related=tuple(self._row(self._knowledge.entry(each)) for each in entry.verwant[:MOST_RELATED]),
            link=(say("link.bot") if of_bot else say("link.policy"), address) if address else None,
            buttons=(*resume, *self._ways(entry, resume), ask_button(entry.vraag_aan)),
        )
        return Show(knowledge_card(view), say("summary"))

    def contact(self, office: OfficeId, purpose: str = "", resume: tuple[Button, ...] = ()) -> Show:
        """The card of an office; `purpose` in other words than the usual ones."""
        org = self._known.org
        people, po = org.office(office), org.offices.po
        others = [each for each in OFFICES if each != office]
        buttons = [
            *resume,
            Button(say("question"), "contact", {"office": office}),
            *(
                Button(say("contact", short=org.office(each).short), "office", {"office": each}, in_more=True)
                for each in others
            ),
            replace(menu_button(), in_more=True),
        ]
        view = ContactView(
            office=f"{people.title[:1].upper()}{people.title[1:]}"[:50],
            purpose=purpose or say(f"purpose.{office}"),
            members=tuple(each.name for each in people.members),
            deputies=tuple(each.name for each in people.deputies),
            email=people.email,
            phone=people.phone,
            others=tuple(
                (org.office(each).name, org.office(each).email, org.office(each).phone) for each in others
            ),
            first=say("first.po") if office == "po" else say("first.other", whom=po.whom, email=po.email),
            buttons=tuple(buttons),
        )
        return Show(contact_card(view), say("summary_contact"))


def is_answered(intent: str, text: str) -> bool:
    """Whether a line that wants this is a question that is answered from here."""
    return intent in ("question", "privacy", "contact") or (intent in ABOUT_KEEPING and asks_how_long(text))


def _flow_of(entry: Entry) -> str:
    """The flow that helps. Who asks about breaches may well have one: from there it can be reported."""
    about_breaches = entry.punten[:1] and entry.punten[0].partition(".")[0] == REPORT_POINT
    return entry.gesprek or (REPORT if about_breaches and not _of_bot(entry) else "")


def _of_keeping(entry: Entry) -> bool:
    return KEEPING_POINT in entry.punten


def _of_bot(entry: Entry) -> bool:
    return entry.staat == "bot"


def _is_given(found: Found) -> bool:
    """Whether an office answered just this before."""
    return found.sure and _begins_given(found)


def _begins_given(found: Found) -> bool:
    """Whether what an office answered before comes first."""
    return any(each.staat == OF_OFFICE for each in found.entries[:1])


def _entry_of(given: StandingAnswer) -> Entry:
    """The answer of an office as what is searched; a policy point of an earlier version is left out."""
    return Entry(
        id=given.number,
        vraag=given.question,
        manieren=(),
        antwoord=given.answer,
        punten=tuple(each for each in given.points if each in POLICY),
        staat=OF_OFFICE,
        vraag_aan=given.office,
    )


def _resume(talk: Talk) -> tuple[Button, ...]:
    return (resume_button(talk.draft),) if talk.draft is not None else ()
