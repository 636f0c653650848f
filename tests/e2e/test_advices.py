"""An advice is kept from the answer card, shown again to its owner, and says when the policy changed since."""

from pathlib import Path

from cases.organisation import Policy
from tests.e2e.fake_teams import FINN, JILL, SAM, Chat
from tests.e2e.running_bot import running_bot

KEPT = "KA-2026-0001"
NOBODY = {"matter": "Tellen", "groups": ["niemand"], "novelty": "nieuw", "regular": "eenmalig"}
FIRST, SECOND = Policy(version="2025"), Policy(version="2026")


async def keep(chat: Chat) -> None:
    """Ask whether the policy is about something that is not about people, and keep the answer."""
    await chat.say("mag ik deze gegevens gebruiken?")
    await chat.press("Volgende", NOBODY)
    await chat.press("Bewaar dit advies")


async def test_an_advice_is_kept_and_shown_again(tmp_path: Path) -> None:
    async with running_bot(tmp_path, policy=FIRST) as bot:
        sam = bot.personal(SAM)
        await keep(sam)
        assert KEPT in sam.text
        assert "versie 2025" in sam.text
        shown = sam.text
        await sam.say("mijn zaken")
        assert KEPT in sam.text
        await sam.say(f"toon {KEPT}")
        assert sam.text == shown
        assert "sindsdien gewijzigd" not in sam.text
        case = await bot.kept(KEPT)
        assert (case.policy_version, case.flow, case.verdict.verdict) == (
            "2025",
            "processing",
            "niet_van_toepassing",
        )
        assert len(case.verdict.flow_version) == 8
        assert [each.event for each in await bot.events(KEPT)] == ["file"]


async def test_a_changed_policy_is_said_and_the_questions_can_be_asked_again(tmp_path: Path) -> None:
    async with running_bot(tmp_path, policy=FIRST) as bot:
        sam = bot.personal(SAM)
        await keep(sam)
        bot.org = bot.org.model_copy(update={"policy": SECOND})
        await bot.restart()
        await sam.say(KEPT)
        assert "Het beleid is sindsdien gewijzigd" in sam.text
        assert "versie 2025" in sam.text, "it still says what it rested on"
        await sam.press("Vul opnieuw in")
        await sam.press("Volgende", NOBODY)
        await sam.press("Bewaar dit advies")
        assert "KA-2026-0002" in sam.text
        assert "sindsdien gewijzigd" not in sam.text


async def test_nobody_else_sees_it_but_the_offices(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        await keep(bot.personal(SAM))
        jill = bot.personal(JILL)
        await jill.say(f"toon {KEPT}")
        assert "Dit kan ik je niet laten zien" in jill.text
        finn = bot.personal(FINN)
        await finn.say("alle adviezen")
        assert KEPT in finn.text
        await finn.say(KEPT)
        assert "Toon verloop" in finn.titles
        await finn.press("Toon verloop")
        assert "bewaart dit advies" in finn.text


async def test_a_double_press_keeps_one_advice(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("mag ik deze gegevens gebruiken?")
        await sam.press("Volgende", NOBODY)
        card, post = sam.card, sam.post
        await sam.press("Bewaar dit advies")
        await sam.press("Bewaar dit advies", on=post, card=card)
        assert KEPT in sam.text
        assert await bot.keys("case|", "advice") == [f"case|{KEPT}"]
