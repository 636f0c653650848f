"""Nobody learns or changes anything by pressing or forging what is not theirs."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Answered, Chat, FakePerson, person
from tests.e2e.filing import SEND, STORY, report, to_review
from tests.e2e.running_bot import RunningBot, running_bot
from tests.e2e.test_case import QUESTION, filed_breach, living

OFFICER_VERBS = (
    "take_up",
    "seen",
    "ask_reporter",
    "make_confidential",
    "hand_over_form",
    "hand_over",
    "late_reason",
    "accept_withdrawal",
    "keep_open",
    "reopen",
    "history",
    "paper",
    "send_facts",
)
REPORTER_VERBS = (
    "show",
    "status",
    "add_facts",
    "save_facts",
    "withdraw",
    "confirm_withdrawal",
    "answer_question",
    "send_answer",
)
FIELDS = {
    "question": "Wat staat er allemaal in die zaak?",
    "reason": "Omdat ik dat zo graag wil hebben.",
    "answer": "Dat antwoord verzin ik er zelf bij.",
    "addition": "Dit verzin ik er nog zelf bij.",
    "n_people": "1001+",
    "to": JILL.aad_id,
    "exchange": "2",
    "stage": "ap-48h",
}


async def forge(chat: Chat, verb: str, data: dict[str, Any], *, fallback: bool = False) -> Answered:
    """A press that no card of ours has."""
    card_id = chat.posts[-1].id if chat.posts else "1764000000000"
    activity = chat.activity("message" if fallback else "invoke")
    activity["replyToId"] = card_id
    if fallback:
        activity["value"] = data | {"verb": verb}
    else:
        activity["name"] = "adaptiveCard/action"
        activity["value"] = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
    answered = await chat.send(activity)
    assert answered.status == 200
    assert answered.error is None, f"{verb}: {answered.error}"
    return answered


async def nothing_changed(bot: RunningBot, number: str, before: str) -> None:
    await bot.settled()
    assert (await bot.case(number)).model_dump_json() == before


@pytest.mark.parametrize("scope", ["personal", "channel"])
@pytest.mark.parametrize("fallback", [False, True])
async def test_a_stranger_presses_everything_and_learns_nothing(
    tmp_path: Path, scope: str, fallback: bool
) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        before = (await bot.case(number)).model_dump_json()
        jill = bot.personal(JILL) if scope == "personal" else bot.channel("po", JILL)
        if scope == "personal":
            await jill.say("hallo")
        for verb in (*OFFICER_VERBS, *REPORTER_VERBS):
            said = len(bot.teams.posts)
            there = await forge(jill, verb, FIELDS | {"case": number, "version": 2}, fallback=fallback)
            nowhere = await forge(
                jill, verb, FIELDS | {"case": "DL-2026-0999", "version": 2}, fallback=fallback
            )
            told = str(there.body) + "".join(post.text for post in bot.teams.posts[said:])
            for secret in (STORY, SAM.name, QUESTION, NOOR.name):
                assert secret not in told
            assert there.body == nowhere.body, f"{verb}: an answer must not tell which numbers exist"
        await nothing_changed(bot, number, before)


async def test_the_reporter_cannot_do_what_officers_do(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, sam, _, number):
        before = (await bot.case(number)).model_dump_json()
        for verb in OFFICER_VERBS:
            await forge(sam, verb, FIELDS | {"case": number, "version": 1})
        await nothing_changed(bot, number, before)


async def test_an_officer_cannot_answer_for_the_reporter(tmp_path: Path) -> None:
    async with filed_breach(tmp_path) as (bot, _, office, number):
        await office.press("Stuur de vraag", {"question": QUESTION})
        await bot.settled()
        before = (await bot.case(number)).model_dump_json()
        for verb in ("save_facts", "confirm_withdrawal", "send_answer"):
            await forge(office, verb, FIELDS | {"case": number, "version": 2})
        await nothing_changed(bot, number, before)


async def test_a_draft_of_somebody_else_is_not_opened_filed_or_shown(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam, jill = bot.personal(SAM), bot.personal(JILL)
        await to_review(sam)
        pressed = sam.pressing(SEND)
        assert pressed is not None
        data = pressed["value"]["action"]["data"]
        await jill.say("hallo")
        for verb in ("file", "resume", "back", "stop", "edit", "discard", "answer", "restart"):
            answered = await forge(jill, verb, dict(data) | {"flow": "breach", "step": "check"})
            assert STORY not in str(answered.body)
        assert not await bot.numbers()
        await sam.press(SEND)
        assert await bot.numbers() == ["DL-2026-0001"]
        answered = await forge(jill, "file", dict(data))
        assert "DL-2026-0001" not in str(answered.body)
        assert STORY not in str(answered.body)


async def test_another_tenant_and_who_teams_does_not_vouch_for_are_refused(tmp_path: Path) -> None:
    async with running_bot(tmp_path) as bot:
        sam = bot.personal(SAM)
        foreign = sam.activity("message")
        foreign["text"] = "datalek"
        foreign["channelData"]["tenant"]["id"] = "99999999-2222-4333-8444-555555555555"
        foreign["conversation"]["tenantId"] = "99999999-2222-4333-8444-555555555555"
        guest = sam.activity("message") | {"text": "datalek"}
        del guest["from"]["aadObjectId"]
        elsewhere = sam.activity("message") | {"text": "datalek", "channelId": "webchat"}
        service = sam.activity("message") | {"text": "datalek", "serviceUrl": "https://elsewhere.example/"}
        for activity in (foreign, guest, elsewhere, service):
            assert (await sam.send(activity)).status == 403
        assert not bot.teams.posts


@pytest.mark.parametrize("who", [JILL, SAM, FINN])
async def test_only_members_of_an_office_link_its_channel(tmp_path: Path, who: FakePerson) -> None:
    async with running_bot(tmp_path, linked=False) as bot:
        await bot.channel("elsewhere", who).say("koppel PO")
        number = await report(bot.personal(person("Ada Voorbeeld")))
        await bot.advance(minutes=1)
        assert not [post for post in bot.channel("elsewhere", who).posts if number in post.text]
        office = bot.channel("privacy", NOOR)
        await office.say("Koppel  po")
        await bot.advance(minutes=1)
        assert number in office.text
        assert living(office).thread is None


async def test_in_a_personal_chat_no_channel_is_linked(tmp_path: Path) -> None:
    async with running_bot(tmp_path, linked=False) as bot:
        noor = bot.personal(NOOR)
        await noor.say("koppel PO")
        await report(bot.personal(SAM))
        await bot.advance(minutes=1)
        assert not [post for post in noor.posts if "DL-2026-0001" in post.text]
