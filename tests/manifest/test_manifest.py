"""The manifest holds against Microsoft's own schema and against what the schema does not say."""

import json
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft4Validator

from bot.turns.turn import REPORT
from dialogs.dutch.understanding import load_understanding
from dialogs.talk.dialog import Dialog
from dialogs.talk.turn import AnswerOrHelp, Occasion, Talk
from manifest.build import filled_manifest
from tests.house import organisation

ROOT = Path(__file__).parents[2]
NODE_MODULES = Path(os.environ.get("PRIVACYBOT_TEST_NODE_MODULES", ROOT / "playground" / "node_modules"))
SCHEMAS = NODE_MODULES / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"

APP_ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
DOMAIN = "bot.example.com"


NOTE = "https://intranet.example/privacybot"
ORG = organisation(policy=organisation().policy.model_copy(update={"bot_note": NOTE}))


def manifest() -> dict[str, Any]:
    filled: dict[str, Any] = json.loads(filled_manifest(APP_ID, DOMAIN, ORG))
    return filled


@cache
def schema(version: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        (SCHEMAS / f"v{version}" / "MicrosoftTeams.schema.json").read_text("utf-8")
    )
    return read


def problems(candidate: dict[str, Any]) -> list[str]:
    found = Draft4Validator(schema(candidate["manifestVersion"])).iter_errors(candidate)
    return ["/".join(map(str, ("$", *error.instance_path))) + f": {error.message}" for error in found]


def command_lists() -> dict[str, list[dict[str, str]]]:
    lists = {}
    for commands in manifest()["bots"][0]["commandLists"]:
        (scope,) = commands["scopes"]
        lists[scope] = commands["commands"]
    return lists


def test_filled_manifest_holds_against_the_schema() -> None:
    assert problems(manifest()) == []


def test_the_schema_would_refuse_a_wrong_manifest() -> None:
    wrong = manifest() | {"id": "no guid", "supportsChannelFeatures": "tier9", "surprise": 1}
    wrong["bots"][0]["commandLists"] *= 2

    found = "\n".join(problems(wrong))

    for place in ("$/id", "$/supportsChannelFeatures", "'surprise'", "$/bots/0/commandLists"):
        assert place in found


def test_schema_address_and_version_agree() -> None:
    told = manifest()
    assert told["$schema"] == (
        f"https://developer.microsoft.com/json-schemas/teams/v{told['manifestVersion']}/MicrosoftTeams.schema.json"
    )


def test_ids_and_host_are_filled_in() -> None:
    told = manifest()
    assert told["id"] == told["bots"][0]["botId"] == APP_ID
    assert told["validDomains"] == [DOMAIN]
    assert "${{" not in json.dumps(told)


def test_the_bot_is_there_for_one_person_a_team_and_a_group_with_commands_for_each() -> None:
    assert set(manifest()["bots"][0]["scopes"]) == {"personal", "team", "groupChat"} == set(command_lists())


def test_every_way_to_begin_is_understood() -> None:
    """What Teams offers in an empty chat is typed for the person, word for word."""
    known = Dialog(organisation(), load_understanding())
    at = Occasion(datetime(2026, 11, 23, 14, tzinfo=UTC), "Sam Voorbeeld", lambda: "id")
    for commands in command_lists().values():
        for title in (command["title"] for command in commands):
            turn = known.on_text(Talk(), title, at)
            office = title.casefold().startswith(("koppel ", "overzichten"))
            assert office or not isinstance(turn.want, AnswerOrHelp), title
    for title in ("Datalek melden", "Mail naar de verkeerde gestuurd"):
        draft = known.on_text(Talk(), title, at).talk.draft
        assert draft is not None
        assert draft.flow == "breach"


@pytest.mark.parametrize("scope", ["personal", "team", "groupChat"])
def test_commands_fit_the_menu_of_teams(scope: str) -> None:
    commands = command_lists()[scope]
    titles = [command["title"].casefold() for command in commands]
    assert 1 <= len(commands) <= 10, "older clients show at most ten"
    assert len(set(titles)) == len(titles)
    for command in commands:
        assert 0 < len(command["title"]) <= 32, "the menu cuts off longer titles"
        assert 0 < len(command["description"]) <= 128
        assert "!" not in command["description"]


def test_a_message_can_be_reported_and_nothing_else_is_done_with_it() -> None:
    (extension,) = manifest()["composeExtensions"]
    assert extension["botId"] == APP_ID
    (command,) = extension["commands"]
    assert (command["id"], command["type"], command["context"], command["fetchTask"]) == (
        REPORT,
        "action",
        ["message"],
        True,
    )
    assert len(command["title"]) <= 32


def test_the_bot_may_offer_files() -> None:
    (bot,) = manifest()["bots"]
    assert bot["supportsFiles"]


def test_the_commands_of_teams_and_groups_stand_behind_the_slash_too() -> None:
    """What is typed there is seen by nobody else; in the own chat nobody reads along anyway."""
    (bot,) = manifest()["bots"]
    assert bot["supportsTargetedMessages"]
    slashed = {each["scopes"][0] for each in bot["commandLists"] if "slash" in each.get("triggers", ())}
    assert slashed == {"team", "groupChat"}


def test_every_office_can_be_linked_from_its_channel() -> None:
    titles = {command["title"] for command in command_lists()["team"]}
    assert titles >= {"koppel PO", "koppel FG", "koppel JZ", "help"}


def test_a_breach_comes_first() -> None:
    assert command_lists()["personal"][0]["title"] == "Datalek melden"


def test_it_leads_to_the_notice_and_the_policy_of_the_organisation() -> None:
    developer = manifest()["developer"]
    assert developer == {
        "name": ORG.name,
        "websiteUrl": ORG.facts.website,
        "privacyUrl": NOTE,
        "termsOfUseUrl": ORG.policy.url,
    }
    assert ORG.short_name in manifest()["name"]["short"]


@pytest.mark.parametrize(
    ("part", "setting"), [("facts", "website"), ("policy", "bot_note"), ("policy", "url")]
)
@pytest.mark.parametrize("address", ["", "http://beleid.example"])
def test_without_an_address_there_is_no_manifest(part: str, setting: str, address: str) -> None:
    told = getattr(ORG, part).model_copy(update={setting: address})
    with pytest.raises(ValueError, match=f"{part}.{setting} in the organisation file"):
        filled_manifest(APP_ID, DOMAIN, ORG.model_copy(update={part: told}))
