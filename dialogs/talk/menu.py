"""What is offered outside a flow: the menu, help, and a question of one's own."""

import re
from collections.abc import Mapping
from dataclasses import replace

from cards.welcome import MenuRow, WelcomeView, welcome_card
from cards.words import words_beside
from cases.organisation import OfficeId, office_of
from dialogs.dutch.intents import Intent
from dialogs.dutch.words import words_of
from dialogs.talk.foreign import LANGUAGES, foreign_card
from dialogs.talk.guesses import BREACH, guessed_buttons, guessed_rows
from dialogs.talk.help_page import help_page
from dialogs.talk.notices import ask_button, menu_button, note_button, notice, resume_button
from dialogs.talk.plain_question import ENOUGH_WORDS, office_named, question_card, read_question
from dialogs.talk.presenting import Show
from dialogs.talk.repertoire import Repertoire
from dialogs.talk.turn import TEXT_LIMIT, FiledDraft, FileDraft, Occasion, OfficeWork, Talk, Turn
from dialogs.talk.verdict import QUESTION

say = words_beside(__file__)
SPOKEN = ("group",)
"""Words that are looked up by the group that a flow belongs to."""

MOST_NAME = 80
"""Signs of a name that are looked at."""

_FIRST_NAME = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")


class Menu:
    """The ways in, and what is answered when nobody walks a flow."""

    def __init__(self, known: Repertoire) -> None:
        self._known = known

    def welcome(self, at: Occasion, *, greets: bool = False) -> Show:
        """The menu: each way in, flows of one group behind one row, a question of one's own, and the own cases.

        Who speaks for an office sees the way to the registers, right after a breach. `greets`: with a hello.
        """
        offices = self._known.org.offices_told
        work, asks = (
            at.work,
            MenuRow(say("ask.title"), say("ask.detail", offices=offices), "contact", {"office": "po"}),
        )
        rows = dict[str, MenuRow]()
        for name, menu in self._known.ways_in():
            if menu.groep:
                group = menu.groep
                row = MenuRow(
                    say(f"group.{group}.title"), say(f"group.{group}.detail"), "choose", {"group": group}
                )
                rows.setdefault(f"group {group}", row)
            else:
                rows[name] = MenuRow(menu.titel, menu.welkom or menu.uitleg, "start", {"flow": name})
        if work is None:
            rows["contact"] = asks
        rows["own_cases"] = MenuRow(say("own.title"), say("own.detail"), "own_cases", {})
        offered = list(rows.values())
        if work is not None:  # the breach stays first
            offered.insert(1, _registers_row(work))
        view = WelcomeView(
            title=say("welcome.title"),
            explanation=say("welcome.explanation"),
            rows=tuple(offered),
            about=say(
                "welcome.about",
                organisation=self._known.org.short_name,
                fg=self._known.org.offices.fg.short,
            ),
            policy_url=self._known.org.policy.url,
            buttons=(*(() if work is None else (ask_button("po"),)), note_button()),
            greeting=_greeting(at.name) if greets else "",
        )
        return Show(welcome_card(view), say("welcome.title"))

    def chooser(self, group: str, at: Occasion) -> Show:
        """The flows of one group, each a row; the menu when there is no such group."""
        rows = tuple(
            MenuRow(menu.titel, menu.uitleg, "start", {"flow": name})
            for name, menu in self._known.ways_in()
            if group and menu.groep == group  # a flow of its own row belongs to no group
        )
        if not rows:
            return self.welcome(at)
        title = say(f"group.{group}.title")
        view = WelcomeView(
            title=title,
            explanation=say(f"group.{group}.explanation"),
            rows=rows,
            about=say("group.about"),
            policy_url=self._known.org.policy.url,
            buttons=(menu_button(),),
        )
        return Show(welcome_card(view), title)

    def named(self, text: str, at: Occasion) -> Show | None:
        """The flows of the group whose title this line is, as a client types it for whoever chose it; else None."""
        wanted = text.strip().rstrip("?.! ").casefold()
        groups = {menu.groep for _, menu in self._known.ways_in() if menu.groep}
        found = (each for each in groups if say(f"group.{each}.title").rstrip("?").casefold() == wanted)
        return next((self.chooser(each, at) for each in found), None)

    def help(self, talk: Talk, at: Occasion) -> Show:
        """How it works, in a flow and outside one; an officer reads too what can be typed for the registers."""
        if talk.draft is None:
            return help_page(at.work)
        title = self._known.texts[talk.draft.flow].titel
        buttons = (resume_button(talk.draft, primary=False), menu_button())
        return notice("help_in_flow", flow=title, buttons=buttons)

    def too_long(self) -> Show:
        """More was typed than is read."""
        limit = f"{TEXT_LIMIT:,}".replace(",", ".")
        return notice("too_long", limit=limit, buttons=(menu_button(),))

    def not_yet(self) -> Show:
        """What is meant cannot be done here; the Privacy Officer can be mailed."""
        po = self._known.org.offices.po
        buttons = (menu_button(),)
        return notice("not_yet", whom=po.whom, email=po.email, buttons=buttons)

    # --- a question of one's own --------------------------------------------------------------------------------

    def ask_colleague(
        self,
        talk: Talk,
        text: str,
        office: OfficeId,
        at: Occasion,
        *,
        title: str = "asked",
        nearby: tuple[MenuRow, ...] = (),
    ) -> Turn:
        """The card on which a question goes to an office in the asker's own words, with this text in it.

        `title` is the key of what stands on top; `nearby` rows may be what was meant.
        """
        asked = talk.model_copy(update={"plain_id": at.new_id()})
        reading = read_question({QUESTION.id: text}) if text else None
        rows = tuple(replace(each, data={**each.data, "draft": asked.plain_id}) for each in nearby)
        card = question_card(self._known.org, asked.plain_id, office, reading, title=title, nearby=rows)
        return Turn(asked, show=card)

    def send_question(self, talk: Talk, data: Mapping[str, str]) -> Turn:
        """Send what stands on the question card; first once more to look at when something was masked."""
        plain_id, office = data.get("draft", "")[:80], office_of(data.get("office", ""))
        if not talk.plain_id or plain_id != talk.plain_id:
            return Turn(talk, want=FiledDraft(plain_id))
        reading = read_question(data)
        if reading.problems or reading.masked:
            return Turn(talk, show=question_card(self._known.org, plain_id, office, reading))
        facts = {"office": office, "question": reading.values[QUESTION.id], "wants": "question"}
        return Turn(talk.model_copy(update={"plain_id": ""}), want=FileDraft(plain_id, "consult", facts))

    def leave_question(self, talk: Talk) -> Turn:
        """The question card is put away; nothing was asked."""
        left = talk.model_copy(update={"plain_id": ""})
        back = (resume_button(talk.draft),) if talk.draft is not None else ()
        return Turn(left, show=notice("question_left", buttons=(*back, menu_button())))

    def unread(
        self,
        talk: Talk,
        text: str,
        offered: tuple[Intent, ...],
        at: Occasion,
        answers: tuple[MenuRow, ...] = (),
    ) -> Turn:
        """Typed text of which it is not sure what it wants: what may be meant, a breach first, or a colleague.

        `answers` are rows of what may answer it. A word or two are no question for a colleague. What is in another
        language and may be nothing but a breach is answered in that language.
        """
        language = LANGUAGES.of(text) if talk.draft is None else None
        if language is not None and not answers and {BREACH}.issuperset(offered):
            return Turn(talk, show=foreign_card(self._known.org, language))
        if len(words_of(text)) < ENOUGH_WORDS and not answers:
            ways = guessed_buttons(self._known, offered)
            if len(ways) == 1:
                ask = replace(ask_button("po"), in_more=True)
                return Turn(talk, show=notice("unread", buttons=(*ways, menu_button(), ask)))
            ask = replace(ask_button("po"), in_more=len(ways) > 2)  # three buttons can be seen
            menu = replace(menu_button(), in_more=True)
            return Turn(talk, show=notice("which", buttons=(*ways, ask, menu)))
        rows = (*guessed_rows(self._known, offered), *answers)
        title = "unread" if len(rows) == 1 else "meant"
        return self.ask_colleague(talk, text, office_named(text), at, title=title, nearby=rows)


def _registers_row(work: OfficeWork) -> MenuRow:
    """The way to the registers that an office may open, named in it."""
    first, *others = (about for about, _ in work.registers)
    named = ", ".join([first.capitalize(), *others])
    _, typed = work.registers[0]
    return MenuRow(
        say("registers.title"), say("registers.detail", named=named, typed=typed), "overviews", of="register"
    )


def _greeting(name: str) -> str:
    called = called_by(name)
    return say("greeting.named", name=called) if called else say("greeting.nobody")


def called_by(name: str) -> str:
    """The first name in a name as Teams shows it ("Sam Voorbeeld", "Voorbeeld, Sam"); "" when none can be told."""
    first = name[:MOST_NAME].rpartition(",")[2].split()[:1]
    return first[0] if first and _FIRST_NAME.fullmatch(first[0]) else ""
