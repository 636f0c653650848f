"""What happened years and weeks before the old version was stopped: what is destroyed, what lasts, requests."""

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM
from tests.e2e.running_bot import JIP, LOU
from tests.upgrade.past import EVERYTHING_TOLD, WHY, Past


async def long_ago(past: Past) -> None:
    """Cases that are destroyed by now; the offices link their channels and say hello."""
    for office in ("po", "fg", "jz"):
        await past.office(office).say(f"koppel {office.upper()}")
    for who in (SAM, JILL, NOOR, LOU, FINN, JIP):
        await past.chat(who).say("hallo")
    await past.breach("old breach", SAM)
    await past.request("old request", SAM, "2021-11-08")
    await past.question("old question", SAM)
    await past.bot.settled()
    await past.does(past.chat(SAM), "ask_withdrawal", "old breach", reason=WHY)
    await past.does(past.office("po"), "accept_withdrawal", "old breach", reason=WHY)
    await past.does(past.office("jz"), "withdraw", "old request", ending="ingetrokken", reason=WHY)
    await past.does(past.chat(SAM), "withdraw", "old question", reason=WHY)
    await past.bot.settled()


async def a_month_before(past: Past) -> None:
    """Requests that came in some time ago (2 November)."""
    jz = past.office("jz")
    for name, received in (
        ("extended by one", "2026-10-04"),
        ("extended by two", "2026-10-20"),
        ("late since yesterday", "2026-10-30"),
        ("late for days", "2026-10-26"),
        ("late and explained", "2026-10-12"),
    ):
        await past.request(name, SAM, received)
    told = {"reason": "complex", "why": WHY, "told_on": "2026-11-02"}
    await past.does(jz, "extend", "extended by one", months="1", **told)
    await past.does(jz, "extend", "extended by two", months="2", **told)
    await past.bot.settled()


async def two_weeks_before(past: Past) -> None:
    """Entries, agreements, requests and questions (17 November)."""
    chat, jz, finn = past.chat, past.office("jz"), past.chat(FINN)
    for name in (
        "draft entry",
        "entry in force",
        "entry ended",
        "entry opened again",
        "entry to be looked at",
    ):
        await past.processing(name)
    for name in ("entry in force", "entry ended", "entry opened again"):
        which = {"kinds": "gewoon", "bases": "overeenkomst", "retention": "4 weken", "groups": "sollicitant"}
        await past.does(
            finn,
            "change_what",
            name,
            name=f"Verzonnen verwerking {name}",
            groups="sollicitant",
            purposes=WHY,
            role="verantwoordelijke",
            team="P&O",
        )
        await past.does(finn, "change_which", name, **which)
        await past.does(finn, "change_whereto", name, recipients="Team P&O.", transfers="geen", dpia="nee")
        await past.does(finn, "establish", name)
    await past.does(finn, "change_beside", "entry to be looked at", review_on="2026-12-01")
    await past.does(finn, "end", "entry ended", reason=WHY)
    await past.does(finn, "end", "entry opened again", reason=WHY)
    await past.does(finn, "reopen", "entry opened again")
    for name, review_on in (
        ("reviewed in two months", "2027-01-29"),
        ("reviewed in two months and a day", "2027-01-30"),
        ("reviewed in two weeks", "2026-12-15"),
        ("reviewed today", "2026-12-01"),
        ("reviewed a week ago", "2026-11-24"),
        ("reviewed two weeks ago", "2026-11-17"),
        ("review seen", "2026-11-26"),
        ("review moved", "2026-11-26"),
        ("review ended", "2026-11-26"),
    ):
        await past.agreement(name, review_on)
    for name, received in (
        ("three weeks ago", "2026-11-10"),
        ("two weeks ago", "2026-11-17"),
        ("to extend", "2026-11-06"),
        ("closing", "2026-11-04"),
        ("last day", "2026-11-02"),
    ):
        await past.request(name, JILL, received)
    for name in ("answered and silent", "asked back and silent", "answered lately", "closed question"):
        await past.question(name, SAM)
    await past.bot.settled()
    for name in ("answered and silent", "answered lately", "closed question"):
        await past.does(past.office("po"), "reply", name, words="Een verzonnen antwoord.")
    await past.does(past.office("po"), "ask_reporter", "asked back and silent", words="Welke kast?")
    await past.bot.settled()
    await past.does(chat(SAM), "close", "closed question")
    await past.does(jz, "take_up", "three weeks ago")
    await past.bot.settled()
    await past.advice("kept advice", SAM)
    await past.advice("another advice", JILL)
    await past.bot.settled()


