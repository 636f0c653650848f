"""The sub-command `settings`: writes the page of all settings, from what the program reads."""

import argparse
import json
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le, MaxLen
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from bot.settings import DEFAULTS, NAMES, PREFIX
from cards.words import words_beside
from cases.organisation import LINE_LIMIT, Member, Office, Offices, Organisation

say = words_beside(__file__)

SPOKEN = ("pagina", "omgeving", "buiten", "bestand", "deel", "soort")

PAGE = Path("docs/beheer/instellingen.md")

FROM_AZURE = ("AZURE_CLIENT_ID", "IDENTITY_ENDPOINT", "IDENTITY_HEADER")
"""What is read from the environment without our prefix, by us or by Azure's own library."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("--out", default=PAGE.as_posix())


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """A JSON line for the page that was written."""
    path = Path(chosen.out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(), "utf-8")
    print(json.dumps({"written": path.as_posix()}))
    return 0


def page() -> str:
    """The page, Markdown in Dutch. Raises LookupError for a setting that nobody described."""
    lines = [
        f"# {say('pagina.titel')}",
        say("pagina.gemaakt"),
        f"{say('pagina.begin')} {say('pagina.na_wijzigen')}",
        f"## {say('pagina.omgeving')}",
        say("pagina.omgeving_uitleg"),
        _table("kop_omgeving", (_from_environment(name) for name in _in_order())),
        f"### {say('pagina.buiten')}",
        say("pagina.buiten_uitleg"),
        _table("kop_omgeving", ([f"`{each}`", say(f"buiten.{each}"), _none()] for each in FROM_AZURE)),
        f"## {say('pagina.bestand')}",
        say("pagina.bestand_uitleg"),
        f"### {say('pagina.bovenin')}",
        _table("kop", _rows(Organisation, "bestand")),
        *_parts(),
    ]
    return "\n\n".join(lines) + "\n"


def _in_order() -> list[str]:
    """The names of the environment as their words stand in the file; one without words comes last, and fails there."""
    told = [each.removeprefix("omgeving.") for each in reversed(list(say)) if each.startswith("omgeving.")]
    return sorted(NAMES, key=lambda name: (told.index(name) if name in told else len(told), name))


def _from_environment(name: str) -> list[str]:
    default = DEFAULTS.get(name)
    return [f"`{PREFIX}{name}`", say(f"omgeving.{name}"), _none() if default is None else f"`{default}`"]


def _parts() -> Iterator[str]:
    """Every table of the organisation file."""
    for name, field in Organisation.model_fields.items():
        part = field.annotation
        if part is Offices:
            yield f"### `[{name}.…]`"
            yield say(f"deel.{name}")
            yield _table("kop", _rows(Office, "bestand.office"))
            yield say("deel.people")
            yield _table("kop", _rows(Member, "bestand.member"))
        elif _is_part(part):
            yield f"### `[{name}]`"
            yield say(f"deel.{name}")
            yield _table("kop", _rows(part, f"bestand.{name}"))


def _rows(part: type[BaseModel], words: str) -> Iterator[list[str]]:
    """A row for each setting of this part that is no part itself."""
    for name, field in part.model_fields.items():
        if not _is_part(field.annotation):
            kind = _kind(field.annotation, field.metadata)
            yield [f"`{name}`", say(f"{words}.{name}"), kind, _default(field)]


def _is_part(annotation: Any) -> typing.TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _kind(annotation: Any, metadata: Sequence[Any]) -> str:
    """What may be filled in, as the model checks it."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _kind(inner[0], [*_flat(inner[1:]), *metadata])
    if origin in (typing.Union, types.UnionType):
        (given,) = (each for each in inner if each is not types.NoneType)
        return _kind(given, metadata)
    if origin is tuple:
        if inner[0] is Member:
            return say("soort.people")
        each, most = _kind(inner[0], ()), _limit(metadata, MaxLen, "max_length")
        return say("soort.list", each=each) if most is None else say("soort.list_most", each=each, most=most)
    if annotation is int:
        least, most = _limit(metadata, Ge, "ge"), _limit(metadata, Le, "le")
        return say("soort.only", most=most) if least == most else say("soort.whole", least=least, most=most)
    if annotation is float:
        return say("soort.number", above=_limit(metadata, Gt, "gt"), most=_limit(metadata, Le, "le"))
    checks = [each.func.__name__.strip("_") for each in metadata if isinstance(each, AfterValidator)]
    return say(f"soort.{checks[0]}", most=LINE_LIMIT) if checks else say("soort.text")


def _flat(metadata: Sequence[Any]) -> Iterator[Any]:
    """What a type is annotated with; pydantic's own `Field` holds several."""
    for each in metadata:
        yield from each.metadata if isinstance(each, FieldInfo) else (each,)


def _limit(metadata: Sequence[Any], kind: type, name: str) -> Any:
    return next((getattr(each, name) for each in _flat(metadata) if isinstance(each, kind)), None)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return say("waarde.verplicht")
    if field.default is None:
        return say("waarde.niet_ingesteld")
    if field.default in ("", ()):
        return say("waarde.leeg")
    if isinstance(field.default, tuple):
        return f"`[{', '.join(str(each) for each in field.default)}]`"
    return f"`{field.default:g}`" if isinstance(field.default, int | float) else f"`{field.default}`"


def _none() -> str:
    return say("waarde.geen")


def _table(head: str, rows: Iterator[list[str]]) -> str:
    top = say(f"pagina.{head}")
    rule = "|" + "---|" * (top.count("|") - 1)
    return "\n".join([top, rule, *(f"| {' | '.join(cells)} |" for cells in rows)])
