"""From our answers back to Teams, on what was typed and pressed."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.teams.adapter import failed_invoke
from bot.teams.events import Answer, CardAction, Event, Installed, Message, Say, ShowCard
from bot.teams.message_action import FETCH_TASK
from tests.bot.small_bot import Script, question, small_bot
from tests.e2e.fake_teams import BOT_NAME, NOOR, SAM, Failure, FakeTeams, channel_id, fake_teams


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


def shows(*texts: str) -> Script:
    """Answers with these cards one after the other; the last one again and again."""
    left = list(texts)

    def answer(event: Event) -> Answer:
        text = left.pop(0) if len(left) > 1 else left[0]
        return ShowCard(question(text, "Ja", "Nee"), f"kort: {text}")

    return Script(answer)


async def test_typed_text_is_answered_with_a_new_message_and_its_id_is_told(teams: FakeTeams) -> None:
    handler = shows("Eerste")
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        await chat.say("datalek")
    (post,) = chat.posts
    assert "Eerste" in post.text
    assert (post.summary, post.activity.get("text")) == ("kort: Eerste", None)
    assert handler.cards_shown == [(handler.events[0], post.id)]


async def test_a_press_is_answered_in_the_response_and_sends_nothing(teams: FakeTeams) -> None:
    handler = shows("Eerste", "Tweede")
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        await chat.say("datalek")
        answered = await chat.press("Ja")
    assert answered.body["statusCode"] == 200
    assert "Tweede" in chat.text
    assert "Eerste" in chat.post.text, "the message itself is left to bot.teams.card_follow"
    assert len(teams.calls) == 1
    event = handler.events[1]
    assert isinstance(event, CardAction)
    assert (event.data, event.card_id) == ({"pressed": "Ja"}, chat.post.id)


async def test_the_fallback_press_changes_the_pressed_message_in_place(teams: FakeTeams) -> None:
    handler = shows("Eerste", "Tweede")
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        await chat.say("datalek")
        await chat.press("Nee", fallback=True)
    (post,) = chat.posts
    assert (post.version, "Tweede" in post.text) == (1, True)
    event = handler.events[1]
    assert isinstance(event, CardAction)
    assert (event.by_invoke, event.data) == (False, {"pressed": "Nee"})
    assert len(handler.cards_shown) == 1


async def test_when_the_pressed_message_is_gone_a_new_one_comes(teams: FakeTeams) -> None:
    handler = shows("Eerste", "Tweede")
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        await chat.say("datalek")
        teams.fail(Failure(404))
        await chat.press("Nee", fallback=True)
    assert ["Eerste" in post.text for post in chat.posts] == [True, False]
    assert handler.cards_shown[-1] == (handler.events[1], chat.posts[1].id)


async def test_a_text_answer_leaves_the_card_and_is_shown_or_posted(teams: FakeTeams) -> None:
    answers: list[Answer] = [ShowCard(question("Eerste", "Ja"), "s"), Say("Dat kan niet."), Say("Nee."), None]
    handler = Script(lambda event: answers.pop(0))
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        await chat.say("datalek")
        assert (await chat.press("Ja")).notice == "Dat kan niet."
        assert "Eerste" in chat.text
        await chat.press("Ja", fallback=True)
        assert chat.posts[-1].text == "Nee."
        assert (await chat.press("Ja")).notice == "Ontvangen."
        assert len(chat.posts) == 2


async def test_no_answer_to_typed_text_is_silence(teams: FakeTeams) -> None:
    async with small_bot(teams, Script(lambda event: None)):
        answered = await teams.personal(SAM).say("x")
    assert (answered.status, teams.calls) == (200, [])


async def test_in_a_channel_the_answer_comes_in_the_thread(teams: FakeTeams) -> None:
    handler = shows("Gekoppeld", "Opgepakt")
    async with small_bot(teams, handler):
        channel = teams.channel("po", NOOR)
        await channel.say("koppel PO")
        (post,) = channel.posts
        event = handler.events[0]
        assert isinstance(event, Message)
        assert (event.text, event.place.thread) == ("koppel PO", post.thread)
        colleague = teams.channel("po", SAM)
        await colleague.press("Ja")
        assert "Opgepakt" in colleague.text
        assert "Gekoppeld" in channel.text, "only the presser sees the answer"
        pressed = handler.events[1]
        assert isinstance(pressed, CardAction)
        assert (pressed.person.aad_id, pressed.place.conversation) == (SAM.aad_id, channel_id("po"))
        await colleague.press("Nee", fallback=True)
        assert "Opgepakt" in channel.text


async def test_a_welcome_is_posted_where_the_bot_was_added(teams: FakeTeams) -> None:
    handler = shows("Welkom")
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        await chat.open()
        await chat.install()
        await teams.channel("po", NOOR).open()
    assert [type(event) for event in handler.events] == [Installed] * 3
    assert len(chat.posts) == 2
    assert handler.cards_shown == [], "only answers to a person's act are told"


async def test_a_message_is_answered_once_and_a_press_at_every_delivery(teams: FakeTeams) -> None:
    handler = shows("Eerste")
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        await chat.say("datalek")
        await chat.redeliver()
        await chat.press("Ja")
        await chat.redeliver()
    assert len(chat.posts) == 1
    _, press, press_again = handler.events
    assert press == press_again


async def test_one_message_three_times_at_once_gets_one_card(teams: FakeTeams) -> None:
    handler = shows("Eerste")
    async with small_bot(teams, handler):
        chat = teams.personal(SAM)
        activity = chat.activity("message") | {"text": "datalek"}
        answers = await asyncio.gather(*(chat.send(activity) for _ in range(3)))
    assert [each.status for each in answers] == [200, 200, 200]
    assert len(chat.posts) == 1


async def test_a_card_whose_id_is_not_told_is_not_reported(teams: FakeTeams) -> None:
    handler = shows("Eerste")
    async with small_bot(teams, handler):
        teams.fail(Failure(202, body=""))
        await teams.personal(SAM).say("datalek")
    assert handler.cards_shown == []


async def test_the_name_of_the_bot_in_a_channel_is_only_a_mention(teams: FakeTeams) -> None:
    handler = shows("Ja?")
    async with small_bot(teams, handler):
        await teams.channel("po", NOOR).say(f"{BOT_NAME} is handig")
    event = handler.events[0]
    assert isinstance(event, Message)
    assert event.text == f"{BOT_NAME} is handig"


def test_a_fault_in_an_action_on_a_message_is_told_in_its_window() -> None:
    assert failed_invoke("Sorry", FETCH_TASK) == {"task": {"type": "message", "value": "Sorry"}}
    assert failed_invoke("Sorry", "adaptiveCard/action")["value"]["message"] == "Sorry"
