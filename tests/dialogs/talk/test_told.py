"""What was said is used: it is filled in, shown as such, can be changed, and is not asked again when it is sure."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.answers import read_step
from dialogs.flow import Form, Outcome, Review, fields_of
from dialogs.talk.told import FRESH, WORDS, story_of
from dialogs.talk.turn import AnswerOrHelp, Said, Talk
from dialogs.talk.wording import named_answers
from tests.dialogs.dutch.told_sentences import TOLD
from tests.dialogs.talk.chatting import DIALOG, Chat, to_review, unsure, words
from tests.dialogs.walking import NOW, an_answer_to

FROM_MESSAGE = "Uit je bericht"
EARLIER = "Dat vulde je net al in"
SHARING = "mag ik gezondheidsgegevens van clienten delen met de gemeente"


def begun(flow: str, said: str) -> Chat:
    """Somebody who said this, and began this flow."""
    chat = Chat()
    chat.talk = Talk(said=Said(text=said, at=NOW))
    chat.send("start", {"flow": flow})
    return chat


def memory(chat: Chat) -> dict[str, str]:
    assert chat.talk.draft is not None
    return chat.talk.draft.memory


def given_answers(chat: Chat, step: str) -> dict[str, str]:
    assert chat.talk.draft is not None
    return chat.talk.draft.answers[step]


# --- every flow -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("flow", "said", "told"), TOLD)
@given(data=st.data())
@settings(max_examples=3, deadline=None)
def test_what_is_told_is_shown_and_can_be_changed(
    flow: str, said: str, told: dict[str, str], data: st.DataObject
) -> None:
    chat = begun(flow, said)
    guide = DIALOG.guides[flow]
    for _ in guide.flow.steps:
        draft = chat.talk.draft
        if draft is None or isinstance(step := guide.position(draft).step, Outcome | Review):
            return
        told_here = [each for each in fields_of(step) if each.id in draft.told]
        assert not told_here or FROM_MESSAGE in words(chat.card)
        for each in told_here:
            assert draft.memory[each.id] == told.get(each.id, draft.memory[each.id])
        answer = data.draw(an_answer_to(step))
        reading = read_step(step, answer, guide.position(draft).facts, NOW)
        if reading.problems:
            return
        pressed = {"draft": draft.id, "step": step.id, "version": str(draft.version)} | answer
        chat.send(
            "answer",
            pressed | ({} if isinstance(step, Form) else {"value": answer.get(step.id, "")} | answer),
        )
        if chat.talk.draft is not None and step.id in chat.talk.draft.answers:
            assert chat.talk.draft.answers[step.id] == reading.values, (
                "what was pressed counts, not what was told"
            )
            assert not chat.talk.draft.told.keys() & reading.values.keys()


@pytest.mark.parametrize(("flow", "said", "told"), TOLD)
def test_a_question_is_passed_only_when_it_was_answered_for_sure(
    flow: str, said: str, told: dict[str, str]
) -> None:
    chat = begun(flow, said)
    assert chat.talk.draft is not None
    for step, given_values in chat.talk.draft.answers.items():
        assert step in WORDS.sure
        assert given_values == {step: told[step]}
    if chat.talk.draft.answers:
        assert "Klopt dat niet?" in words(chat.card)


@pytest.mark.parametrize("flow", [name for name, guide in DIALOG.guides.items() if story_of(guide.flow)])
def test_the_sentence_is_the_story_and_fits_its_field(flow: str) -> None:
    story = story_of(DIALOG.guides[flow].flow)
    assert story is not None
    chat = begun(flow, "een client belde over zijn dossier " + "en nog veel meer " * 400)
    assert memory(chat)[story.id].startswith("een client belde")
    assert len(memory(chat)[story.id]) <= story.limit


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_was_answered_can_always_be_told_again(data: st.DataObject) -> None:
    flow = data.draw(st.sampled_from(sorted(DIALOG.guides)))
    guide, texts = DIALOG.guides[flow], DIALOG.texts[flow]
    steps = [each for each in guide.flow.steps if not isinstance(each, Outcome | Review)]
    step = data.draw(st.sampled_from(steps))
    reading = read_step(step, data.draw(an_answer_to(step)), {}, NOW) if not isinstance(step, Form) else None
    values = data.draw(an_answer_to(step)) if reading is None else reading.values
    said = {name: value for name, value in values.items() if value not in ("", "false")}
    assert bool(named_answers(texts, (step,), values, NOW)) == bool(said)


# --- sharing ----------------------------------------------------------------------------------------------------------


def to_the_other(chat: Chat) -> None:
    """Past the plan and the kinds of data: from there on it is about who the other is."""
    chat.press("Volgende", matter=SHARING, groups="client", novelty="bestaand", regular="eenmalig")
    chat.press("Volgende", kinds="gezondheid")


def test_what_the_sentence_answers_is_ticked_and_not_asked_again(chat: Chat) -> None:
    chat.say(SHARING)
    assert chat.step == "plan"
    assert FROM_MESSAGE in words(chat.card)
    assert {"kinds": "gezondheid", "groups": "client", "matter": SHARING}.items() <= memory(chat).items()
    to_the_other(chat)
    assert chat.step == "exception", "the municipality is no colleague"
    assert "Wie is de ander: Een gemeente" in words(chat.card)
    assert given_answers(chat, "inside") == {"inside": "bekend"}


def test_a_question_that_was_passed_can_be_answered_after_all(chat: Chat) -> None:
    chat.say(SHARING)
    to_the_other(chat)
    chat.press("Terug")
    assert chat.step == "inside"
    chat.press("Volgende", value="nee")
    assert chat.step == "roles"
    assert given_answers(chat, "inside") == {"inside": "nee"}


def test_a_sentence_at_a_card_fills_what_it_answers_and_says_what_is_needed(chat: Chat) -> None:
    chat.send("start", {"flow": "sharing"})
    line = "de gemeente wil weten wie er ziek is voor schuldhulp, eenmalig"
    chat.say(line)
    assert chat.step == "plan"
    assert memory(chat)["matter"] == line
    assert memory(chat)["regular"] == "eenmalig"
    assert "Nog nodig: ‘Over wie gaat het?’, ‘Is dit nieuw?’" in words(chat.card)
    assert chat.turn.shrink is not None
    assert "Eén keer" in words(chat.turn.shrink)
    chat.say("van cliënten, nee, we doen dit al zo")
    assert chat.step == "which"
    chat.press("Volgende", kinds="gewoon")
    assert chat.step == "basis", "that the other is no colleague was said in between"


def test_own_words_are_never_refused_where_there_is_room_for_them(chat: Chat) -> None:
    chat.send("start", {"flow": "processing"})
    chat.say("ik wil een overzichtje maken voor de barbecue")
    assert chat.step == "plan"
    assert "kon ik niet lezen" not in words(chat.card)
    assert memory(chat)["matter"] == "ik wil een overzichtje maken voor de barbecue"


def test_what_is_typed_on_top_is_added_to_the_story(chat: Chat) -> None:
    chat.say("gisteren mijn laptop kwijtgeraakt in de trein")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="09:00")
    chat.say("hij zat in een zwarte rugzak met een sticker")
    assert given_answers(chat, "what_when")["what_happened"] == (
        "gisteren mijn laptop kwijtgeraakt in de trein\nhij zat in een zwarte rugzak met een sticker"
    )


# --- rights -----------------------------------------------------------------------------------------------------------


def test_a_request_is_filled_in_by_how_it_is_told(chat: Chat) -> None:
    chat.say("een mevrouw belt en wil weten wat er in haar dossier staat")
    assert {"rights": "inzage", "channel": "telefoon"}.items() <= memory(chat).items()
    assert FROM_MESSAGE in words(chat.card)
    chat.say("ze wil inzage, gisteren gebeld")
    assert given_answers(chat, "request") == {
        "rights": "inzage",
        "received_date": "2026-11-22",
        "channel": "telefoon",
    }


def test_what_is_needed_is_called_as_on_the_card(chat: Chat) -> None:
    chat.send("start", {"flow": "rights"})
    chat.say("het kwam gisteren binnen")
    assert "Nog nodig: ‘Wat wil de persoon?’" in words(chat.card)


# --- a breach ---------------------------------------------------------------------------------------------------------


def up_to_the_data(chat: Chat, kind: str, discovered: str, story: str) -> None:
    """A report up to the question which data, unless its begin lies behind its discovery."""
    chat.say("datalek")
    chat.press("Volgende", kind=kind, discovered_date=discovered, discovered_time="09:00")
    chat.press("Volgende", what_happened=story, happened_date="2026-11-22")


def test_people_their_data_and_their_number_come_from_one_sentence(chat: Chat) -> None:
    up_to_the_data(chat, "verkeerde_ontvanger", "2026-11-23", "Brief verkeerd.")
    chat.say("van 3 clienten, gewoon hun salarisstrook")
    assert given_answers(chat, "whose") == {"data_kinds": "financieel"}
    assert chat.step == "people"
    told = {"groups": "client", "n_people": "2-10", "n_exact": "3 clienten"}
    assert told.items() <= memory(chat).items(), "they stand filled in"
    assert chat.turn.shrink is not None
    assert "2 tot 10" in words(chat.turn.shrink)


def test_a_discovery_that_is_told_is_not_overruled_by_now(chat: Chat) -> None:
    chat.say("gisterochtend ontdekte ik dat een brief bij de verkeerde client ligt")
    assert (memory(chat)["discovered_date"], memory(chat)["discovered_time"]) == ("2026-11-22", "06:00")
    assert "2026-11-22" in words(chat.card)
    assert FROM_MESSAGE in words(chat.card)
    chat.press("Volgende", kind="verkeerde_ontvanger", discovered_date="2026-11-22", discovered_time="08:00")
    assert given_answers(chat, "incident")["discovered_time"] == "08:00"


def test_a_day_of_discovery_without_a_time_does_not_get_the_time_of_now(chat: Chat) -> None:
    chat.say("gisteren ontdekte ik dat een brief bij de verkeerde client ligt")
    assert "2026-11-22" in words(chat.card)
    assert "14:10" not in words(chat.card)
    assert "discovered_time" not in memory(chat)


def test_the_moment_of_the_event_is_told_where_the_clock_is_asked(chat: Chat) -> None:
    chat.say("gisteren om 9 uur heb ik een brief naar de verkeerde client gestuurd")
    assert "Je noemt zo 22 november 2026, 09.00 uur" in words(chat.card)
    assert "2026-11-23" in words(chat.card), "discovered: now, as the card shows"
    chat.press("Volgende", kind="verkeerde_ontvanger", discovered_date="2026-11-23", discovered_time="09:00")
    assert memory(chat)["happened_date"] == "2026-11-22"
    assert FROM_MESSAGE in words(chat.card)


def test_a_sentence_with_a_bsn_keeps_its_other_words(chat: Chat) -> None:
    chat.say("brief met BSN 111222333 van een klant naar de verkeerde gestuurd")
    assert "111222333" not in chat.talk.model_dump_json() + words(chat.card)
    assert "weggehaald" in words(chat.card)
    assert (
        memory(chat)["what_happened"] == "brief met BSN [verwijderd] van een klant naar de verkeerde gestuurd"
    )
    assert memory(chat)["data_kinds"] == "bsn"


def test_what_was_typed_over_a_card_is_told_without_the_bsn(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="09:00")
    chat.say("er zat een formulier in met 111222333 en nog wat papieren")
    assert chat.turn.shrink is not None
    assert "er zat een formulier in" in words(chat.turn.shrink)
    assert "111222333" not in words(chat.turn.shrink) + words(chat.card) + chat.talk.model_dump_json()


def test_what_is_right_is_kept_when_a_date_beside_it_is_refused(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-20", discovered_time="09:00")
    chat.say("Vandaag om 12 uur is mijn tas met de laptop uit de trein gestolen")
    assert chat.step == "what_when"
    assert "later dan het ontdekken" in words(chat.card)
    assert memory(chat)["what_happened"].startswith("Vandaag om 12 uur is mijn tas")
    chat.say("blauwe bananen")
    assert "uit de trein gestolen" in words(chat.card)


def test_a_pressed_card_with_a_mistake_keeps_the_rest_too(chat: Chat) -> None:
    up_to_the_data(chat, "kwijt", "2026-11-20", "Tas weg.")
    chat.say("hoe werkt dit")
    chat.send(
        "resume", {"draft": "draft-1", "version": str(chat.talk.draft.version if chat.talk.draft else 0)}
    )
    assert "Tas weg." in words(chat.card)


def test_a_second_sentence_ticks_beside_the_first(chat: Chat) -> None:
    chat.say("mail met bsn naar de verkeerde client gestuurd")
    chat.say("er zat ook een kopie van een paspoort bij")
    assert memory(chat)["data_kinds"] == "bsn,id_kopie"
    chat.press("Volgende", kind="verkeerde_ontvanger", discovered_date="2026-11-23", discovered_time="09:00")
    chat.press("Volgende", what_happened="Mail verkeerd.")
    chat.say("en het inkomen van 5 klanten")
    assert given_answers(chat, "whose")["data_kinds"] == "bsn,financieel,id_kopie"


# --- the way in -------------------------------------------------------------------------------------------------------


def test_the_sentence_goes_along_with_an_offered_button(chat: Chat) -> None:
    with unsure("mag ik dit mailen naar een client en hoe lang bewaren", "email", "retention") as line:
        chat.say(line)
        want = chat.turn.want
        assert isinstance(want, AnswerOrHelp)
        chat._took(DIALOG.unread(chat.talk, want, chat.at))
    chat.press("Gegevens mailen")
    assert chat.step == "receiver", "not sent yet, and about people: said"
    assert "Al verstuurd: Nee, nog niet" in words(chat.card)


def test_the_sentence_goes_along_through_the_menu_for_a_while(chat: Chat) -> None:
    chat.say("blabla een client met zijn inkomen blabla")
    chat.send("start", {"flow": "processing"})
    assert memory(chat)["kinds"] == "financieel"
    later = Chat()
    later.say("blabla een client met zijn inkomen blabla")
    later.now = NOW + FRESH + timedelta(minutes=1)
    later.send("start", {"flow": "processing"})
    assert memory(later) == {}


def test_the_sentence_is_used_once(chat: Chat) -> None:
    chat.say(SHARING)
    assert chat.talk.said is None
    chat.send(
        "discard", {"draft": "draft-1", "version": str(chat.talk.draft.version if chat.talk.draft else 0)}
    )
    chat.send("start", {"flow": "sharing"})
    assert memory(chat) == {}


def test_a_sentence_that_waited_too_long_is_forgotten(chat: Chat) -> None:
    chat.say("blabla een client met zijn inkomen blabla")
    after, titles = DIALOG.expire(chat.talk, NOW + FRESH + timedelta(minutes=1))
    assert after.said is None
    assert titles == ()


def test_a_draft_that_lay_open_begins_again_with_the_new_sentence(chat: Chat) -> None:
    chat.say("laptop kwijt")
    chat.say("stop")
    chat.say("mail met bsn naar de verkeerde client gestuurd")
    chat.press("Begin opnieuw")
    assert memory(chat)["kind"] == "verkeerde_ontvanger"
    assert memory(chat)["data_kinds"] == "bsn"


def test_another_flow_does_not_ask_the_same_again(chat: Chat) -> None:
    chat.send("start", {"flow": "processing"})
    chat.press("Volgende", matter="Een lijst", groups="client", novelty="bestaand", regular="eenmalig")
    chat.press("Volgende", kinds="bsn")
    chat.send("start", {"flow": "sharing"})
    assert chat.step == "plan"
    assert {"kinds": "bsn", "groups": "client"}.items() <= memory(chat).items()
    assert EARLIER in words(chat.card)


def test_what_went_wrong_with_a_mail_goes_over_into_the_report() -> None:
    chat = begun("email", "loonstroken van een client naar de verkeerde gemaild")
    chat.press("Ja, en het ging mis")
    assert chat.talk.draft is not None
    assert chat.talk.draft.flow == "breach"
    assert memory(chat)["data_kinds"] == "financieel"
    assert memory(chat)["what_happened"] == "loonstroken van een client naar de verkeerde gemaild"


# --- an addition ------------------------------------------------------------------------------------------------------


def test_an_addition_at_the_end_goes_to_what_was_left_open(chat: Chat) -> None:
    to_review(chat)
    before, counted = given_answers(chat, "whose"), given_answers(chat, "people")
    assert before["data_kinds"] == "contact,onbekend"
    chat.say("er stond ook een bsn in, het waren 12 brieven")
    assert chat.step == "check"
    assert "Dat zette ik erbij: Naam, adres" not in words(chat.card), "only what is new is told"
    assert "11 tot 100" in words(chat.card)
    assert given_answers(chat, "whose") == {"data_kinds": "contact,bsn"}
    assert given_answers(chat, "people") == counted | {"n_records": "11-100", "n_exact": "12 brieven"}


def test_an_addition_in_the_middle_goes_to_what_was_left_open_before(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="10:00")
    chat.press("Volgende", what_happened="Tas weg.")
    assert given_answers(chat, "what_when")["happened_unknown"] == "true"
    chat.say("van gisteren 10 uur tot vandaag 9 uur")
    assert chat.step == "whose"
    assert "Dat zette ik erbij: zo 22 november 2026, 10.00 uur" in words(chat.card)
    assert given_answers(chat, "what_when") == {
        "what_happened": "Tas weg.",
        "happened_date": "2026-11-22",
        "happened_time": "10:00",
        "until_date": "2026-11-23",
        "until_time": "09:00",
        "happened_unknown": "false",
    }


def test_a_story_is_more_than_a_yes_or_a_do_not_know(chat: Chat) -> None:
    chat.say("datalek")
    chat.press("Volgende", kind="kwijt", discovered_date="2026-11-23", discovered_time="10:00")
    chat.say("weet ik niet")
    assert chat.step == "what_when"


def test_an_addition_never_overrules_what_was_answered(chat: Chat) -> None:
    to_review(chat)
    chat.say("het was opzet van iemand van buiten, gehackt")
    assert given_answers(chat, "handling")["cause"] == "vergissing"


@given(st.sampled_from([text for flow, text, _ in TOLD if flow == "breach"]))
@settings(max_examples=20, deadline=None)
def test_whatever_is_added_the_report_can_still_be_sent(text: str) -> None:
    chat = Chat()
    to_review(chat)
    chat.say(text)
    if chat.talk.offer is not None:
        chat.press("Nee, dit hoort erbij")
    assert chat.step == "check"
    assert chat.press("Verstuur naar de Privacy Officer").want is not None


# --- before sending ---------------------------------------------------------------------------------------------------


def test_a_name_gets_one_kind_word_and_holds_nothing_up(chat: Chat) -> None:
    to_review(chat)
    assert "misschien een naam" not in words(chat.card)
    assert chat.talk.draft is not None
    chat.send("edit", {"draft": "draft-1", "version": str(chat.talk.draft.version), "step": "what_when"})
    chat.press(
        "Volgende", what_happened="Tas met het dossier van mevrouw Bloemkool.", happened_date="2026-11-23"
    )
    assert chat.step == "check"
    assert words(chat.card).count("misschien een naam") == 1
    assert chat.press("Verstuur naar de Privacy Officer").want is not None
