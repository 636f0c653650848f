"""A breach from the report to the closed case: questions, decision, AP, people, others, register."""

import asyncio
from pathlib import Path

from tests.e2e.assessing import HARMLESS, LETTER_TO_A_STRANGER, answer_all
from tests.e2e.fake_teams import FINN, JILL, NOOR, Chat, Post
from tests.e2e.running_bot import JIP, LOU, RunningBot, running_bot
from tests.e2e.test_case import filed, filed_breach, living, under
from tests.e2e.test_strangers import forge

WHEN = {"on_date": "2026-11-23", "at_time": "14:00"}
TOLD = {**WHEN, "channel": "webformulier"}
REASON = "Wij kennen deze ontvanger al jaren en spraken hem net."


async def assessed(
    bot: RunningBot, answers: object = LETTER_TO_A_STRANGER, **told: object
) -> tuple[Chat, Chat, str]:
    """A case that is ready to be decided on."""
    sam, office, number = await filed(bot, **told)
    await office.press("Ik pak dit op", on=living(office))
    await office.press("Beoordelen", on=living(office))
    await answer_all(office, answers, living(office))  # type: ignore[arg-type]
    await bot.settled()
    return sam, office, number


def seen(chat: Chat, post: Post) -> str:
    """What this person reads on that message now."""
    return chat.text_of(chat.card_in(post))


