"""The fake Teams does what a real client does with a card; the tests of whole conversations stand on that."""

import asyncio
from typing import Any

import pytest

from bot.teams.events import Answer, CardAction, Event, Say, ShowCard
from tests.bot.small_bot import Script, question, small_bot
from tests.e2e.fake_teams import NOOR, SAM, Answered, Blocked, Card, Chat, FakeTeams, Post, text_of


def execute(title: str, verb: str = "go", **more: Any) -> Card:
    data = {"step": "1"}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": verb,
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": data | {"verb": verb}} | more,
    } | more


FORM: Card = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [
        {"type": "TextBlock", "text": "Wat is er gebeurd?"},
        {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": "Je schreef: "}, {"type": "TextRun", "text": "mail"}],
        },
        {"type": "FactSet", "facts": [{"title": "Nummer", "value": "DL-2026-0001"}]},
        {
            "type": "Input.ChoiceSet",
            "id": "kind",
            "label": "Soort (verplicht)",
            "isRequired": True,
            "errorMessage": "Kies een soort",
            "choices": [{"title": "Mail", "value": "mail"}, {"title": "Laptop", "value": "laptop"}],
        },
        {
            "type": "Container",
            "items": [
                {
                    "type": "Input.ChoiceSet",
                    "id": "groups",
                    "label": "Groepen",
                    "isMultiSelect": True,
                    "value": "a,b",
                    "choices": [{"title": name.upper(), "value": name} for name in "abc"],
                },
                {"type": "Input.Text", "id": "what", "label": "Wat", "maxLength": 5},
                {"type": "Input.Date", "id": "day", "label": "Dag", "value": "2026-11-23"},
                {"type": "Input.Toggle", "id": "secret", "title": "Vertrouwelijk"},
            ],
        },
        {
            "type": "ColumnSet",
            "columns": [
                {
                    "type": "Column",
                    "items": [{"type": "TextBlock", "text": "rij"}],
                    "selectAction": execute("Open de rij", "open", associatedInputs="None"),
                }
            ],
        },
        {
            "type": "Container",
            "id": "more",
            "isVisible": False,
            "items": [{"type": "ActionSet", "actions": [execute("Verborgen", "hidden")]}],
        },
        {"type": "ActionSet", "actions": [execute("Volgende")]},
    ],
    "actions": [
        execute("Stop", "stop", associatedInputs="None"),
        {"type": "Action.ToggleVisibility", "title": "Toon alles", "targetElements": ["more"]},
        {
            "type": "Action.ToggleVisibility",
            "title": "Verberg",
            "targetElements": [{"elementId": "more", "isVisible": False}],
        },
        {
            "type": "Action.ShowCard",
            "title": "Vraag",
            "card": {
                "type": "AdaptiveCard",
                "body": [{"type": "Input.Text", "id": "ask", "label": "Je vraag", "isRequired": True}],
                "actions": [execute("Verstuur", "ask")],
            },
        },
    ],
}


@pytest.fixture
def chat() -> Chat:
    teams = FakeTeams()
    chat = teams.personal(SAM)
    teams.posts.append(
        Post("17", chat.conversation, None, {"type": "message", "attachments": [{"content": FORM}]})
    )
    return chat


def sent(chat: Chat, title: str, fields: dict[str, Any] | None = None, **how: Any) -> Any:
    activity = chat.pressing(title, fields, **how)
    assert activity is not None
    if activity["type"] == "invoke":
        return activity["value"]["action"]["data"]
    return activity["value"]


def test_a_press_carries_defaults_and_what_was_filled_in(chat: Chat) -> None:
    assert sent(chat, "Volgende", {"kind": "mail"}) == {
        "step": "1",
        "kind": "mail",
        "groups": "a,b",
        "day": "2026-11-23",
        "secret": "false",
    }
    filled = {"Soort": "Laptop", "Groepen": ["C", "a"], "Wat": "te lange tekst", "Vertrouwelijk": True}
    assert sent(chat, "Volgende", filled) == {
        "step": "1",
        "kind": "laptop",
        "groups": "c,a",
        "what": "te la",
        "day": "2026-11-23",
        "secret": "true",
    }


def test_the_fallback_carries_the_same_and_the_verb(chat: Chat) -> None:
    execute_way = sent(chat, "Volgende", {"kind": "mail"})
    assert sent(chat, "Volgende", {"kind": "mail"}, fallback=True) == execute_way | {"verb": "go"}


