"""Builds the Teams app package: `python -m manifest.build --app-id <guid> --domain <host>`.

It fills in the manifest, with what the organisation file says about the organisation, and zips it with the icons; the
zip is what an administrator uploads to Teams. The same input gives the same bytes: no clock, no compression. Where
another package lies already, the new one gets a higher version: Teams takes no update without.
"""

import argparse
import json
import os
import re
import sys
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from bot.settings import BadSetting, named, read_organisations
from cases.organisation import Organisation

FOLDER = Path(__file__).resolve().parent
ICONS = ("color.png", "outline.png")
DEFAULT_OUT = Path("dist/privacybot.zip")

PLACEHOLDER = re.compile(r"\$\{\{(\w+)\}\}")
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HOST_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
HOST_LIMIT = 253
"""Most characters of a host name (RFC 1035)."""

VERSION = re.compile(r'("version": )"(\d{1,5})\.(\d{1,5})\.(\d{1,5})"')
"""The version of the package in the manifest; that of the schema is called otherwise."""

OLDEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def app_id_of(text: str) -> str:
    """The app registration's id in lower case. Raises ValueError with a sentence for the user."""
    app_id = text.strip().lower()
    if not GUID.fullmatch(app_id) or not app_id.replace("-", "").strip("0"):
        raise ValueError(
            "the app id must be the GUID of the bot's registration, "
            f"like 1b4e28ba-2fa1-41d2-883f-0016d3cca427, not {text!r}"
        )
    return app_id


def domain_of(text: str) -> str:
    """The bot's host name in lower case. Raises ValueError with a sentence for the user."""
    domain = text.strip().lower()
    labels = domain.split(".")
    if (
        len(domain) > HOST_LIMIT
        or len(labels) < 2
        or not all(HOST_LABEL.fullmatch(label) for label in labels)
        or labels[-1].isdigit()
    ):
        raise ValueError(
            "the domain must be a bare host name like bot.example.com, "
            f"without https://, port or path, not {text!r}"
        )
    return domain


def app_version() -> str:
    """The version of the program, from pyproject.toml."""
    with (FOLDER.parent / "pyproject.toml").open("rb") as file:
        version: str = tomllib.load(file)["project"]["version"]
    return version


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with every ${{NAME}} replaced. Raises ValueError for a name without a value."""

    def value_of(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in values:
            raise ValueError(f"manifest.json asks for ${{{{{name}}}}}, which nobody fills in")
        # The placeholder stands inside a JSON string.
        return json.dumps(values[name])[1:-1]

    return PLACEHOLDER.sub(value_of, template)


def addresses_of(org: Organisation) -> dict[str, str]:
    """Where Teams leads people who look at the app. Raises ValueError for what the organisation file does not say:
    a privacy notice that is somewhere else, or nowhere, is worse than no package."""
    found = {
        "WEBSITE": ("facts.website", org.facts.website),
        "PRIVACY_NOTE": ("policy.bot_note", org.policy.bot_note),
        "POLICY": ("policy.url", org.policy.url),
    }
    for setting, address in found.values():
        if not address.startswith("https://"):
            raise ValueError(
                f"{setting} in the organisation file must be an address with https://, for the app package"
            )
    return {name: address for name, (_, address) in found.items()}


def filled_manifest(app_id: str, domain: str, org: Organisation) -> str:
    """The manifest as Teams gets it, JSON text. Raises ValueError for a value that cannot be right."""
    values = {
        "APP_ID": app_id_of(app_id),
        "BOT_DOMAIN": domain_of(domain),
        "APP_VERSION": app_version(),
        "ORGANISATION": org.name,
        "SHORT_NAME": org.short_name,
        **addresses_of(org),
    }
    return fill((FOLDER / "manifest.json").read_text("utf-8"), values)


def contents_of(manifest: str) -> dict[str, bytes]:
    """What the package holds, by name."""
    return {
        "manifest.json": manifest.encode("utf-8"),
        **{name: (FOLDER / name).read_bytes() for name in ICONS},
    }


def higher_than_before(manifest: str, out: Path) -> str:
    """The manifest with a version above that of the package which lies at `out`, when that one says something else:
    Teams takes no update without. The same one keeps its version."""
    before = _package_at(out)
    told = VERSION.search(before.get("manifest.json", b"").decode("utf-8", "replace"))
    if told is None:
        return manifest
    old = (int(told[2]), int(told[3]), int(told[4]))
    same = VERSION.sub(told[0], manifest, count=1)
    if contents_of(same) == before:
        return same
    mine = VERSION.search(manifest)
    new = (int(mine[2]), int(mine[3]), int(mine[4])) if mine is not None else (0, 0, 0)
    if new > old:
        return manifest
    raised = ".".join(map(str, (old[0], old[1], old[2] + 1)))
    return VERSION.sub(lambda found: f'{found[1]}"{raised}"', manifest, count=1)


def _package_at(out: Path) -> dict[str, bytes]:
    """What lies there; nothing when that is no package."""
    try:
        with zipfile.ZipFile(out) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (OSError, zipfile.BadZipFile):
        return {}


def write_package(manifest: str, out: Path) -> None:
    """Zip the manifest and the icons. Raises OSError when `out` cannot be written."""
    contents = contents_of(manifest)
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, OLDEST_ZIP_TIME)
            entry.create_system = 3  # Unix on every machine, so that the bytes do not depend on it.
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line; the usage is there with --help."""

    def error(self, message: str) -> NoReturn:
        """Print the message and exit with 2."""
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Write the package and print where it is; a wrong value prints one line and exits with 2."""
    parser = OneLineParser(prog="manifest.build", description="Builds the Teams app package.")
    parser.add_argument("--app-id", help="GUID of the bot's registration (else PRIVACYBOT_APP_ID)")
    parser.add_argument("--domain", required=True, help="host name at which Teams reaches the bot")
    parser.add_argument(
        "--organisation", metavar="NAME", default="", help="whose package, where the setting is a folder"
    )
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, help=f"the zip to write (else {DEFAULT_OUT})"
    )
    options = parser.parse_args(arguments)
    app_id = options.app_id or environment.get("PRIVACYBOT_APP_ID", "")
    if not app_id:
        parser.error("give the GUID of the bot's registration with --app-id or in PRIVACYBOT_APP_ID")
    try:
        place = environment.get("PRIVACYBOT_ORGANISATION", "organisation.toml")
        there = read_organisations(place)
        org = named(there, options.organisation) if Path(place).is_dir() or options.organisation else there[0]
        manifest = filled_manifest(app_id, options.domain, org)
        write_package(higher_than_before(manifest, options.out), options.out)
    except (ValueError, BadSetting) as problem:
        parser.error(str(problem))
    except OSError as problem:
        parser.error(f"cannot write {options.out}: {problem.strerror}")
    print(options.out)


if __name__ == "__main__":
    main(sys.argv[1:], os.environ)