async def test_a_breach_is_assessed_notified_told_registered_and_closed(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, office, number = await assessed(bot)
        card = living(office)
        assert "Meld het bij de AP en licht de mensen in" in seen(office, card)
        assert (await bot.case(number)).status == "assessed"

        await office.press("Eerst voorlopig melden", on=card)
        await bot.settled()
        assert (await bot.case(number)).status == "to_notify"
        assert "Je melding is beoordeeld" in sam.text
        assert any(mail.to == bot.org.offices.jz.email for mail in bot.mails)
        jz = bot.channel("jz", JIP)
        task = living(jz)
        assert number in seen(jz, task)
        assert "mensen inlichten" in seen(jz, task)

        await office.press("Voorlopig gemeld", on=card)
        await office.press("Leg vast: voorlopig gemeld", {**TOLD, "ap_number": "2026-77"}, on=card)
        await bot.settled()
        case = await bot.case(number)
        assert (case.status, case.told, case.ap_number) == ("provisional", "provisional", "2026-77")
        await bot.advance(hours=25)
        reminders = [post.text for post in under(office)]
        assert any("nog voorlopig" in text for text in reminders), "completing is what it reminds of now"
        assert not any("besluit over de AP" in text for text in reminders)

        await office.press("AP-melding aangevuld", on=card)
        await office.press("Leg vast: aangevuld", TOLD, on=card)
        await office.press("AP is gemeld", on=card)
        await office.press("Leg vast: volledig gemeld", TOLD, on=card)
        await bot.settled()
        assert (await bot.case(number)).status == "notified"
        assert "Rond de zaak af" not in office.titles

        await jz.press("Mensen zijn ingelicht", on=task)
        await jz.press("Leg vast: ingelicht", {**WHEN, "how": "brief", "count_told": "1"}, on=task)
        await bot.settled()
        informed = (await bot.case(number)).informed
        assert informed is not None
        assert (informed.how, informed.count, informed.by.name) == ("brief", 1, JIP.name)
        assert "niets meer te doen" in seen(jz, task)

        await office.press("Wie nog meer?", on=card)
        await office.press(
            "Leg mijn besluit vast", {"recipients": "verzekeraar", "reason": "De polis vraagt dit."}, on=card
        )
        await office.press("Ander is ingelicht", on=card)
        done = {**WHEN, "recipient": "verzekeraar", "how_told": "Per mail door inkoop."}
        await office.press("Leg vast: ingelicht", done, on=card)
        await office.press("Vul het register aan", on=card)
        told = {"effects": "Een vreemde kent iemands inkomen.", "measures": "Vier ogen bij de post."}
        await office.press("Leg vast in het register", told, on=card)
        await office.press("Rond de zaak af", on=card)
        assert "Je melding is afgerond" in seen(office, card), "the officer reads what the reporter gets"
        await office.press("Ja, rond af", on=card)
        await bot.settled()
        assert (await bot.case(number)).status == "closed"
        assert "Je melding is afgerond" in sam.text
        did = [each.event for each in await bot.events(number) if each.event != "remind"]
        assert did[-7:] == [
            *("ap_supplement", "ap_full", "informed"),
            *("decide_duties", "duty_done", "fill_register", "close"),
        ]
        posts = len(bot.teams.posts)
        await bot.advance(hours=300)
        assert len(bot.teams.posts) == posts, "nothing is left to remind of"


async def test_two_officers_at_once_never_overwrite_each_other(tmp_path: Path) -> None:
    async with filed_breach(tmp_path, data_kinds=("onbekend",)) as (bot, _, office, number):
        await office.press("Beoordelen", on=living(office))
        await bot.settled()
        lou = bot.channel("po", LOU)
        old = lou.card_in(living(lou))
        await asyncio.gather(
            office.press("Ja", on=living(office)), lou.press("Nee", on=living(lou), card=old)
        )
        await bot.settled()
        case = await bot.case(number)
        assert case.triage is not None
        assert case.triage.count == 1, "one of them was first"
        given = case.triage.answers["personal_data"]["personal_data"]
        await lou.press("Ik twijfel", on=living(lou), card=old)
        assert "Deze kaart was oud" in lou.text
        await bot.settled()
        after = (await bot.case(number)).triage
        assert after is not None
        assert after.answers["personal_data"]["personal_data"] == given


async def test_going_back_pausing_and_going_on(tmp_path: Path) -> None:
    async with filed_breach(tmp_path, data_kinds=("onbekend",)) as (bot, _, office, number):
        card = living(office)
        await office.press("Beoordelen", on=card)
        assert "Zijn er persoonsgegevens bij betrokken?" in seen(office, card)
        await office.press("Ja", on=card)
        assert "Wat gebeurde er met de gegevens?" in seen(office, card)
        await office.press("Terug", on=card)
        assert "Eerder antwoord: Ja" in seen(office, card)
        await office.press("Ja", on=card)
        await office.press("Later verder", on=card)
        await bot.settled()
        assert (await bot.case(number)).status == "taken_up"
        await office.press("Beoordelen", on=card)
        assert "Wat gebeurde er met de gegevens?" in seen(office, card)


async def test_nobody_without_the_role_assesses_or_decides(tmp_path: Path) -> None:
    async with filed_breach(tmp_path, data_kinds=("onbekend",)) as (bot, _, office, number):
        await office.press("Beoordelen", on=living(office))
        await bot.settled()
        jill = bot.channel("po", JILL)
        answered = await jill.press("Ja", on=living(jill))
        assert "Er is niets veranderd" in str(answered.body)
        triage = (await bot.case(number)).triage
        assert triage is not None
        assert not triage.answers
        jip = bot.channel("po", JIP)
        await jip.press("Ja", on=living(jip))
        assert not (await bot.case(number)).triage.answers  # type: ignore[union-attr]


async def test_made_up_presses_change_nothing(tmp_path: Path) -> None:
    async with filed_breach(tmp_path, data_kinds=("onbekend",)) as (bot, _, office, number):
        await office.press("Beoordelen", on=living(office))
        await bot.settled()
        before = (await bot.case(number)).model_dump_json()
        answer = {"step": "personal_data", "count": "0", "value": "ja"}
        forged: list[tuple[str, dict[str, str]]] = [
            ("answer_triage", {**answer, "values": "{}"}),
            ("assess", {**answer, "values": "{}", "outcome": "breach", "facts": "{}"}),
            ("triage_answer", {**answer, "count": "7"}),
            ("triage_answer", {**answer, "step": "role"}),
            ("triage_answer", {**answer, "value": "misschien"}),
            ("triage_answer", {}),
            ("back_triage", {"count": "0"}),
            ("decide", {"choice": "follow"}),
            ("close", {}),
            ("informed", {**WHEN, "how": "brief", "count_told": "1", "for": "jz"}),
        ]
        for verb, told in forged:
            answered = await forge(office, verb, {"case": number, **told})
            assert answered.status == 200, verb
        assert (await bot.case(number)).model_dump_json() == before


async def test_a_deviation_needs_a_reason_and_the_fg_sees_it(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office, number = await assessed(bot)
        card = living(office)
        await office.press("Wijk af", on=card)
        chosen = {"ap": "not", "people": "not", "ground": "risico_weg"}
        await office.press(
            "Leg mijn besluit vast", {**chosen, "reason": REASON, "people_reason": REASON}, on=card
        )
        await bot.settled()
        case = await bot.case(number)
        assert case.status == "not_notified"
        assert case.decision is not None
        assert (case.decision.followed, case.decision.reason) == (False, REASON)
        fg = bot.channel("fg", FINN)
        assert REASON in fg.text
        assert any("afgeweken" in post.text for post in under(fg))
        reminders = [post.text for post in (*under(office), *under(fg))]
        await bot.advance(hours=100)
        still = [post.text for post in (*under(office), *under(fg))]
        assert all("nog niet af" in text for text in still if text not in reminders), "the term is settled"


async def test_advice_that_nothing_need_be_told_still_ends_in_the_register(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office, number = await assessed(bot, HARMLESS, data_kinds="contact")
        card = living(office)
        assert "Melden hoeft niet. Registreer het wel" in seen(office, card)
        await office.press("Neem advies over", on=card)
        why = {"reason": REASON, "people_reason": REASON}
        await office.press("Leg mijn besluit vast", why, on=card)
        await bot.settled()
        assert not bot.channel("jz", JIP).posts
        await office.press("Wie nog meer?", on=card)
        await office.press("Leg mijn besluit vast", {"recipients": "geen", "reason": REASON}, on=card)
        await office.press("Vul het register aan", on=card)
        await office.press(
            "Leg vast in het register", {"effects": "Geen.", "measures": "Uitleg gegeven."}, on=card
        )
        await office.press("Rond de zaak af", on=card)
        assert "Je melding is afgerond" in seen(office, card), "the officer reads what the reporter gets"
        await office.press("Ja, rond af", on=card)
        await bot.settled()
        assert (await bot.case(number)).status == "closed"
        await office.press("Heropen", on=card)
        await bot.settled()
        case = await bot.case(number)
        assert case.status == "taken_up"
        assert case.decision is None


async def test_a_late_notification_asks_why(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office, number = await assessed(bot)
        card = living(office)
        await office.press("Neem advies over", on=card)
        await bot.advance(hours=73)
        assert "te laat" in seen(office, card)
        late = {"on_date": "2026-11-26", "at_time": "14:55"}
        await office.press("AP is gemeld", on=card)
        await office.press(
            "Leg vast: volledig gemeld", {**late, "channel": "webformulier", "late_reason": REASON}, on=card
        )
        await bot.settled()
        case = await bot.case(number)
        assert (case.told, case.missed, case.late_reason) == ("full", True, REASON)


async def test_no_breach_is_closed_with_a_reason(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        nothing = {"Wat gebeurde er met de gegevens?": {"happened": "geen_gegevens"}}
        sam, office, number = await assessed(bot, nothing)
        card = living(office)
        assert "Dit lijkt geen datalek" in seen(office, card)
        await office.press("Sluit: geen datalek", on=card)
        await office.press("Sluit de zaak", {"reason": "De laptop was leeg en nieuw."}, on=card)
        await bot.settled()
        assert (await bot.case(number)).status == "no_breach"
        assert "Het was geen datalek" in sam.text


async def test_new_facts_lead_back_to_the_questions(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        _, office, number = await assessed(bot, HARMLESS, data_kinds="contact")
        card = living(office)
        await office.press("Neem advies over", on=card)
        await office.press("Leg mijn besluit vast", {"reason": REASON, "people_reason": REASON}, on=card)
        await office.press("Meer bij deze zaak", on=card)
        await office.press("Nieuwe feiten", on=card)
        await office.press("Beoordeel opnieuw", {"words": "Er zat toch een BSN bij, zag ik nu."}, on=card)
        await bot.settled()
        assert (await bot.case(number)).status == "assessing"
        await answer_all(office, LETTER_TO_A_STRANGER, card)
        await bot.settled()
        assert "Meld het bij de AP" in seen(office, card)


async def test_a_confidential_case_is_assessed_in_the_own_chat_only(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        noor = bot.personal(NOOR)
        await noor.say("hallo")
        _, office, number = await filed(bot, confidential=True)
        await bot.settled()
        await noor.press("Ik pak dit op")
        await noor.press("Beoordelen")
        await bot.settled()
        assert "Wat gebeurde er met de gegevens?" in noor.text, "the report names data: that is not asked"
        assert "persoonsgegevens" not in living(office).text
        await answer_all(noor, LETTER_TO_A_STRANGER, noor.post)
        await bot.settled()
        assert "Meld het bij de AP" in noor.text
        assert "Meld het bij de AP" not in living(office).text
        assert (await bot.case(number)).status == "assessed"
