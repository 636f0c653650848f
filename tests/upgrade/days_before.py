"""What happened in the last days of the old version, and in its last minute: breaches, questions, answers."""

from tests.e2e.assessing import HARMLESS
from tests.e2e.fake_teams import FINN, JILL, SAM
from tests.e2e.running_bot import JIP, KIM, LOU
from tests.upgrade.old_store import PAT, ROB, TED
from tests.upgrade.past import EVERYTHING_TOLD, WHY, Past


async def on_thursday(past: Past) -> None:
    """A question to each office, of which it is reminded when no channel answers (26 November)."""
    for office in ("po", "jz", "fg"):
        await past.question(f"asked on Thursday of {office}", JILL, office)
    await past.bot.settled()


async def on_friday_morning(past: Past) -> None:
    """Breaches that are on their way already (27 November)."""
    po, sam = past.office("po"), past.chat(SAM)
    await past.breach("late since Sunday", SAM, "2026-11-26 09:00")
    await past.breach("late and said why", SAM, "2026-11-20 09:00")
    for name in (
        "decided and carried out",
        "provisional",
        "people wait",
        "not notified",
        "to take back",
        "people undecided",
        "others wait",
        "registered",
        "closed breach",
        "opened again",
        "no breach",
        "withdrawn breach",
    ):
        await past.breach(name, SAM, "2026-11-27 08:00")
    await past.bot.settled()
    await past.does(po, "late_reason", "late and said why", reason=WHY)
    when = {**past.moment(), "channel": "webformulier"}
    await past.decided("decided and carried out")
    await past.decided("people wait")
    await past.decided("provisional", "provisional")
    await past.does(po, "ap_provisional", "provisional", ap_number="2026-77", **when)
    await past.assess("not notified")
    not_told = {"ap": "not", "people": "not", "ground": "risico_weg", "reason": WHY, "people_reason": WHY}
    await past.does(po, "deviate", "not notified", **not_told)
    await past.decided("to take back")
    await past.does(po, "ap_full", "to take back", **when)
    await past.does(po, "new_facts", "to take back", words=WHY)
    await past.bot.settled()
    await past.assess("to take back", {"Zijn er persoonsgegevens bij betrokken?": "Nee"})
    await past.does(po, "conclude_no_breach", "to take back", reason=WHY)
    await past.assess("people undecided")
    await past.does(po, "deviate", "people undecided", ap="notify", people="later", reason=WHY)
    for name in ("others wait", "registered", "closed breach", "opened again"):
        await past.decided(name, answers=HARMLESS)
        others = "verzekeraar" if name == "others wait" else "geen"
        await past.does(po, "decide_duties", name, recipients=others, reason=WHY)
    for name in ("registered", "closed breach", "opened again"):
        await past.does(po, "fill_register", name, effects="Geen.", measures="Uitleg gegeven.")
    for name in ("closed breach", "opened again"):
        await past.does(po, "close", name)
    await past.does(po, "reopen", "opened again")
    await past.assess("no breach", {"Zijn er persoonsgegevens bij betrokken?": "Nee"})
    await past.does(po, "conclude_no_breach", "no breach", reason=WHY)
    await past.does(sam, "ask_withdrawal", "withdrawn breach", reason=WHY)
    await past.does(po, "accept_withdrawal", "withdrawn breach", reason=WHY)
    await past.bot.settled()


async def on_friday_afternoon(past: Past) -> None:
    """Questions in other states (27 November)."""
    po = past.office("po")
    for office in ("po", "jz", "fg"):
        await past.question(f"asked on Friday of {office}", JILL, office)
    for name in (
        "question taken up",
        "question passed on",
        "question back",
        "confidential question",
        "question withdrawn",
        "question opened again",
        "further question",
    ):
        await past.question(name, PAT)
    await past.question_from_flow("otherwise than the bot", PAT)
    await past.entry_asked("entry made", PAT)
    await past.agreement_asked("agreement made", PAT)
    await past.bot.settled()
    await past.does(po, "take_up", "question taken up")
    await past.does(po, "pass_on", "question passed on", office="jz", reason=WHY)
    await past.does(po, "ask_reporter", "question back", words="Welke kast bedoel je?")
    await past.does(po, "make_confidential", "confidential question")
    await past.does(past.chat(PAT), "withdraw", "question withdrawn", reason=WHY)
    for name in ("question opened again", "further question", "otherwise than the bot"):
        await past.does(po, "reply", name, words="Een verzonnen antwoord.")
    await past.does(po, "reopen", "question opened again")
    await past.does(po, "differ", "otherwise than the bot")
    await past.does(past.chat(PAT), "follow_up", "further question", question="En elke maand?")
    await past.does(past.office("fg"), "accept_entry", "entry made")
    await past.does(past.office("jz"), "record_agreement", "agreement made")
    await past.bot.settled()


