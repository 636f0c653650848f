"""What each card must do beyond the rules that all cards keep."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from cards import consult, lasting
from cards.breach import Exchange, IncidentView, incident_card
from cards.buttons import press
from cards.elements import MOST_BYTES as CARD_BYTES
from cards.elements import clock_with_title, fits
from cards.fields import field_input
from cards.files import MOST_TEXT, file_text_card, text_parts
from cards.form import FormView, form_card
from cards.history import MOST_WHY, MOST_WHY_WORDS, HistoryLine, HistoryView, history_card
from cards.knowledge import LONGEST_TITLE, knowledge_card
from cards.notice import NoticeView, notice_card, with_old_card_banner
from cards.own_cases import CaseRow, OwnCasesView, own_cases_card
from cards.question import LONGEST_BUTTON, MOST_BUTTONS, QuestionView, question_card
from cards.receipt import ReceiptView, receipt_card
from cards.reminder import Mention, ReminderView, reminder_card
from cards.review import ReviewLine, ReviewView, review_card
from cards.view import Button, Card, Clock, Fact, Field, Option, Scalar, StepHead
from tests.cards.breach_views import incident_view
from tests.cards.example_words import DEADLINE, TERM, clock
from tests.cards.rules import INPUTS, MOST_BYTES, all_actions, nodes, size_of
from tests.cards.talk_views import knowledge_view

HEAD = StepHead("Mag dit?", "vraag 1 van 3", "Beleid, punt 7")
PLACE: dict[str, Scalar] = {"draft": "d-1", "step": "s", "version": 3}


def shown(card: Card, *, folded: bool = False) -> str:
    """All words on a card in one string, folded ones only if asked for."""
    told: list[str] = []
    for node in nodes(card, folded=folded):
        told.append(node.get("text", ""))
        told += [f"{fact['title']} {fact['value']}" for fact in node.get("facts", ())]
    return "\n".join(told)


def by_title(card: Card, title: str) -> dict[str, Any]:
    return next(action for action in all_actions(card) if action["title"] == title)


def inputs_of(card: Card) -> list[dict[str, Any]]:
    return [node for node in nodes(card) if node["type"] in INPUTS]


def titles(card: Card) -> list[str]:
    return [action["title"] for action in card.get("actions", [])]


def test_a_press_is_the_same_on_old_clients() -> None:
    action = press(Button("Gezien", "seen", {"case": "DL-1", "version": 2}, primary=True))
    assert (action["verb"], action["data"]) == ("seen", {"case": "DL-1", "version": 2, "of": "case"})
    assert action["fallback"] == {
        "type": "Action.Submit",
        "title": "Gezien",
        "style": "positive",
        "associatedInputs": "None",
        "data": {"case": "DL-1", "version": 2, "of": "case", "verb": "seen"},
    }


def test_an_answer_is_a_plain_button_that_carries_its_value() -> None:
    options = (Option("ja", "Ja"), Option("nee", "Nee"))
    card = question_card(QuestionView(HEAD, "Mag het?", "", options, data=PLACE, can_go_back=True))
    assert by_title(card, "Nee")["data"] == {**PLACE, "value": "nee", "of": "talk"}
    assert {by_title(card, each)["verb"] for each in ("Ja", "Nee")} == {"answer"}
    assert all("style" not in by_title(card, each) for each in ("Ja", "Nee"))
    assert titles(card) == ["Terug", "Stop"]


def test_the_first_question_has_no_way_back() -> None:
    card = question_card(QuestionView(HEAD, "Mag het?", "", (Option("ja", "Ja"),), data=PLACE))
    assert titles(card) == ["Stop"]


@pytest.mark.parametrize(
    "options",
    [
        tuple(Option(str(number), f"Keuze {number}") for number in range(7)),
        (Option("a", "x" * 25), Option("b", "Nee")),
    ],
)
def test_many_or_long_answers_are_a_list(options: tuple[Option, ...]) -> None:
    card = question_card(QuestionView(HEAD, "Mag het?", "", options, data=PLACE, can_go_back=True))
    (field,) = inputs_of(card)
    assert (field["id"], field["style"]) == ("value", "expanded")
    assert [choice["value"] for choice in field["choices"]] == [option.value for option in options]
    go_on = card["actions"][0]
    assert (go_on["verb"], go_on["data"], go_on.get("associatedInputs")) == (
        "answer",
        {**PLACE, "of": "talk"},
        None,
    )


def test_a_form_with_errors_names_them_twice_and_keeps_every_value() -> None:
    fields = (
        Field("a", "text", "Veld A", value="wat ik typte", error="Eerste: kan niet.", max_length=50),
        Field("b", "date", "Veld B", value="2026-02-31", error="Tweede: is geen datum.", max_length=50),
        Field("c", "number", "Veld C", value="14"),
    )
    card = form_card(FormView(HEAD, "Vertel", fields=fields, data=PLACE))
    band = card["body"][0]
    assert band["style"] == "attention"
    assert "Twee dingen" in band["items"][0]["text"]
    names = [each["text"] for each in band["items"][1]["inlines"] if each.get("weight") == "Bolder"]
    assert names == ["Eerste", "Tweede"]
    assert [str(field["value"]) for field in inputs_of(card)] == ["wat ik typte", "2026-02-31", "14"]
    kinds = [node["type"] for node in card["body"]]
    first = kinds.index("Input.Text")
    assert "Eerste: kan niet." in shown({"body": [card["body"][first - 1]]})


def test_a_sound_form_has_no_band() -> None:
    card = form_card(FormView(HEAD, "Vertel", fields=(Field("a", "toggle", "A", placeholder="Ja"),)))
    assert not [node for node in nodes(card) if node.get("style") == "attention"]


@pytest.mark.parametrize(
    ("field", "kind", "value"),
    [
        (Field("a", "date", "A", value="2026-11-23"), "Input.Date", "2026-11-23"),
        (Field("a", "date", "A", value="23-11-2026"), "Input.Text", "23-11-2026"),
        (Field("a", "time", "A", value="13:40"), "Input.Time", "13:40"),
        (Field("a", "time", "A", value="half drie"), "Input.Text", "half drie"),
        (Field("a", "number", "A", value="0"), "Input.Number", 0),
        (Field("a", "number", "A", value="+"), "Input.Text", "+"),
        (Field("a", "number", "A"), "Input.Number", None),
        (Field("a", "toggle", "A"), "Input.Toggle", "false"),
    ],
)
def test_a_value_is_kept_even_if_its_field_cannot_hold_it(field: Field, kind: str, value: object) -> None:
    made = field_input(field)
    assert (made["type"], made.get("value")) == (kind, value)


@pytest.mark.parametrize(
    ("count", "value", "style"), [(6, "", "expanded"), (7, "", "compact"), (2, "1", "compact")]
)
def test_a_list_that_is_right_already_is_short(count: int, value: str, style: str) -> None:
    options = tuple(Option(str(number), str(number)) for number in range(count))
    assert field_input(Field("a", "choice", "A", options=options, value=value))["style"] == style


def review(*lines: ReviewLine) -> Card:
    toggle = Field("confidential", "toggle", "Vertrouwelijk?", placeholder="Ja")
    return review_card(
        ReviewView(HEAD, "Klopt dit?", lines, (toggle,), "", "Verstuur", {"draft": "d", "version": 1})
    )


def test_every_answer_can_be_changed_from_the_review() -> None:
    lines = [ReviewLine(f"Vraag {number}", ("x",), False, f"step_{number // 2}") for number in range(5)]
    edits = [action for action in all_actions(review(*lines)) if action.get("verb") == "edit"]
    assert [action["data"] for action in edits] == [
        {"draft": "d", "version": 1, "step": f"step_{number}", "of": "talk"} for number in range(3)
    ]
    for number in range(5):
        assert any(f"raag {number}" in action["title"] for action in edits)


def test_a_long_typed_answer_is_folded_and_can_be_unfolded() -> None:
    card = review(ReviewLine("Verhaal", ("woord " * 200,), False, "s", typed=True))
    assert len(shown(card)) < 600
    assert shown(card, folded=True).count("woord") == 200
    assert by_title(card, "Toon alles")["targetElements"]


def test_many_chosen_values_are_folded() -> None:
    card = review(ReviewLine("Soorten", tuple(f"soort{number}" for number in range(9)), True, "s"))
    assert "soort2" in shown(card)
    assert "soort3" not in shown(card)
    assert "soort8" in shown(card, folded=True)


def test_an_open_answer_is_marked() -> None:
    card = review(
        ReviewLine("Hoeveel", ("Weet ik niet",), True, "s"), ReviewLine("Wie", ("Ikzelf",), False, "t")
    )
    assert shown(card).count("vul je later aan") == 1


def incident(**changes: Any) -> IncidentView:
    view = replace(
        incident_view(),
        state="opgepakt",
        turn="Wacht op: **de melder**",
        by="Noor Voorbeeld",
        clock=clock(30),
        facts=(Fact("Soort", "Brief"),),
        more_facts=(Fact("Systemen", "Mailprogramma"),),
        words="De brief ging mis",
        answers=(
            Exchange("Is hij open?", "Noor Voorbeeld", "di 24 nov, 10.30 uur", "", "Nog geen antwoord."),
        ),
        reporter="Sam Voorbeeld",
        notes=("De melder zegt iets.",),
        buttons=(Button("Beoordelen", "assess", {"case": "DL-2026-0001"}),),
    )
    return replace(view, **changes)


def test_a_confidential_card_shows_number_and_clock_and_nothing_of_the_report() -> None:
    told = shown(incident_card(incident(confidential=True)), folded=True)
    assert "DL-2026-0001" in told
    assert "nog 30 uur" in told
    for secret in (
        "Soort",
        "Brief",
        "Mailprogramma",
        "De brief ging mis",
        "Is hij open?",
        "Sam",
        "zegt iets",
    ):
        assert secret not in told


def test_facts_unfold_and_the_clock_never_folds() -> None:
    card = incident_card(incident(folded=True))
    assert "Brief" not in shown(card)
    assert "De brief ging mis" not in shown(card)
    assert "nog 30 uur" in shown(card)
    everything = shown(card, folded=True)
    assert "Brief" in everything
    assert "Mailprogramma" in everything
    assert "De brief ging mis" in everything


@pytest.mark.parametrize(
    ("tone", "style"),
    [("running", "emphasis"), ("warning", "warning"), ("late", "attention"), ("done", "good")],
)
def test_the_band_follows_the_tone(tone: str, style: str) -> None:
    assert incident_card(incident(tone=tone))["body"][0]["style"] == style


def test_only_the_last_exchange_is_in_full() -> None:
    answers = tuple(Exchange(f"vraag {number}?", "Noor", "ma", f"antwoord {number}") for number in range(5))
    card = incident_card(incident(answers=answers))
    assert "vraag 4?" in shown(card)
    assert "vraag 3?" not in shown(card)
    assert "antwoord 3" in shown(card, folded=True)


def test_the_clock_says_when_it_is_past() -> None:
    assert "De termijn was do 26 nov, 13.40 uur" in shown(incident_card(incident(clock=clock(-3))))
    assert "uiterlijk do 26 nov, 13.40 uur" in shown(incident_card(incident(clock=clock(3))))


def test_a_receipt_becomes_the_card_of_the_case() -> None:
    view = ReceiptView(
        "DL-1", "de Privacy Officer", ("Wacht.",), clock(70), "Het kan tot dan.", False, "", ()
    )
    first, later = receipt_card(view), receipt_card(replace(view, state="opgepakt", turn="Aan zet: Noor"))
    assert first["body"][0]["style"] == "good"
    assert "verstuurd" in shown(first)
    assert later["body"][0]["style"] == "emphasis"
    assert "DL-1 · opgepakt" in shown(later)
    assert "verstuurd" not in shown(later)


def test_a_history_shows_its_newest_half_and_unfolds_the_rest() -> None:
    lines = tuple(HistoryLine(f"moment {number};", "Noor", "doet iets") for number in range(12))
    card = history_card(HistoryView("DL-1", lines, place="Regel 1 tot en met 12 van 20"))
    for told, seen in ((shown(card), range(6, 12)), (shown(card, folded=True), range(12))):
        assert [number for number in range(20) if f"moment {number};" in told] == list(seen)
        assert told.index("moment 6;") < told.index("moment 11;")
        assert "van 20" in told


def test_a_mention_is_what_teams_knows_and_nothing_else() -> None:
    view = ReminderView(
        number="DL-1",
        clock=Clock(DEADLINE, DEADLINE - timedelta(hours=5), TERM),
        mentions=(Mention("Noor </at>*Voorbeeld*", "29:abc"),),
        sentence="er is nog geen besluit.",
        facts=(),
        advice="",
        consequence="",
        tone="warning",
        buttons=(),
    )
    card = reminder_card(view)
    (entity,) = card["msteams"]["entities"]
    assert entity["text"] in shown(card)
    assert entity["mentioned"]["id"] == "29:abc"
    assert entity["text"].count("<") == 2
    assert "*" not in entity["text"]


def case_row(number: int, *, closed: bool) -> CaseRow:
    return CaseRow(f"DL-2026-{number:04}", "datalek", "", "Ligt bij de PO.", closed, "Gemeld ma 23 nov.")


def test_own_cases_show_five_and_fold_the_closed() -> None:
    rows = [case_row(number, closed=number > 6) for number in range(1, 9)]
    card = own_cases_card(OwnCasesView("Jouw zaken", "8 zaken", tuple(rows), ()))
    assert [f"DL-2026-{number:04}" in shown(card) for number in range(1, 9)] == [True] * 5 + [False] * 3
    assert "DL-2026-0007" in shown(card, folded=True)
    shows = [action["data"] for action in all_actions(card) if action.get("verb") == "receipt"]
    assert {"case": "DL-2026-0001", "of": "case"} in shows


def test_the_banner_of_an_old_card_leaves_the_card_as_it_is() -> None:
    card = notice_card(NoticeView("Titel", ("Een regel.",), (Button("Menu", "menu"),)))
    before = repr(card)
    banner = with_old_card_banner(card)
    assert repr(card) == before
    assert banner["body"][1:] == card["body"]
    assert banner["body"][0]["style"] == "accent"
    assert {**banner, "body": []} == {**card, "body": []}


def test_a_form_that_was_sent_more_than_teams_takes_comes_back_with_what_its_fields_hold() -> None:
    fields = tuple(
        Field(f"f{number}", "long_text", "Waarom", value="x" * 4000, max_length=1000) for number in range(5)
    )
    step = FormView(HEAD, "Vertel", fields=fields, data=PLACE)
    drawn = form_card(step)
    assert size_of(drawn) <= MOST_BYTES
    assert [node["value"] for node in nodes(drawn) if node["type"] == "Input.Text"] == ["x" * 1000] * 5
    one = form_card(replace(step, fields=fields[:1]))
    assert [len(node["value"]) for node in nodes(one) if node["type"] == "Input.Text"] == [4000]


@pytest.mark.parametrize(
    "text", ["", "een", "een\n\ntwee\n", "x" * (3 * MOST_TEXT), "\n".join(["woord " * 40] * 200), "\n" * 30]
)
def test_a_long_text_is_parted_and_nothing_of_it_is_lost(text: str) -> None:
    parts = text_parts(text)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert all(len(each) <= MOST_TEXT for each in parts)
    assert len(parts) <= 1 + 2 * len(text) // MOST_TEXT


def test_each_room_of_a_long_card_is_smaller_than_the_one_before() -> None:
    for rooms in (consult.ROOMS, [(each,) for each in lasting.ROOMS]):
        for before, after in pairwise(rooms):
            assert after != before
            assert all(less <= more for less, more in zip(after, before, strict=True))


# --- at a bound, and one beyond it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        (tuple(Option(str(number), f"Keuze {number}") for number in range(MOST_BUTTONS)), False),
        (tuple(Option(str(number), f"Keuze {number}") for number in range(MOST_BUTTONS + 1)), True),
        ((Option("a", "x" * LONGEST_BUTTON), Option("b", "Nee")), False),
        ((Option("a", "Ja"), Option("b", "x" * (LONGEST_BUTTON + 1))), True),
    ],
)
def test_answers_are_buttons_as_long_as_they_are_few_and_short(
    options: tuple[Option, ...], listed: bool
) -> None:
    card = question_card(QuestionView(HEAD, "Mag het?", "", options, data=PLACE))
    assert bool(inputs_of(card)) == listed
    assert all(
        (each.title in {action["title"] for action in all_actions(card)}) != listed for each in options
    )


@pytest.mark.parametrize(
    ("lengths", "seen"),
    [((1, 8, 1), 2), ((1, 9), 1), ((4, 5), 2), ((12, 1), 1), ((3, 3, 3), 3), ((3, 3, 4), 2), ((2,) * 4, 3)],
)
def test_of_chosen_values_are_in_sight_three_at_most_of_nine_words_and_always_one(
    lengths: tuple[int, ...], seen: int
) -> None:
    values = tuple(
        " ".join(f"v{place}w{word}" for word in range(length)) for place, length in enumerate(lengths)
    )
    card = review(ReviewLine("Soorten", values, False, "s"))
    assert [each in shown(card) for each in values] == [place < seen for place in range(len(values))]
    assert ("…" in shown(card)) == (seen < len(values))
    assert all(each in shown(card, folded=True) for each in values)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "Eén ding"), (2, "Twee dingen"), (6, "Zes dingen"), (7, "7 dingen")]
)
def test_how_much_is_wrong_is_counted_in_words(count: int, words: str) -> None:
    fields = tuple(
        Field(str(number), "text", f"Veld {number}", error=f"Veld {number}: kan niet.")
        for number in range(count)
    )
    assert words in shown(form_card(FormView(HEAD, "Vertel", fields=fields, data=PLACE)))


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_reason_in_the_course_is_cut_only_when_it_is_longer(beyond: int) -> None:
    for why in ("w " * (MOST_WHY_WORDS + beyond), "x" * (MOST_WHY + beyond)):
        line = HistoryLine("ma 23 nov.", "Noor", "sluit de zaak", why.strip())
        told = shown(history_card(HistoryView("DL-1", (line,))), folded=True)
        assert ("…" in told) == bool(beyond)


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_question_that_fits_is_the_title_above_its_answer(beyond: int) -> None:
    question = ("mag dat " * LONGEST_TITLE)[: LONGEST_TITLE - 1 + beyond] + "?"
    card = knowledge_card(replace(knowledge_view(), question=question))
    titles_ = [node["text"] for node in nodes(card) if node.get("style") == "heading"]
    assert (question in titles_) == (not beyond)
    assert question in shown(card)


@pytest.mark.parametrize("beyond", [0, 1])
def test_the_text_of_a_file_says_that_it_was_cut_only_when_it_was(beyond: int) -> None:
    card = file_text_card("verloop.txt", "x" * (MOST_TEXT + beyond))
    told = shown(card, folded=True)
    assert told.replace("\u200b", "").count("x" * MOST_TEXT) == 1
    assert ("De rest past niet" in told) == bool(beyond)


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_card_is_small_enough_up_to_the_last_byte(beyond: int) -> None:
    """Two bytes of UTF-16 for a sign, as a message is counted."""
    empty = len(json.dumps({"text": ""}))
    whole: Card = {"text": "x" * (CARD_BYTES // 2 - empty + beyond)}
    assert fits(whole) == (not beyond)


@pytest.mark.parametrize("left", [timedelta(seconds=1), timedelta()])
def test_the_clock_is_open_until_its_moment(left: timedelta) -> None:
    told = shown({"body": clock_with_title(Clock(DEADLINE, DEADLINE - left, TERM))})
    assert ("Meld zo snel mogelijk" in told) == bool(left)
    assert ("Melden moet nog steeds" in told) == (not left)