async def a_week_before(past: Past) -> None:
    """Requests in every state, and questions (23 and 24 November)."""
    jz, sam = past.office("jz"), past.chat(SAM)
    names = (
        "new request",
        "receipt confirmed",
        "clarifying",
        "identity asked",
        "paused",
        "in progress",
        "searching",
        "searching late",
        "partly decided",
        "all decided",
        "refused",
        "answered request",
        "closed request",
        "withdrawn request",
        "request opened again",
        "asked the colleague",
        "fee charged",
        "recipients due",
    )
    for name in names:
        rights = {"partly decided": "inzage,wissing", "recipients due": "wissing"}.get(name, "inzage")
        await past.request(name, SAM, "2026-11-23", rights)
    await past.request("confidential request", SAM, "2026-11-23", confidential="true")
    await past.bot.settled()
    day = {"asked_on": "2026-11-24"}
    for name in names[1:]:
        await past.does(jz, "confirm_receipt", name, told_on="2026-11-24")
    await past.does(jz, "ask_clarification", "clarifying", what=WHY, **day)
    for name in ("identity asked", "paused"):
        await past.does(jz, "ask_identity", name, way="feiten", reason="twijfel", **day)
    await past.does(jz, "pause", "paused", reason="identiteit", promptly="true")
    known = (
        "in progress",
        "partly decided",
        "all decided",
        "answered request",
        "closed request",
        "request opened again",
        "recipients due",
        "fee charged",
    )
    for name in known:
        await past.does(jz, "confirm_identity", name, way="feiten")
    for to, until in (("po", "2026-12-04"), ("reporter", "2026-12-04"), ("anders", "2026-12-04")):
        await past.does(
            jz, "ask_search", "searching", to=to, place="Archief", what=f"Zoek bij {to}.", until=until
        )
        await past.does(
            jz, "ask_search", "searching late", to=to, place="Archief", what=f"Zoek {to}.", until="2026-11-25"
        )
    for name in ("partly decided", "all decided", "answered request", "closed request"):
        await past.does(jz, "decide", name, right="inzage", outcome="toegekend")
    await past.does(jz, "decide", "recipients due", right="wissing", outcome="toegekend")
    await past.does(jz, "ask_identity", "refused", way="feiten", reason="twijfel", **day)
    await past.does(
        jz, "decide", "refused", right="inzage", outcome="geweigerd", ground="identiteit", reason=WHY
    )
    sent = {
        "sent_on": "2026-11-24",
        "way": "zivver_sms",
        "others": "geen",
        "remedy": "true",
        "checklist": EVERYTHING_TOLD,
    }
    for name in ("answered request", "closed request"):
        await past.does(jz, "record_answer", name, **sent)
    await past.does(jz, "close", "closed request")
    for name in ("withdrawn request", "request opened again"):
        await past.does(jz, "withdraw", name, ending="ingetrokken", reason=WHY)
    await past.does(jz, "reopen", "request opened again", reason=WHY)
    await past.does(jz, "charge_fee", "fee charged", ground="kopieen", amount="12 euro", proof=WHY)
    await past.does(jz, "ask_reporter", "asked the colleague", question="Welk team heeft het?")
    await past.does(sam, "add_note", "in progress", note="De persoon belde nog een keer.")
    await past.bot.settled()
    for name, office in (
        ("waits for five days", "po"),
        ("waits at legal affairs", "jz"),
        ("waits at the FG", "fg"),
    ):
        await past.question(name, JILL, office)
    await past.bot.settled()