FOR_THE_END = (
    "taken up at the end",
    "asked at the end",
    "answered at the end",
    "added to at the end",
    "handed over at the end",
    "withdrawal at the end",
    "withdrawn at the end",
    "kept open at the end",
    "decided at the end",
    "deviated at the end",
    "no breach at the end",
    "closed at the end",
    "seen at the end",
    "made confidential at the end",
    "half-way",
    "assessed",
)
"""Breaches that something happens to in the minute before the old version was stopped."""


async def in_the_weekend(past: Past) -> None:
    """Breaches of which the term runs out on several of the days that follow (28 and 29 November)."""
    for name, found in (
        ("term over", "2026-11-28 09:00"),
        ("one hour left", "2026-11-28 10:00"),
        ("four hours left", "2026-11-28 13:00"),
        ("twelve hours left", "2026-11-28 21:00"),
        ("a day left", "2026-11-29 09:00"),
    ):
        await past.breach(name, JILL, found)
    for name in FOR_THE_END:
        await past.breach(name, SAM, "2026-11-29 10:00", n_people="onbekend" if "added" in name else "1")
    await past.breach("new breach", SAM, "2026-11-29 10:00")
    await past.breach("confidential breach", SAM, "2026-11-29 10:00", confidential=True)
    await past.breach("breach for the FG", SAM, "2026-11-29 10:00", data_kinds=("gezondheid",))
    await past.bot.settled()
    await past.taken_up("handed over at the end", "seen at the end")
    await past.does(past.office("po"), "send_facts", "confidential breach")
    await past.does(
        past.office("po"), "ask_reporter", "answered at the end", question="Kende de buurman hen?"
    )
    for name in ("withdrawn at the end", "kept open at the end"):
        await past.does(past.chat(SAM), "ask_withdrawal", name, reason=WHY)
    await past.assess("half-way", most=4)
    for name in ("decided at the end", "deviated at the end", "assessed"):
        await past.assess(name)
    await past.assess("no breach at the end", {"Zijn er persoonsgegevens bij betrokken?": "Nee"})
    await past.decided("closed at the end", answers=HARMLESS)
    await past.does(past.office("po"), "decide_duties", "closed at the end", recipients="geen", reason=WHY)
    await past.does(
        past.office("po"), "fill_register", "closed at the end", effects="Geen.", measures="Uitleg."
    )
    await past.bot.settled()


async def the_day_before(past: Past) -> None:
    """30 November: what is asked and searched for on the last day."""
    await past.breach("two days left", JILL, "2026-11-30 09:00")
    for name in (
        "question answered at the end",
        "question added to at the end",
        "question passed on at the end",
        "question followed up at the end",
        "question asked back at the end",
        "entry at the end",
        "agreement at the end",
        "question back answered",
        "question handed over",
        "question confidential",
    ):
        if name == "entry at the end":
            await past.entry_asked(name, JILL)
        elif name == "agreement at the end":
            await past.agreement_asked(name, JILL)
        else:
            await past.question(name, JILL)
    await past.bot.settled()
    po = past.office("po")
    await past.does(po, "reply", "question followed up at the end", words="Een verzonnen antwoord.")
    await past.does(po, "ask_reporter", "question back answered", words="Welke kast bedoel je?")
    await past.does(po, "take_up", "question handed over")
    await past.bot.settled()


