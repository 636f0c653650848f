"""May I do this: whole stories from a typed sentence to the answer card, and on to the office that is asked."""

from collections.abc import Sequence
from pathlib import Path

from tests.e2e.fake_teams import SAM, Chat
from tests.e2e.filing import STORY
from tests.e2e.running_bot import running_bot, talking

PURPOSE = {"purpose_good": "ja", "purpose_same": "ja", "necessary": "ja"}


async def to_basis(
    chat: Chat,
    *,
    kinds: Sequence[str] = ("gewoon",),
    novelty: str = "bestaand",
    regular: str = "structureel",
    matter: str = "Brieven over de aanvraag sturen",
) -> None:
    """From the first question to the one about the lawful basis."""
    plan = {"matter": matter, "groups": ["client"], "novelty": novelty, "regular": regular}
    await chat.press("Volgende", plan)
    await chat.press("Volgende", {"kinds": kinds})
    await chat.press("Volgende", {"risks": ["geen"], "term": "register", "outside": "nee"})


async def to_the_end_of_processing(chat: Chat, *, necessary: str = "ja") -> None:
    """From the basis, which is the public task, to the answer card."""
    await chat.press("Volgende", {"value": "pw"})
    good = {**PURPOSE, "necessary": necessary}
    await chat.press("Volgende", {"purpose_text": "De uitkering berekenen", **good})


