"""One conversation: typing and pressing do the same, old cards do no harm, nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch.vocabulary import load_vocabulary
from dialogs.flow import Outcome
from dialogs.talk.dialog import Dialog
from dialogs.talk.presenting import Show
from dialogs.talk.turn import AnswerOrHelp, FiledDraft, FileDraft, Occasion, OwnCases, Talk, Turn
from tests.dialogs.walking import NASTY, NOW
from tests.house import organisation

DIALOG = Dialog(organisation(), load_vocabulary())


class Chat:
    """A person who types and presses; keeps the talk as the bot's store would."""

    def __init__(self) -> None:
        self.talk = Talk()
        self.now = NOW
        self._ids = (f"draft-{number}" for number in count(1))
        self.turn = Turn(self.talk)

    @property
    def at(self) -> Occasion:
        return Occasion(self.now, "Sam Voorbeeld", lambda: next(self._ids))

    def say(self, text: str) -> Turn:
        return self._took(DIALOG.on_text(self.talk, text, self.at))

    def press(self, title: str, **fields: str) -> Turn:
        action = next(each for each in actions(self.card) if each.get("title") == title)
        return self.send(action["verb"], {key: str(value) for key, value in action["data"].items()} | fields)

    def send(self, verb: str, data: dict[str, str]) -> Turn:
        turn = DIALOG.on_press(self.talk, verb, data, self.at)
        assert turn is not None
        return self._took(turn)

    def _took(self, turn: Turn) -> Turn:
        self.turn, self.talk = (
            turn,
            Talk.model_validate_json(turn.talk.model_dump_json(exclude_defaults=True)),
        )
        return turn

    @property
    def show(self) -> Show:
        assert self.turn.show is not None
        return self.turn.show

    @property
    def card(self) -> dict[str, Any]:
        return self.show.card

    @property
    def step(self) -> str:
        assert self.talk.draft is not None
        return DIALOG.guides[self.talk.draft.flow].position(self.talk.draft).step.id


def actions(part: Any) -> Iterator[dict[str, Any]]:
    """Every Action.Execute in a card."""
    if isinstance(part, dict):
        if part.get("type") == "Action.Execute":
            yield part
        for key, each in part.items():
            if key != "fallback":
                yield from actions(each)
    elif isinstance(part, list):
        for each in part:
            yield from actions(each)


def words(part: Any) -> str:
    """Everything that is to be read on a card."""
    if isinstance(part, dict):
        own = [
            str(part[key]) for key in ("text", "title", "label", "value") if isinstance(part.get(key), str)
        ]
        return " ".join([*own, *(words(each) for key, each in part.items() if key != "fallback")])
    return " ".join(words(each) for each in part) if isinstance(part, list) else ""


@pytest.fixture
def chat() -> Chat:
    return Chat()


def to_review(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="13:40")
    chat.press("Volgende", what_happened="Tas met laptop in de trein.", happened_date="2026-11-23")
    chat.press("Volgende", data_kinds="contact,onbekend", groups="client", n_people="11-100")
    chat.press("Volgende", cause="vergissing", systems="apparaat", done="ICT gebeld")
    assert chat.step == "check"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("ik denk dat ik een datalek heb", ""),
        ("mail naar de verkeerde gestuurd", "verkeerde_ontvanger"),
        ("laptop kwijt", "kwijt"),
    ],
)
def test_a_sentence_starts_the_report_with_what_it_tells(chat: Chat, sentence: str, kind: str) -> None:
    chat.say(sentence)
    assert chat.step == "incident"
    assert chat.talk.draft is not None
    assert chat.talk.draft.memory.get("kind", "") == kind


def test_pressing_leads_to_the_review_and_from_there_to_filing(chat: Chat) -> None:
    to_review(chat)
    turn = chat.press("Verstuur naar de Privacy Officer", confidential="true")
    assert isinstance(turn.want, FileDraft)
    assert turn.want.facts["confidential"] == "true"
    assert turn.want.facts["kind"] == "kwijt"
    assert turn.talk.draft is not None, "the draft stays until the case is there"