async def the_last_minute(past: Past) -> None:
    """Nothing of what follows from these was sent when the old version was stopped (1 December, 9:20)."""
    po, fg, jz, sam, jill = (
        past.office("po"),
        past.office("fg"),
        past.office("jz"),
        past.chat(SAM),
        past.chat(JILL),
    )
    await past.breach("filed at the end", SAM, data_kinds=("gezondheid",), n_people="onbekend")
    await past.breach("filed confidentially at the end", JILL, confidential=True)
    await past.does(po, "take_up", "taken up at the end")
    await past.does(po, "ask_reporter", "asked at the end", question="Wat stond er in de brief?")
    asked = await past.exchange("answered at the end")
    await past.does(sam, "answer", "answered at the end", exchange=asked, answer="Nee, die kende niemand.")
    await past.does(
        sam, "add_facts", "added to at the end", n_people="101-1000", addition="Het waren er meer."
    )
    await past.does(po, "hand_over", "handed over at the end", to=KIM.aad_id)
    await past.does(sam, "ask_withdrawal", "withdrawal at the end", reason=WHY)
    await past.does(po, "accept_withdrawal", "withdrawn at the end", reason=WHY)
    await past.does(po, "keep_open", "kept open at the end")
    await past.does(po, "decide", "decided at the end", choice="follow")
    not_told = {"ap": "not", "people": "not", "ground": "risico_weg", "reason": WHY, "people_reason": WHY}
    await past.does(po, "deviate", "deviated at the end", **not_told)
    await past.does(po, "conclude_no_breach", "no breach at the end", reason=WHY)
    await past.does(po, "close", "closed at the end")
    await past.does(po, "reopen", "withdrawn breach")
    await past.does(po, "seen", "seen at the end")
    await past.does(po, "make_confidential", "made confidential at the end")
    await past.does(jz, "informed", "people wait", how="brief", count_told="1", **past.moment())

    await past.request("passed on at the end", JILL, "2026-11-30")
    await past.does(jz, "take_up", "new request")
    await past.does(jz, "ask_reporter", "receipt confirmed", question="Bij welk team ligt het?")
    asked = await past.exchange("asked the colleague")
    await past.does(sam, "answer", "asked the colleague", exchange=asked, answer="Bij het team inkomen.")
    await past.does(sam, "add_note", "fee charged", note="Het gaat om het jaar ervoor.")
    await past.does(jz, "hand_over", "three weeks ago", to=TED.aad_id)
    for to in ("po", "reporter", "anders"):
        await past.does(
            jz, "ask_search", "in progress", to=to, place="Kelder", what=f"Zoek bij {to}.", until="2026-12-07"
        )
    searches = {each.to: each.id for each in (await past.bot.kept(past.numbers["searching"])).open_searches}
    await past.does(po, "answer_search", "searching", search=searches["po"], answer="Twaalf brieven.")
    await past.does(sam, "answer_search", "searching", search=searches["reporter"], answer="Niets gevonden.")
    await past.does(
        jz,
        "record_answer",
        "all decided",
        sent_on="2026-12-01",
        way="zivver_sms",
        others="geen",
        remedy="true",
        checklist=EVERYTHING_TOLD,
    )
    await past.does(jz, "close", "answered request")
    await past.does(jz, "withdraw", "two weeks ago", ending="geen_verzoek", reason=WHY)
    await past.does(jz, "reopen", "withdrawn request", reason=WHY)
    await past.does(jz, "seen", "last day")
    await past.does(jz, "make_confidential", "clarifying")

    await past.question("question at the end", ROB, "fg")
    await past.does(po, "take_up", "question added to at the end")
    await past.does(po, "reply", "question answered at the end", words="Een verzonnen antwoord.")
    await past.does(jill, "add_words", "question added to at the end", addition="Nog iets erbij.")
    await past.does(po, "pass_on", "question passed on at the end", office="fg", reason=WHY)
    await past.does(jill, "follow_up", "question followed up at the end", question="En elke maand?")
    await past.does(po, "ask_reporter", "question asked back at the end", words="Welke kast bedoel je?")
    asked = await past.exchange("question back answered")
    await past.does(jill, "answer", "question back answered", exchange=asked, answer="De kast op de gang.")
    await past.does(po, "hand_over", "question handed over", to=LOU.aad_id)
    await past.does(po, "reopen", "closed question")
    await past.does(po, "make_confidential", "question confidential")
    await past.does(po, "seen", "asked on Thursday of po")
    await past.does(fg, "accept_entry", "entry at the end")
    await past.does(jz, "record_agreement", "agreement at the end")

    jip, finn = past.chat(JIP), past.chat(FINN)
    await past.does(jip, "seen", "review seen")
    await past.does(
        jip,
        "change_agreement",
        "review moved",
        party="Verzonnen BV",
        kind="verwerker",
        signed_on="2026-11-02",
        review_on="2027-03-01",
    )
    await past.does(jip, "end", "review ended", reason=WHY)
    await past.does(
        finn,
        "change_what",
        "entry in force",
        name="Verzonnen verwerking",
        team="Mens en werk",
        purposes=WHY,
        role="verantwoordelijke",
        groups="sollicitant",
    )
    await past.agreement("agreed at the end", "2027-12-01")
