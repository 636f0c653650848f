"""Messages that are no plain line: quotes, pictures, files, reactions, edits, deletions, the same one three times."""

import asyncio
from pathlib import Path

import pytest

from tests.e2e.fake_teams import BOT_NAME, SAM
from tests.e2e.running_bot import BSN, running_bot

STORY = "Ik stuurde een mail met dossiers van klanten naar het verkeerde adres"
OTHER = "Ik stuurde een brief met een uitkering naar een verkeerde buurman"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<quoted messageId="1764000000000"/> stop', "Gestopt"),
        ('<quoted messageId="1764000000000"/> menu', "Waarmee kan ik je helpen"),
        (f"<at>{BOT_NAME}</at> stop", "Gestopt"),
    ],
)
async def test_a_quoted_reply_and_a_mention_are_what_was_typed(tmp_path: Path, text: str, words: str) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("menu" if "menu" in text else "datalek")
        activity = sam.activity("message") | {"text": text}
        activity["entities"].append({"type": "quotedReply", "quotedReply": {"messageId": "1764000000000"}})
        await sam.send(activity)
        assert words in sam.text
        assert "quoted" not in await bot.everything()


async def test_a_quote_does_not_land_in_the_story(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.send(sam.activity("message") | {"text": f'<quoted messageId="17"/> {STORY}'})
        kept = await bot.everything()
        assert STORY in kept
        assert "messageId=" not in kept


async def test_a_picture_and_a_file_are_refused_kindly_and_the_report_goes_on(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say(STORY, attached=("image/*", "text/html"))
        assert "Afbeeldingen bewaar ik niet" in sam.text
        assert "Datalek melden" in sam.text
        await sam.say("", attached=("application/vnd.microsoft.teams.file.download.info",))
        assert "Bestanden bewaar ik niet" in sam.text
        await sam.press("Ga verder")
        assert "Datalek melden" in sam.text


async def test_a_number_is_asked_away_once_and_the_deletion_thanked(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say(f"{STORY} van {BSN}")
        assert "Verwijder je bericht" in sam.text
        message = sam.last_activity
        await sam.delete(message=message)
        assert "Dank je" in sam.text
        posts = len(sam.posts)
        await sam.delete(message=message)
        assert len(sam.posts) == posts
        assert BSN not in await bot.everything()


async def test_an_edit_is_read_again_until_it_was_passed(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say(STORY)
        message = sam.last_activity
        await sam.edit(OTHER, message=message)
        await sam.press("Volgende")
        assert OTHER in sam.text
        assert STORY not in await bot.everything()
        await sam.edit(STORY, message=message)
        assert "neem ik niet over" in sam.text
        assert STORY not in await bot.everything()


async def test_reactions_and_typing_are_answered_with_silence(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("datalek")
        posts = len(sam.posts)
        for kind in ("messageReaction", "typing", "event"):
            about = sam.activity(kind) | {"replyToId": sam.post.id, "reactionsAdded": [{"type": "like"}]}
            assert (await sam.send(about)).status == 200
        assert len(sam.posts) == posts


async def test_one_message_three_times_at_once_gives_one_card(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        activity = sam.activity("message") | {"text": STORY}
        await asyncio.gather(*(sam.send(activity) for _ in range(3)))
        await sam.send(activity)
        assert len(sam.posts) == 1


async def test_who_takes_the_bot_out_and_adds_it_again_is_welcomed_again(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        for count in (1, 2):
            await sam.install()
            await sam.open()
            assert len(sam.posts) == count
            assert "Waarmee kan ik je helpen" in sam.text
            await sam.remove()


async def test_another_language_is_answered_with_a_kind_sentence_in_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("what time is the lunch here")
        assert "I answer in Dutch" in sam.text
        await sam.press("Report a data breach")
        assert "Datalek melden" in sam.text
        await sam.press("Stop")
        await sam.say(f"I think I sent an email about {BSN} to the wrong person")
        assert "in English" in sam.text
        assert "Verwijder je bericht" in sam.text
        assert BSN not in await bot.everything()


@pytest.mark.parametrize("sign", ['"', "\\", "😀", "a\n", "laptop kwijt "])
async def test_a_text_that_is_too_long_comes_back_on_a_card_that_teams_takes(
    tmp_path: Path, sign: str
) -> None:
    async with running_bot(tmp_path) as bot:  # which looks at the size of every card at its end
        sam = bot.personal(SAM)
        await sam.say("laptop kwijt")
        await sam.press("Volgende", {"kind": "kwijt"})
        await sam.press("Volgende", {"what_happened": (sign * 8_000)[:8_000]})
        assert "Kijk naar Je woorden" in sam.text
        await sam.press("Volgende", {"what_happened": (sign * 8_000)[:3_900]})
        assert "Welke gegevens zijn het" in sam.text
