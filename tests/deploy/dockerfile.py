"""Reads the Dockerfile and .dockerignore: its instructions by stage, and what of this folder an image would hold."""

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its word in capitals, its options (`--from=…`), and what stands behind them."""

    word: str
    options: tuple[str, ...]
    rest: str

    @property
    def words(self) -> list[str]:
        """What stands behind the options, word by word; a JSON list is its members."""
        return json.loads(self.rest) if self.rest.startswith("[") else shlex.split(self.rest)


Stage = list[Instruction]


def stages(text: str) -> list[Stage]:
    """The stages, each beginning with its FROM. Raises ValueError for a line that is no instruction."""
    found: list[Stage] = []
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in filter(None, map(str.strip, re.sub(r"\\\n", " ", lines).splitlines())):
        word, _, rest = line.partition(" ")
        if not word.isupper() or not rest.strip():
            raise ValueError(f"no instruction: {line}")
        options = list[str]()
        while match := re.match(r"\s*(--\S+)\s+", rest):
            options.append(match.group(1))
            rest = rest[match.end() :]
        if word == "FROM":
            found.append([])
        found[-1].append(Instruction(word, tuple(options), rest.strip()))
    return found


def environment_of(stage: Stage) -> dict[str, str]:
    """What its ENV lines set."""
    pairs = (each for one in stage if one.word == "ENV" for each in one.words)
    return dict(pair.split("=", 1) for pair in pairs)


def health_command(stage: Stage) -> list[str]:
    """The command of its HEALTHCHECK."""
    (check,) = (each for each in stage if each.word == "HEALTHCHECK")
    word, _, command = check.rest.partition(" ")
    assert word == "CMD"
    return list(json.loads(command))


class Ignored:
    """What .dockerignore keeps away: the last line that matches a path, or a folder above it, decides."""

    def __init__(self, text: str) -> None:
        lines = (line.strip() for line in text.splitlines())
        self._rules = [
            (line.startswith("!"), _pattern(line.lstrip("!").strip("/")))
            for line in lines
            if line and not line.startswith("#")
        ]

    def __contains__(self, path: str) -> bool:
        pure = PurePosixPath(path)
        ways = [pure.as_posix(), *(each.as_posix() for each in pure.parents if each.name)]
        ignored = False
        for keeps, pattern in self._rules:
            if any(pattern.fullmatch(way) for way in ways):
                ignored = not keeps
        return ignored


def _pattern(rule: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*|\?|\[[^\]]*\])", rule)
    told = {"**/": "(?:.*/)?", "*": "[^/]*", "?": "[^/]"}
    return re.compile(
        "".join(told.get(part, part if part.startswith("[") else re.escape(part)) for part in parts)
    )


def copied(stage: Stage, files: Sequence[str], ignored: Ignored) -> Iterator[tuple[str, PurePosixPath]]:
    """The files of this folder that the stage copies, and where they come to lie. Raises ValueError when a COPY would
    find nothing: a build ends there."""
    folder = PurePosixPath("/")
    for each in stage:
        if each.word == "WORKDIR":
            folder = folder / each.rest
        if each.word != "COPY" or any(option.startswith("--from") for option in each.options):
            continue
        *sources, target = each.words
        for source in sources:
            found = [name for name in files if _below(source, name) is not None and name not in ignored]
            if not found:
                raise ValueError(f"COPY {source} finds nothing")
            for name in found:
                rest = _below(source, name) or (PurePosixPath(name).name if target.endswith("/") else "")
                yield name, folder / target / rest


def _below(source: str, name: str) -> str | None:
    """Where `name` lies below `source`: "" for the same file, None when elsewhere."""
    if name == source:
        return ""
    return name.removeprefix(f"{source}/") if name.startswith(f"{source}/") else None


def the_dockerfile() -> list[Stage]:
    """Ours."""
    return stages((ROOT / "Dockerfile").read_text("utf-8"))


def what_is_ignored() -> Ignored:
    """By ours."""
    return Ignored((ROOT / ".dockerignore").read_text("utf-8"))


def files_here() -> list[str]:
    """Every file that a build could copy: those of the folders that the Dockerfile names, and those beside them."""
    named = {
        each for stage in the_dockerfile() for one in stage if one.word == "COPY" for each in one.words[:-1]
    }
    tops = [ROOT / each for each in sorted(named) if not each.startswith("/")]
    return [
        path.relative_to(ROOT).as_posix()
        for top in tops
        for path in ([top] if top.is_file() else sorted(top.rglob("*")))
        if path.is_file()
    ]
