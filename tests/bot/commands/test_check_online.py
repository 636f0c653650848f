"""`check --online`: what is around the bot is asked, all that is wrong is told at once, and nobody gets a message."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.looking_around import look_around
from bot.outbox.mail import SmtpMail
from bot.settings import Registration, Settings, Smtp
from bot.surroundings import Surroundings
from bot.teams.connector import Limits
from cases.desks.troubles import troubles
from cases.organisation import OFFICES
from tests.azurite import free_port
from tests.bot.commands.running import ROOT, run_python
from tests.e2e.fake_teams import APP_ID, FINN, NOOR, SAM, SECRET, TENANT, FakePerson, FakeTeams, fake_teams
from tests.e2e.fake_world import channel_id
from tests.e2e.mail_relay import HOST, mail_relay
from tests.e2e.running_bot import JIP, MONDAY_AFTERNOON, organisation_of

NOW = MONDAY_AFTERNOON.astimezone(UTC)
HURRIED = Limits(windows=(), attempts=1, request=2.0, total=3.0, first_pause=0.01)


def settings_of(teams: FakeTeams, store: str, *, secret: str = SECRET, linked: bool = True) -> Settings:
    """Those of the invented organisation, with a registration."""
    return Settings(
        host="127.0.0.1",
        port=3978,
        local=False,
        registration=Registration(APP_ID, secret, "SingleTenant", TENANT),
        store=store,
        smtp=None,
        organisation=organisation_of(teams, linked=linked),
    )


async def wrong(
    teams: FakeTeams, settings: Settings, mailer: SmtpMail | None = None, now: datetime = NOW
) -> list[str]:
    """The names of what is wrong around the bot, seen at this moment."""
    around = Surroundings(
        clock=lambda: now,
        login_url=teams.login_url,
        more_hosts=frozenset({teams.origin}),
        mailer=mailer,
        limits=HURRIED,
    )
    found = await look_around(settings, around)
    return [
        each.name
        for each in troubles(found[settings.organisation.key], now, settings.organisation, ["around"])
    ]


def rosters(teams: FakeTeams, people: Mapping[str, tuple[FakePerson, ...]]) -> None:
    """Who is in the channel of each office."""
    teams.rosters.update({channel_id(office): those for office, those in people.items()})


AT_HOME = {"po": (SAM, NOOR), "fg": (FINN,), "jz": (JIP,)}


async def test_all_well_is_silent_and_nothing_is_sent(tmp_path: Path) -> None:
    async with fake_teams(check_tokens=True) as teams, mail_relay(tmp_path) as relay:
        teams.clock = lambda: NOW
        rosters(teams, AT_HOME)
        mailer = SmtpMail(
            Smtp(HOST, relay.port, "", "", implicit_tls=False), "po@example.com", lambda: NOW, relay.trust
        )
        assert await wrong(teams, settings_of(teams, f"sqlite:{tmp_path / 'rows.db'}"), mailer) == []
        assert {call.method for call in teams.calls} == {"GET"}
        assert len(teams.calls) == len(OFFICES)
        assert relay.received == []


async def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with fake_teams(check_tokens=True) as teams:
        teams.clock = lambda: NOW
        rosters(teams, AT_HOME | {"po": (SAM, FINN)})
        teams.lost.add(channel_id("fg"))
        mailer = SmtpMail(Smtp(HOST, free_port(), "", "", implicit_tls=False), "po@example.com", lambda: NOW)
        settings = settings_of(teams, f"sqlite:{tmp_path / 'nowhere' / 'rows.db'}")
        late = NOW + timedelta(minutes=10)
        assert await wrong(teams, settings, mailer, late) == [
            "store",
            "channel",
            "channel_of_others",
            "mail",
            "clock",
        ]
        assert "there is no folder" in capsys.readouterr().err


@pytest.mark.parametrize("linked", [True, False])
async def test_a_wrong_secret_is_told_and_no_channel_is_called_lost_for_it(
    tmp_path: Path, linked: bool
) -> None:
    async with fake_teams(check_tokens=True) as teams:
        settings = settings_of(teams, f"sqlite:{tmp_path / 'rows.db'}", secret="another", linked=linked)
        unlinked = [] if linked else ["channel"] * len(OFFICES)
        assert await wrong(teams, settings) == ["login", *unlinked]


async def test_a_teams_that_does_not_answer_is_told(tmp_path: Path) -> None:
    async with fake_teams() as teams:
        settings = settings_of(teams, f"sqlite:{tmp_path / 'rows.db'}")
    assert await wrong(teams, settings) == ["teams"]


async def test_without_a_registration_teams_is_not_asked(tmp_path: Path) -> None:
    async with fake_teams(check_tokens=True) as teams:
        settings = replace(settings_of(teams, f"sqlite:{tmp_path / 'rows.db'}"), registration=None)
        assert await wrong(teams, settings) == []
        assert (teams.calls, teams.logins) == ([], 0)


async def test_a_large_channel_is_read_page_by_page(tmp_path: Path) -> None:
    async with fake_teams(check_tokens=True) as teams:
        teams.clock = lambda: NOW
        rosters(teams, AT_HOME | {"po": (*(SAM,) * 120, NOOR)})
        assert await wrong(teams, settings_of(teams, f"sqlite:{tmp_path / 'rows.db'}")) == []
        assert len(teams.calls) == len(OFFICES) + 2


def test_the_command_itself(tmp_path: Path) -> None:
    """As an administrator types it, on a machine where nothing but the store answers."""
    environment = {
        "PRIVACYBOT_ORGANISATION": str(ROOT / "playground" / "organisation.toml"),
        "PRIVACYBOT_STORE": f"sqlite:{tmp_path / 'rows.db'}",
        "PRIVACYBOT_SMTP": f"smtp://user:geheim-woord@127.0.0.1:{free_port()}",
    }
    ended = run_python("app.py", "check", "--local", "--online", typed=b"", environment=environment)
    told = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert told["wrong"] == ["teams", "channel", "no_deputy", "mail"]
    lines = ended.stderr.decode().splitlines()
    for name in told["wrong"]:
        assert [line for line in lines if line.startswith(f"privacybot: {name}: ")]
    assert "geheim-woord" not in ended.stderr.decode() + ended.stdout.decode()