def test_what_a_client_would_not_send_is_blocked(chat: Chat) -> None:
    with pytest.raises(Blocked, match="Kies een soort"):
        chat.pressing("Volgende")
    with pytest.raises(Blocked, match="no choice"):
        chat.pressing("Volgende", {"kind": "fiets"})
    with pytest.raises(Blocked, match="one choice"):
        chat.pressing("Volgende", {"kind": ["mail", "laptop"]})
    with pytest.raises(AssertionError, match="0 fields are called"):
        chat.pressing("Volgende", {"bestaat niet": "x"})
    with pytest.raises(ValueError, match="does not match"):
        chat.pressing("Volgende", {"kind": "mail", "Dag": "23-11-2026"})


def test_a_button_without_inputs_is_never_blocked(chat: Chat) -> None:
    assert sent(chat, "Stop") == {"step": "1"}
    assert sent(chat, "Open de rij") == {"step": "1"}
    with pytest.raises(AssertionError, match="sends no fields"):
        chat.pressing("Stop", {"kind": "mail"})


def test_a_button_in_a_show_card_sends_its_own_fields_and_those_around_it(chat: Chat) -> None:
    assert chat.pressing("Vraag") is None
    data = sent(chat, "Verstuur", {"kind": "mail", "Je vraag": "Wie?"})
    assert (data["ask"], data["kind"]) == ("Wie?", "mail")
    assert "ask" not in sent(chat, "Volgende", {"kind": "mail"})


def test_what_is_folded_away_cannot_be_pressed(chat: Chat) -> None:
    assert "Verborgen" not in chat.titles
    with pytest.raises(AssertionError, match="folded away"):
        chat.pressing("Verborgen", {"kind": "mail"})
    chat.pressing("Toon alles")
    assert "Verborgen" in chat.titles
    assert sent(chat, "Verborgen", {"kind": "mail"})["kind"] == "mail"
    chat.pressing("Verberg")
    assert "Verborgen" not in chat.titles
    with pytest.raises(AssertionError, match="no button 'Bestaat niet'"):
        chat.pressing("Bestaat niet")


def test_all_words_of_a_card_can_be_read(chat: Chat) -> None:
    lines = chat.text.split("\n")
    for words in (
        "Je schreef: mail",
        "Nummer DL-2026-0001",
        "Soort (verplicht)",
        "Laptop",
        "Verborgen",
        "Je vraag",
    ):
        assert words in lines
    assert chat.text == text_of(FORM)


async def test_an_answer_is_seen_by_the_presser_until_the_message_follows() -> None:
    def answer(event: Event) -> Answer:
        if isinstance(event, CardAction):
            return ShowCard(question("Tweede", "Ja"), "s")
        return ShowCard(question("Eerste", "Ja"), "s")

    teams = FakeTeams()
    await teams.start()
    try:
        async with small_bot(teams, Script(answer)):
            noor, sam = teams.channel("po", NOOR), teams.channel("po", SAM)
            await noor.say("koppel PO")
            old = sam.card
            await sam.press("Ja")
            assert ("Tweede" in sam.text, "Eerste" in noor.text) == (True, True)
            assert isinstance(await noor.press("Ja", card=old), Answered)
            post = sam.post
            post.activity = {"attachments": [{"content": question("Derde")}]}
            post.version += 1
            assert "Derde" in sam.text
            assert "Derde" in noor.text
    finally:
        await teams.stop()


async def test_nobody_presses_on_a_card_of_before_that_a_slow_update_shows_again() -> None:
    cards = iter(question(name, f"Na {name}") for name in ("een", "twee", "drie", "vier", "vijf", "zes"))
    teams = FakeTeams()
    await teams.start()
    try:
        async with small_bot(teams, Script(lambda event: ShowCard(next(cards), "s"))):
            noor = teams.channel("po", NOOR)
            await noor.say("koppel PO")
            await noor.press("Na een")
            second = noor.card
            await noor.press("Na twee")
            post, third = noor.post, noor.card

            def follow(card: Card) -> None:
                post.activity, post.version = {"attachments": [{"content": card}]}, post.version + 1

            async def later() -> None:
                await asyncio.sleep(0.05)
                follow(third)
                await teams.personal(SAM).say("x")

            follow(second)
            assert "Na twee" in noor.titles
            following = asyncio.create_task(later())
            await noor.press("Na drie")
            await following
    finally:
        await teams.stop()


async def test_what_comes_later_can_be_waited_for() -> None:
    teams = FakeTeams()
    await teams.start()
    try:
        chat = teams.personal(SAM)
        async with small_bot(teams, Script(lambda event: Say("DL-2026-0001 is binnen"))):

            async def later() -> None:
                await asyncio.sleep(0.05)
                await teams.personal(SAM).say("x")

            speaking = asyncio.create_task(later())
            assert (await chat.wait_for("DL-2026-0001")).text == "DL-2026-0001 is binnen"
            await speaking
            with pytest.raises(AssertionError, match="did not come"):
                await chat.wait_for("nooit", within=0.05)
    finally:
        await teams.stop()