def test_typing_fills_the_same_answers_as_pressing(chat: Chat) -> None:
    chat.say("laptop kwijt")
    chat.say("gisteren om half drie")
    assert chat.step == "what_when"
    assert chat.turn.shrink is not None
    chat.say("Ik heb hem in de trein laten liggen toen ik naar huis ging")
    assert chat.step == "whose"
    chat.say("14 mensen")
    assert chat.step == "whose", "required fields are still empty"
    assert "Nog nodig" in words(chat.card)
    chat.press("Volgende", data_kinds="contact", groups="client", n_people="11-100")
    chat.say("ontvanger gebeld, geen gehoor")
    assert chat.step == "check"
    assert isinstance(chat.say("ja").want, FileDraft)
    assert chat.talk.draft is not None
    answers = chat.talk.draft.answers
    assert answers["incident"] == {
        "kind": "kwijt",
        "discovered_date": "2026-11-22",
        "discovered_time": "14:30",
    }
    assert answers["handling"]["done"] == "ontvanger gebeld, geen gehoor"


def test_what_a_sentence_tells_fills_the_field_at_hand(chat: Chat) -> None:
    chat.say("datalek")
    chat.say("laptop kwijt")
    assert chat.step == "what_when"
    assert chat.talk.draft is not None
    assert chat.talk.draft.answers["incident"]["kind"] == "kwijt"


def test_the_same_word_again_is_no_answer(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="hack")
    chat.say("datalek")
    assert chat.step == "what_when"
    assert "al begonnen" in words(chat.card)
    chat.press("Ga verder")
    assert chat.step == "what_when"


def test_what_cannot_be_read_is_asked_again_with_an_example(chat: Chat) -> None:
    chat.say("datalek")
    before = chat.talk
    chat.say("blauwe bananen")
    assert "Typ bijvoorbeeld" in words(chat.card)
    assert chat.talk == before
    assert chat.turn.shrink is not None, "the card above must not stay pressable"


def test_wrong_values_come_back_with_all_that_was_filled_in(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="hack", discovered_date="2026-11-24", discovered_time="09:00")
    assert chat.step == "incident"
    read = words(chat.card)
    assert "dit moet nog komen" in read
    assert "2026-11-24" in read
    assert "09:00" in read
    story = "x" * 5000
    chat.press("Volgende", kind="hack", discovered_date="2026-11-23", discovered_time="09:00")
    chat.press("Volgende", what_happened=story, happened_date="2026-11-23", happened_time="10:00")
    assert story in words(chat.card)
    assert "5.000 tekens" in words(chat.card)
    chat.press("Volgende", what_happened="kort", happened_date="2026-11-23", happened_time="10:00")
    assert "later dan het ontdekken" in words(chat.card)


def test_an_old_card_changes_nothing_and_a_double_press_is_not_scolded(chat: Chat) -> None:
    chat.say("datalek")
    first = next(each for each in actions(chat.card) if each["title"] == "Volgende")
    data = {key: str(value) for key, value in first["data"].items()}
    fields = {"kind": "kwijt", "discovered_date": "2026-11-23", "discovered_time": "13:40"}
    chat.send("answer", data | fields)
    after = chat.talk
    chat.send("answer", data | fields)
    assert chat.talk == after
    assert "Deze kaart was oud" not in words(chat.card)
    chat.send("answer", data | {**fields, "kind": "hack"})
    assert chat.talk == after
    assert "Deze kaart was oud" in words(chat.card)


def test_a_press_of_a_draft_that_is_gone_asks_for_the_case_it_became(chat: Chat) -> None:
    to_review(chat)
    pressed = next(each for each in actions(chat.card) if each["verb"] == "file")
    chat.talk = chat.talk.model_copy(update={"draft": None})
    turn = chat.send("file", {key: str(value) for key, value in pressed["data"].items()})
    assert turn.want == FiledDraft("draft-1")


def test_changing_an_answer_returns_to_the_review_with_the_rest(chat: Chat) -> None:
    to_review(chat)
    chat.press("Wijzig: wat is er gebeurd, ontdekt")
    assert chat.step == "incident"
    chat.press("Volgende", kind="hack", discovered_date="2026-11-23", discovered_time="13:40")
    assert chat.step == "check"
    assert "Account gehackt" in words(chat.card)
    assert "ICT gebeld" in words(chat.card)


