"""Two organisations on one deployment never see or move anything of each other."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.azurite import connection_string, running_azurite
from tests.e2e.fake_teams import FINN, JILL, NOOR, SAM, Failure, channel_id
from tests.e2e.filing import report, to_review
from tests.e2e.neighbours import (
    OTHER_TENANT,
    Neighbour,
    breach,
    entry,
    neighbours,
    question,
    request,
    send,
    tell,
)
from tests.e2e.running_bot import JIP, KIM, LOU, running_bot
from tests.e2e.test_advices import KEPT, keep
from tests.e2e.test_organisation_in_teams import changing, part
from tests.e2e.test_strangers import FIELDS, OFFICER_VERBS, REPORTER_VERBS, forge

TYPED = (
    "open datalekken",
    "open verzoeken",
    "open vragen",
    "open verwerkingen",
    "overzichten",
    "maandoverzicht datalekken",
    "maandoverzicht verzoeken",
    "jaarcijfers",
    "jaarcijfers 2026",
    "wat moet ik vandaag doen",
    "hoeveel datalekken dit jaar",
    "toon DL-2026-0001",
    "toon RV-2026-0001",
    "toon AD-2026-0001",
    "toon VR-2026-0001",
    "inzages DL-2026-0001",
    "controleer het register",
    "kantoren",
    "mijn zaken",
    "help",
    "hallo",
    "telefoonnummer van de privacy officer",
    "hoe lang bewaren we een sollicitatiebrief",
    "wie is er niet",
)


async def lived(here: Neighbour) -> None:
    """Something in each register that people fill."""
    await breach(here)
    await request(here)
    await question(here)
    await entry(here)


async def asked(here: Neighbour, other: Neighbour) -> None:
    """Everybody types everything, in the own chat and in the channels."""
    for office in ("po", "fg", "jz"):
        for chat in (here.officer(office), here.channel(office)):
            for line in (*TYPED, f"zoek {here.sought}"):
                await tell(chat, line)
            told = await tell(chat, f"zoek {other.sought}")
            assert "Ik vond geen zaak" in told or "Een register toon ik alleen" in told
    for line in TYPED:
        await tell(here.bot.personal(SAM), line)


def nothing_of(other: Neighbour, here: Neighbour) -> None:
    """What went to the Teams and the mailboxes of one says nothing of the other."""
    seen = here.seen() + "".join(f"{each.to} {each.subject} {each.text}" for each in here.mails())
    found = [each for each in other.marks if each in seen]
    where = [seen[max(0, at - 120) : at + 60] for each in found for at in [seen.find(each)]]
    assert not found, where


async def test_neither_is_ever_told_anything_of_the_other(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        for here in (apple, pear):
            await lived(here)
        for here, other in ((apple, pear), (pear, apple)):
            await asked(here, other)
            assert here.secret in here.seen(), "there is something to be told"
            for prefix in ("DL", "RV", "AD", "VR"):
                assert re.findall(rf"{prefix}-2026-\d{{4}}", here.seen()), prefix
                assert f"{prefix}-2026-0002" not in here.seen(), "numbers run by organisation"
        await apple.bot.advance(hours=50)
        await apple.bot.advance(hours=24)
        for here, other in ((apple, pear), (pear, apple)):
            nothing_of(other, here)
            assert here.mails()
        assert len(apple.mails()) + len(pear.mails()) == len(apple.bot.mails)


async def test_files_and_what_is_held_of_somebody_are_of_one_organisation(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        for here in (apple, pear):
            await lived(here)
        for here, other in ((apple, pear), (pear, apple)):
            for who in (SAM, NOOR, JIP, LOU, FINN):
                chat = here.bot.personal(who)
                await chat.say("mijn gegevens")
                await chat.press("Geef mij het bestand")
                await chat.consent()
            held = here.seen()
            assert "Je staat niet" in held or here.secret in held
            officer = here.officer("po")
            await officer.say("open datalekken")
            await officer.press("Excel")
            await officer.consent()
            await forge(
                officer, "give", {"case": "DL-2026-0001", "file": "paper", "paper": "letter", "of": "file"}
            )
            await officer.consent()
            files = here.bot.teams.uploaded
            assert any(name.endswith(".xlsx") for name in files)
            assert any(name.endswith(".docx") for name in files)
            nothing_of(other, here)


async def test_a_press_on_a_card_of_the_other_changes_and_tells_nothing(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        await breach(apple)
        only_here = await breach(apple, JILL)
        await breach(pear)
        await breach(pear)
        third = await breach(pear)
        assert (only_here, third) == ("DL-2026-0002", "DL-2026-0003")
        # Neither NOOR nor JIP lacks an office, and in the other organisation they have another one.
        before = await apple.bot.everything(), await pear.bot.everything()
        for chat in (apple.officer("po"), apple.channel("po"), apple.bot.personal(SAM)):
            await chat.say("hallo")
            before = await apple.bot.everything(), before[1]
            for verb in (*OFFICER_VERBS, *REPORTER_VERBS):
                said = len(apple.bot.teams.posts)
                there = await forge(chat, verb, FIELDS | {"case": third, "version": 1})
                nowhere = await forge(chat, verb, FIELDS | {"case": "DL-2026-0999", "version": 1})
                told = str(there.body) + "".join(post.text for post in apple.bot.teams.posts[said:])
                assert pear.secret not in told
                assert there.body == nowhere.body, f"{verb}: an answer must not tell which numbers exist"
        await apple.bot.settled()
        assert (await pear.bot.everything()) == before[1]
        changed = set((await apple.bot.everything()).splitlines()) ^ set(before[0].splitlines())
        assert not [line for line in changed if line.startswith(("case|", "event|"))]


async def test_a_card_of_the_other_moves_only_the_case_of_who_presses(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        number = await breach(apple)
        assert await breach(pear) == number
        shown = apple.channel("po")
        pressed = shown.pressing("Ik pak dit op", post=shown.posts[0])
        assert pressed is not None
        copied = pear.channel("po").activity("invoke")
        copied |= {each: pressed[each] for each in ("name", "replyToId", "value")}
        await pear.channel("po").send(copied)
        await pear.bot.settled()
        assert not (await apple.bot.case(number)).taken_up
        assert (await pear.bot.case(number)).taken_up
        nothing_of(pear, apple)
        nothing_of(apple, pear)


@pytest.mark.parametrize("where", ["conversation", "from", "channelData"])
async def test_who_names_both_tenants_or_a_third_is_refused(tmp_path: Path, where: str) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        await breach(apple)
        chat = apple.officer("po")
        await chat.say("hallo")
        before = await apple.bot.everything(), await pear.bot.everything()
        answers = len(apple.bot.teams.calls)
        for tenant in (OTHER_TENANT, "99999999-2222-4333-8444-555555555555"):
            activity = chat.activity("message") | {"text": "open datalekken"}
            if where == "channelData":
                activity["channelData"] = {"tenant": {"id": tenant}}
            else:
                activity[where] = activity[where] | {"tenantId": tenant}
            assert (await chat.send(activity)).status == 403
        no_tenant = chat.activity("message") | {"text": "open datalekken", "channelData": {}}
        no_tenant["conversation"] = {
            name: value for name, value in no_tenant["conversation"].items() if name != "tenantId"
        }
        assert (await chat.send(no_tenant)).status == 403
        assert (await apple.bot.everything(), await pear.bot.everything()) == before
        assert len(apple.bot.teams.calls) == answers


async def test_who_has_an_office_in_one_is_a_colleague_in_the_other(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        for here in (apple, pear):
            await breach(here)
        refused = "Dit kan ik je niet laten zien"
        for who in (FINN, NOOR, KIM):
            assert refused in await tell(pear.bot.personal(who), "open datalekken")
        assert refused in await tell(apple.bot.personal(JIP), "open datalekken")
        assert "DL-2026-0001" in await tell(apple.bot.personal(NOOR), "open datalekken")
        assert "DL-2026-0001" in await tell(pear.bot.personal(JIP), "open datalekken")
        before = await pear.bot.everything()
        assert "Gekoppeld" not in await tell(pear.bot.channel("po", NOOR), "koppel po")
        assert "Gekoppeld" in await tell(apple.bot.channel("po", NOOR), "koppel po")
        assert "office|" not in before + await pear.bot.everything()


async def test_terms_and_reminders_are_those_of_each(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        for here in (apple, pear):
            await breach(here)
        first, second = [await here.bot.case("DL-2026-0001") for here in (apple, pear)]
        assert first.report.discovered_at == second.report.discovered_at
        limits = [first.deadline(apple.org).due, second.deadline(pear.org).due]
        assert limits[0] - limits[1] == timedelta(hours=12)
        assert [f"{limits[1]:%H.%M}" in here.channel("po").posts[0].text for here in (apple, pear)] == [
            False,
            True,
        ]

        # 48 hours before the one limit is 36 hours before the other, which reminds 30 and 6 hours before.
        def reminded() -> list[int]:
            return [len([post for post in here.channel("po").posts if post.thread]) for here in (apple, pear)]

        assert reminded() == [0, 0]
        await apple.bot.advance(hours=25)
        assert [each > 0 for each in reminded()] == [True, False]
        await apple.bot.advance(hours=6)
        assert [each > 0 for each in reminded()] == [True, True]
        nothing_of(pear, apple)
        nothing_of(apple, pear)


async def test_each_advice_names_the_policy_of_its_own(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        for here, version in ((apple, "appeloogst 2024"), (pear, "perenoogst 2020")):
            sam = here.bot.personal(SAM)
            await keep(sam)
            assert f"versie {version}" in sam.text
            assert (await here.bot.kept(KEPT)).policy_version == version
        nothing_of(pear, apple)
        nothing_of(apple, pear)


async def test_what_is_changed_in_teams_and_who_is_away_stays_with_one(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        finn, lou = apple.officer("fg"), pear.officer("fg")
        await lou.say("hallo")
        before = await pear.bot.everything()
        await part(finn, "De organisatie")
        await changing(finn, "set:facts.phone", text="030-3333333")
        await finn.press("Ja, verander dit")
        await tell(apple.officer("jz"), "ik ben er niet tot 12 december")
        assert "12 dec" in await tell(finn, "wie is er niet")
        assert await pear.bot.everything() == before
        assert "12 dec" not in await tell(lou, "wie is er niet")
        await part(lou, "De organisatie")
        assert "030-3333333" not in lou.text
        assert "030-1111111" in lou.text


async def test_the_figures_of_the_deployment_name_nobody(tmp_path: Path) -> None:
    token = "0123456789abcdef0123456789abcdef"
    async with neighbours(tmp_path, metrics_token=token) as (apple, pear):
        for here in (apple, pear):
            await breach(here)
        headers = {"Authorization": f"Bearer {token}"}
        async with apple.bot.teams.session.get(f"{apple.bot.url}/metrics", headers=headers) as answer:
            told = await answer.text()
        assert 'privacybot_lines_total{heard="at_once"} 2.0' in told
        status, ready = await apple.bot.get("/health/ready")
        assert status == 200
        for mark in (*apple.marks, *pear.marks, "wil", "peer"):
            assert mark not in told + json.dumps(ready)


async def test_another_instance_sends_what_this_one_left(tmp_path: Path) -> None:
    """This one writes the case and is gone before anything went out; nobody tells the other one but the store."""
    async with neighbours(tmp_path, instances=2) as (apple, pear):
        for here in (apple, pear):
            await breach(here)
        for here, other in ((apple, pear), (pear, apple)):
            posts = len(other.bot.teams.posts)
            chat = here.bot.personal(JILL)
            await to_review(chat, story=f"De tas met de {here.secret} is gestolen uit de auto.")
            here.bot.teams.fail(*[Failure(503)] * 8)  # so that it is sent later, by whom is left
            await send(chat)
            assert len(other.bot.teams.posts) == posts
        for here in (apple, pear):
            here.bot.teams.failures.clear()
        await apple.bot.stop()
        apple.bot.teams.bot_url = pear.bot.teams.bot_url = apple.bot.others[0].url
        await apple.bot.others[0].advance(minutes=20)
        for here in (apple, pear):
            found = [post for post in here.channel("po").posts if "DL-2026-0002" in post.text]
            assert found, "the card came"
            numbers = [post for post in here.channel("po").posts if post.thread is None]
            assert len(numbers) == 2, "and once"
        nothing_of(pear, apple)
        nothing_of(apple, pear)


async def test_a_store_of_one_file_goes_on_in_a_folder_and_out_of_it_again(tmp_path: Path) -> None:
    async with running_bot(tmp_path, tokens=True) as alone:
        number = await report(alone.personal(SAM))
        await alone.settled()
        before = await alone.everything()
    async with neighbours(tmp_path) as (apple, pear):
        assert set(before.splitlines()) <= set((await apple.bot.everything()).splitlines())
        assert number in await tell(apple.officer("po"), "open datalekken")
        assert await breach(apple) == "DL-2026-0002"
        assert await breach(pear) == "DL-2026-0001"
    async with running_bot(tmp_path) as alone:
        assert await alone.numbers() == ["DL-2026-0001", "DL-2026-0002"]
        noor = alone.personal(NOOR)
        alone.teams.ids_after(1_765_000_000_000)
        await noor.say("open datalekken")
        assert "DL-2026-0002" in noor.text
        assert pear.secret not in await alone.everything()


async def test_each_hears_once_a_day_what_is_wrong_with_its_own(tmp_path: Path) -> None:
    async with neighbours(tmp_path) as (apple, pear):
        for here in (apple, pear):
            await here.bot.personal(JILL).say("hallo")
        pear.bot.teams.lost.add(channel_id("po"))
        await apple.bot.advance(hours=18)
        lost = "Het kanaal van Perenwachter is niet te bereiken"
        assert [lost in here.bot.personal(JILL).text for here in (apple, pear)] == [False, True]
        assert "is niet te bereiken" not in apple.seen()
        nothing_of(pear, apple)
        nothing_of(apple, pear)


@pytest.fixture
def azurite() -> Iterator[int]:
    with running_azurite() as port:
        yield port


async def test_two_instances_on_azure_tables_send_each_message_once_and_to_its_own(azurite: int) -> None:
    async with neighbours(connection_string(azurite), instances=2) as (apple, pear):
        pear.bot.teams.bot_url = apple.bot.others[0].url
        for here, other in ((apple, pear), (pear, apple)):
            assert await breach(here) == "DL-2026-0001"
            cards = [post for post in here.channel("po").posts if post.thread is None]
            assert len(cards) == 1
            assert here.secret in cards[0].text
            nothing_of(other, here)