async def test_a_public_task_comes_to_conditions_and_the_fg_is_asked(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office = bot.personal(SAM), bot.channel("fg", SAM)
        await sam.say("mag ik deze gegevens verwerken?")
        await to_basis(sam, novelty="nieuw", regular="eenmalig")
        await to_the_end_of_processing(sam)
        assert "Mag, onder voorwaarden" in sam.text
        assert "De grondslag is een taak van algemeen belang" in sam.text
        assert "Beleid, punt 11" in sam.text
        assert "grondslag e" not in sam.text
        await sam.press("Meld het bij de FG")
        await sam.press("Verstuur naar de FG", {"question": "Kan dit deze week?"})
        await bot.settled()
        assert "AD-2026-0001" in sam.text
        assert "AD-2026-0001" in office.text
        assert "Kan dit deze week?" in office.text
        assert len(bot.mails) == 1
        assert "deze week" not in f"{bot.mails[0]}"


async def test_two_offices_are_asked_from_one_answer_card(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("mag ik dit delen?")
        plan = {"groups": ["client"], "novelty": "nieuw", "regular": "structureel"}
        await sam.press("Volgende", {"matter": "Adressen naar een drukker", **plan})
        await sam.press("Volgende", {"kinds": ["gewoon"]})
        await sam.press("Volgende", {"value": "nee"})
        await sam.press("Volgende", {"direction": "geven", "situation": "verwerker", "agreement": "nee"})
        assert "Nog niet: eerst JZ" in sam.text
        assert "Laat JZ een verwerkersovereenkomst maken" in sam.text
        assert "De wet vraagt meer" in sam.text
        asked = sam.card, sam.post
        await sam.press("Vraag JZ om de overeenkomst")
        await sam.press("Verstuur naar JZ")
        await bot.settled()
        assert "Gevraagd aan JZ: AD-2026-0001" in sam.text
        assert "Vraag JZ om de overeenkomst" not in sam.titles
        await sam.press("Vraag JZ om de overeenkomst", on=asked[1], card=asked[0])
        assert await bot.keys("case|", "consult") == ["case|AD-2026-0001"], "an old card asks nobody twice"
        await sam.press("Meld het bij de FG")
        await sam.press("Verstuur naar de FG")
        await bot.settled()
        assert "AD-2026-0002" in sam.text
        assert len(await bot.keys("case|", "consult")) == 2


async def test_the_same_send_twice_asks_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("hoe lang moet ik dit bewaren")
        for answer in ("Ja", "Weet ik niet"):
            await sam.press(answer)
        await sam.press("Vraag de Privacy Officer")
        card, post = sam.card, sam.post
        await bot.restart()
        await sam.press("Verstuur naar de Privacy Officer")
        await sam.press("Verstuur naar de Privacy Officer", on=post, card=card)
        await bot.settled()
        assert await bot.keys("case|", "consult") == ["case|AD-2026-0001"]
        assert "AD-2026-0001" in sam.text


async def test_a_mail_that_went_wrong_goes_over_into_the_report(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await sam.say("hoe verstuur ik veilig een mail")
        assert "Al verstuurd: Nee, nog niet" in sam.text, "so the sentence says; it can be said otherwise"
        await sam.press("Terug")
        await sam.press("Ja, en het ging mis")
        assert "Trek het bericht in" in sam.text
        await sam.press("Volgende")
        await sam.press("Volgende", {"what_happened": STORY})
        await sam.press("Volgende", {"data_kinds": ["contact"]})
        await sam.press("Volgende", {"groups": ["client"]})
        await sam.press("Volgende")
        await sam.press("Verstuur naar de Privacy Officer")
        assert (await bot.case("DL-2026-0001")).report.kind == "verkeerde_ontvanger"


async def test_a_mail_without_zivver_may_not_go_like_that(tmp_path: Path) -> None:
    async with talking(tmp_path, SAM, "mag ik dit mailen?") as sam:
        await sam.press("Ja")
        await sam.press("Collega, voor zijn werk")
        await sam.press(
            "Volgende", {"channel": "gewoon", "minimum": "ja", "checked": "twijfel", "many": "cc"}
        )
        assert "Nee, alleen met ZIVVER" in sam.text
        for duty in ("Verstuur het met ZIVVER", "Kijk alle ontvangers na", "Zet de ontvangers in de bcc"):
            assert duty in sam.text


async def test_doubt_counts_as_the_card_said_and_an_answer_can_be_changed(tmp_path: Path) -> None:
    async with talking(tmp_path, SAM, "mag ik deze gegevens gebruiken?") as sam:
        await to_basis(sam)
        await sam.press("Volgende", {"value": "pw"})
        assert "Twijfel je? Dan ga ik uit van nee" in sam.text
        good = {"purpose_text": "De uitkering berekenen", **PURPOSE}
        await sam.press("Volgende", {**good, "necessary": "twijfel"})
        assert "Nog niet: eerst de Privacy Officer" in sam.text
        await sam.press("Terug")
        await sam.press("Volgende", good)
        assert "WIL doet dit al zo" in sam.text


async def test_a_basis_that_does_not_fit_is_chosen_anew(tmp_path: Path) -> None:
    async with talking(tmp_path, SAM, "mag ik deze gegevens gebruiken?") as sam:
        await to_basis(sam)
        await sam.press("Volgende", {"value": "belang"})
        assert "Mag niet op deze grondslag" in sam.text
        await sam.press("Andere grondslag kiezen")
        await to_the_end_of_processing(sam)
        assert "WIL doet dit al zo" in sam.text


async def test_typing_answers_as_pressing_does(tmp_path: Path) -> None:
    async with talking(tmp_path, SAM, "mag ik dit bewaren?") as sam:
        for answer in ("ja", "weet ik niet"):
            await sam.say(answer)
        assert "Nog niet: eerst de termijn" in sam.text
        for answer in ("terug", "nee, die is voorbij", "nee hoor"):
            await sam.say(answer)
        await sam.press("Volgende", {"place_kinds": ["mail", "papier"], "running": "nee"})
        assert "Nee, bewaren mag niet meer: wis ze" in sam.text
        assert "Vernietig het papier" in sam.text
        await sam.say("menu")
        await sam.say("mag ik dit bewaren?")
        assert "Gaat het om gegevens van mensen?" in sam.text, "what was judged is not in the way"


async def test_another_flow_in_the_middle_is_offered_and_come_back_from(tmp_path: Path) -> None:
    async with talking(tmp_path, SAM, "mag ik deze gegevens gebruiken?") as sam:
        await to_basis(sam)
        await sam.say("help ik heb een datalek veroorzaakt")
        await sam.press("Ja, doe dat")
        assert "Doe dit eerst" in sam.text
        await sam.press("Stop")
        await sam.say("mag ik deze gegevens gebruiken?")
        await sam.press("Ga verder")
        assert "Waarom mag WIL dit doen?" in sam.text


async def test_the_menu_has_one_row_for_all_questions_of_this_kind(tmp_path: Path) -> None:
    async with talking(tmp_path, SAM, "menu") as sam:
        await sam.press(next(title for title in sam.titles if title.startswith("Mag ik dit doen?")))
        await sam.press("Is een DPIA nodig? Kijk of er een hoog risico is. De FG adviseert.")
        plan = {"matter": "Camera’s", "groups": ["bezoeker"], "novelty": "nieuw", "regular": "structureel"}
        await sam.press("Volgende", plan)
        await sam.press("Volgende", {"kinds": ["gewoon"]})
        await sam.press("Volgende", {"criteria": ["geen"]})
        await sam.press("Volgende", {"ap_control": ["geen"]})
        await sam.press("Volgende", {"ap_subjects": ["geen"]})
        assert "eerst advies van de FG" in sam.text
        assert "Vraag de FG" in sam.titles


async def to_keep(chat: Chat) -> None:
    """Through the questions about keeping, to the answer that it may be kept."""
    await chat.say("mag ik dit bewaren?")
    for answer in ("Ja", "Ja, die loopt nog", "Ja"):
        await chat.press(answer)


async def test_who_wants_it_is_reminded_each_quarter_until_stopped(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await to_keep(sam)
        await sam.press("Herinner elk kwartaal")
        assert "Ik herinner je elk kwartaal" in sam.text
        await sam.press("Ga verder")
        assert "Stop de herinnering" in sam.titles
        await bot.advance(days=80)
        assert "Tijd om op te ruimen" not in sam.text
        await bot.restart()
        await bot.advance(days=14)
        assert "Tijd om op te ruimen" in sam.text
        count = len(sam.posts)
        await bot.advance(days=95)  # a Monday: nobody is reminded on a Sunday
        assert len(sam.posts) == count + 1
        await sam.press("Stop de herinnering")
        await bot.advance(days=200)
        assert len(sam.posts) == count + 1


async def test_a_reminder_that_was_stopped_and_begun_again_comes_once(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        await to_keep(sam)
        for title in ("Herinner elk kwartaal", "Stop de herinnering", "Ga verder", "Herinner elk kwartaal"):
            await sam.press(title)
        count = len(sam.posts)
        await bot.advance(days=95)
        assert len([post for post in sam.posts[count:] if "Tijd om op te ruimen" in post.text]) == 1