def test_an_answer_that_falls_away_is_named(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt")
    chat.press("Volgende", what_happened="Lege laptop zoek.")
    chat.press("Volgende", data_kinds="geen", groups="onbekend")
    assert chat.step == "report_anyway"
    chat.press("Ja, toch melden")
    chat.press("Volgende", done="")
    chat.press("Wijzig: welke gegevens, van wie, hoeveel mensen, hoeveel stukken")
    chat.press("Volgende", data_kinds="contact", groups="client")
    assert chat.step == "check"
    assert "telt dit niet meer mee: Toch melden" in words(chat.card)


def test_without_personal_data_one_may_stop_without_reporting(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt")
    chat.press("Volgende", what_happened="Lege laptop zoek.")
    chat.press("Volgende", data_kinds="geen", groups="onbekend")
    chat.press("Nee, niet melden")
    assert chat.talk.draft is None
    assert "geen datalek" in words(chat.card)


def test_something_else_in_the_middle_is_offered_and_nothing_is_lost(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt")
    before = chat.talk.draft
    chat.say("hoe staat het met mijn melding")
    assert chat.talk.offer is not None
    turn = chat.press("Ja, doe dat")
    assert isinstance(turn.want, OwnCases)
    assert chat.talk.draft is not None
    assert before is not None
    assert chat.talk.draft.answers == before.answers
    chat.say("hoe staat het met mijn melding")
    after = chat.press("Nee, dit hoort erbij").talk
    assert after.offer is None
    assert after.draft is not None
    assert after.draft.answers["what_when"]["what_happened"] == "hoe staat het met mijn melding"


def test_a_question_about_the_policy_shows_its_points_and_whom_to_ask(chat: Chat) -> None:
    chat.say("wat zegt het beleid over bewaren van dossiers")
    assert "punt 8" in words(chat.card)
    assert "privacy@" in words(chat.card)
    assert {"start", "contact"} <= {each["verb"] for each in actions(chat.card)}
    chat.press("Gegevens bewaren of wissen")
    assert chat.step == "personal"


def test_a_question_in_a_flow_is_answered_and_the_flow_goes_on(chat: Chat) -> None:
    chat.send("start", {"flow": "processing"})
    before = chat.talk
    chat.say("wat is een persoonsgegeven")
    assert "punt 1" in words(chat.card)
    assert chat.talk.draft == before.draft
    chat.press("Ga verder")
    assert chat.step == "personal"


def test_what_is_not_quite_clear_is_offered(chat: Chat) -> None:
    chat.say("mag ik dit mailen en hoe lang bewaren")
    want = chat.turn.want
    assert isinstance(want, AnswerOrHelp)
    shown = DIALOG.unread(chat.talk, want.text, chat.at).show
    assert shown is not None
    assert {"Gegevens mailen", "Gegevens bewaren of wissen"} <= {
        each["title"] for each in actions(shown.card)
    }


def test_a_verdict_is_no_open_draft_and_its_end_is_silent(chat: Chat) -> None:
    chat.send("start", {"flow": "retention"})
    chat.press("Nee")
    assert "geldt hier niet" in words(chat.card)
    assert DIALOG.expire(chat.talk, NOW + timedelta(days=15))[1] == ()
    chat.send("start", {"flow": "retention"})
    assert chat.step == "personal"


@pytest.mark.parametrize("verb", ["ask", "consult", "keep_advice"])
@pytest.mark.parametrize("flow", ["processing", "breach"])
def test_nothing_is_asked_or_kept_before_there_is_a_verdict(chat: Chat, verb: str, flow: str) -> None:
    chat.send("start", {"flow": flow})
    assert chat.talk.draft is not None
    turn = chat.send(
        verb, {"draft": chat.talk.draft.id, "version": str(chat.talk.draft.version), "office": "fg"}
    )
    assert turn.want is None
    assert "Deze kaart was oud" in words(chat.card)


def test_a_bsn_in_the_added_question_is_masked(chat: Chat) -> None:
    chat.send("start", {"flow": "retention"})
    for title in ("Ja", "Ik twijfel", "Weet ik niet", "Vraag de PO"):
        chat.press(title)
    chat.say("Het gaat om BSN 111222333, mag dat?")
    assert "111222333" not in chat.talk.model_dump_json() + words(chat.card)
    turn = chat.press("Verstuur naar de Privacy Officer", question="BSN 111222333")
    assert isinstance(turn.want, FileDraft)
    assert "111222333" not in turn.want.facts["question"]
    assert [each.step for each in turn.want.told] == ["personal", "still_needed", "term_left"]
    assert turn.want.verdict is not None
    assert turn.want.verdict.verdict == "nog_niet"


def asking(chat: Chat) -> None:
    chat.send("start", {"flow": "retention"})
    for title in ("Ja", "Ik twijfel", "Weet ik niet", "Vraag de PO"):
        chat.press(title)
    assert chat.talk.draft is not None
    assert chat.talk.draft.asking == "po"


GONE_WRONG = (
    "mijn laptop is gestolen",
    "ik heb het dossier van mijn buurvrouw bekeken",
    "Ik heb een mail naar de verkeerde gestuurd",
)


@pytest.mark.parametrize("line", GONE_WRONG)
def test_something_that_went_wrong_is_heard_while_an_office_is_about_to_be_asked(
    chat: Chat, line: str
) -> None:
    asking(chat)
    turn = chat.say(line)
    assert turn.want is None
    assert chat.talk.draft is not None
    assert (chat.talk.draft.flow, chat.talk.draft.memory["what_happened"]) == ("breach", line)
    assert turn.shrink is not None, "the card of the question must not stay pressable"
    aside = chat.talk.parked["retention"]
    assert (aside.asking, aside.memory.get("question", "")) == ("", "")


def test_gone_wrong_and_something_else_in_one_breath_is_asked_about(chat: Chat) -> None:
    line = "mijn laptop is gestolen, mag ik dit dan nog delen?"
    asking(chat)
    chat.say(line)
    assert chat.talk.offer is not None
    chat.say("ja")
    assert chat.talk.draft is not None
    assert (chat.talk.draft.flow, chat.talk.draft.memory["what_happened"]) == ("breach", line)
    again = Chat()
    asking(again)
    again.say(line)
    again.press("Nee, dit hoort erbij")
    assert again.talk.draft is not None
    assert again.talk.draft.memory["question"] == line


@pytest.mark.parametrize("line", ["stop", "Stop maar", "annuleren", "terug", "ik wil stoppen"])
def test_stop_leaves_the_question_and_shows_the_verdict_again(chat: Chat, line: str) -> None:
    asking(chat)
    turn = chat.say(line)
    assert turn.want is None
    assert chat.talk.draft is not None
    assert (chat.talk.draft.asking, chat.talk.draft.memory.get("question", "")) == ("", "")
    assert "Vraag de PO" in words(chat.card)


@pytest.mark.parametrize("line", ["menu", "ga terug naar het menu", "help", "hallo", "dank je wel"])
def test_control_words_are_no_question(chat: Chat, line: str) -> None:
    asking(chat)
    turn = chat.say(line)
    assert turn.want is None
    assert chat.talk.draft is not None
    assert chat.talk.draft.memory.get("question", "") == ""
    assert "Dat vulde ik in" not in words(chat.card)
    if "menu" in line:
        assert chat.talk.draft.asking == "", "what is typed at the menu is no question either"


def test_any_other_line_is_still_the_question(chat: Chat) -> None:
    asking(chat)
    chat.say("mag dit ook als de politie erom vraagt")
    assert chat.talk.draft is not None
    assert chat.talk.draft.memory["question"] == "mag dit ook als de politie erom vraagt"
    assert isinstance(chat.say("ja").want, FileDraft)


@pytest.mark.parametrize("line", GONE_WRONG)
def test_something_that_went_wrong_is_heard_while_the_plain_question_waits(chat: Chat, line: str) -> None:
    chat.send("contact", {"office": "po"})
    turn = chat.say(line)
    assert turn.want is None
    assert chat.talk.draft is not None
    assert chat.talk.draft.memory["what_happened"] == line


@pytest.mark.parametrize("line", ["stop", "annuleren", "terug"])
def test_stop_ends_the_plain_question(chat: Chat, line: str) -> None:
    chat.send("contact", {"office": "po"})
    asked = chat.card
    assert chat.say(line).want is None
    assert chat.talk.plain_id == ""
    assert "niet verstuurd" in words(chat.card)
    action = next(each for each in actions(asked) if each["verb"] == "send_question")
    data = {key: str(value) for key, value in action["data"].items()}
    turn = chat.send("send_question", {**data, "question": "Een vraag."})
    assert isinstance(turn.want, FiledDraft), "what was stopped is not sent from the old card"


@pytest.mark.parametrize("line", ["menu", "help", "hallo"])
def test_control_words_are_heard_while_the_plain_question_waits(chat: Chat, line: str) -> None:
    chat.send("contact", {"office": "po"})
    turn = chat.say(line)
    assert (turn.want, turn.talk.draft) == (None, None)
    assert all(each["verb"] != "send_question" for each in actions(chat.card))


@given(group=st.none() | st.just("") | st.text(max_size=20))
def test_a_group_that_is_none_leads_to_the_menu(group: str | None) -> None:
    chat = Chat()
    chat.send("choose", {} if group is None else {"group": group})
    assert chat.card == DIALOG.welcome().card


def test_stopping_keeps_the_answers_and_wiping_does_not(chat: Chat) -> None:
    to_review(chat)
    chat.press("Stop")
    assert chat.talk.draft is None
    chat.press("Ga verder")
    assert chat.step == "check"
    chat.say("stop")
    chat.press("Wis mijn antwoorden")
    assert chat.talk.draft is None
    assert not chat.talk.parked


def test_what_is_typed_after_stop_does_not_answer_the_question(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt")
    form = chat.card
    chat.press("Stop")
    chat.say("ik denk dat ik een datalek heb")
    assert "al begonnen" in words(chat.card)
    assert chat.talk.draft is None
    chat.press("Ga verder")
    assert chat.step == "what_when"
    chat.say("stop")
    chat.turn = Turn(chat.talk, Show(form, ""))
    chat.press("Volgende", what_happened="Tas met laptop in de trein.")
    assert chat.step == "whose", "a press on the card that still stands there goes on as well"


def test_starting_again_asks_about_the_report_that_lies_open(chat: Chat) -> None:
    to_review(chat)
    chat.send("start", {"flow": "breach"})
    assert chat.step == "check"
    chat.press("Begin opnieuw")
    assert chat.step == "incident"
    assert chat.talk.draft is not None
    assert not chat.talk.draft.answers


def test_drafts_expire_and_their_owner_is_told(chat: Chat) -> None:
    to_review(chat)
    fresh, titles = DIALOG.expire(chat.talk, NOW + timedelta(days=13, hours=23))
    assert (fresh, titles) == (chat.talk, ())
    wiped, titles = DIALOG.expire(chat.talk, NOW + timedelta(days=14))
    assert wiped.draft is None
    assert titles == ("Datalek melden",)
    assert DIALOG.expires_at(chat.talk) == NOW + timedelta(days=14)


def test_a_bsn_is_masked_before_it_is_kept_or_shown(chat: Chat) -> None:
    chat.say("Brief met BSN 111222333 naar de verkeerde cliënt gestuurd")
    assert "111222333" not in chat.talk.model_dump_json() + words(chat.card)
    chat.press("Volgende", kind="verkeerde_ontvanger")
    chat.press("Volgende", what_happened="BSN 111222333 stond erin")
    assert "111222333" not in chat.talk.model_dump_json() + words(chat.card)
    assert "weggehaald" in words(chat.card)


def test_an_offered_line_is_masked_too(chat: Chat) -> None:
    chat.say("datalek")
    chat.say("hoe staat het met mijn melding 111222333")
    assert "111222333" not in chat.talk.model_dump_json()


@given(st.one_of(st.text(max_size=300), st.sampled_from(NASTY)))
def test_any_text_gets_an_answer_everywhere(text: str) -> None:
    chat = Chat()
    for prepare in (lambda: None, lambda: chat.say("datalek"), lambda: to_review(chat)):
        chat.talk = Talk()
        prepare()
        turn = chat.say(text)
        assert turn.show is not None or isinstance(turn.want, AnswerOrHelp | OwnCases | FileDraft)


@given(
    verb=st.sampled_from(
        (
            *("answer", "back", "stop", "resume", "discard", "edit", "file", "ask", "consult", "keep_advice"),
            *("switch", "restart", "menu", "choose", "start", "contact", "send_question", "quarterly"),
        )
    ),
    data=st.dictionaries(
        st.sampled_from(["draft", "step", "version", "value", "flow", "kind", "group", "office"]),
        st.one_of(
            st.sampled_from(["draft-1", "1", "2", "incident", "check", "breach", "yes"]), st.text(max_size=20)
        ),
    ),
)
def test_a_forged_press_never_breaks_and_never_ends_the_walk(verb: str, data: dict[str, str]) -> None:
    chat = Chat()
    chat.say("datalek")
    turn = chat.send(verb, data)
    assert turn.show is not None or isinstance(turn.want, FiledDraft)
    if chat.talk.draft is not None:
        assert not isinstance(DIALOG.guides["breach"].position(chat.talk.draft).step, Outcome)
