"""Carries out the steps of the Dockerfile in a folder, without a daemon: `make image-check`.

What makes accounts and owners is left out; the rest is done as it stands, with every absolute path of the image below
the folder. Then the program is started as the image would start it until its health check says that it lives (by root
as an account that may not write there, if that can reach this Python). Told to stop, it must end with 0, and have
written nowhere but in /data.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from bench.servers import free_port
from tests.deploy.dockerfile import (
    ROOT,
    Instruction,
    Stage,
    copied,
    environment_of,
    files_here,
    health_command,
    the_dockerfile,
    what_is_ignored,
)

ABSOLUTE = re.compile(r"(?<![\w./])/(?:opt/venv|build|app|data|config)\b")
OF_THE_MACHINE = re.compile(r"^(groupadd|useradd|install) ")
START_SECONDS = 60

REGISTRATION = {
    "PRIVACYBOT_APP_ID": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "PRIVACYBOT_APP_PASSWORD": "invented",
    "PRIVACYBOT_APP_TENANT_ID": "11111111-2222-4333-8444-555555555555",
}


def main() -> None:
    """Says of each step that it was done; what fails ends it with a code that is not 0."""
    with tempfile.TemporaryDirectory(prefix="image-") as name:
        image = Path(name)
        image.chmod(0o755)
        first, last = the_dockerfile()
        for stage in (first, last):
            build(stage, image)
        start(last, image)
    print("image-check: every step was carried out, the program lives, stops and writes nowhere but in /data")


def build(stage: Stage, image: Path) -> None:
    """The COPY and RUN steps, one after another. Raises CalledProcessError or ValueError."""
    folder = image
    for each in stage:
        if each.word == "WORKDIR":
            folder = image / each.rest.lstrip("/")
            folder.mkdir(parents=True, exist_ok=True)
        elif each.word == "COPY":
            copy(each, folder, image)
        elif each.word == "RUN" and OF_THE_MACHINE.match(each.rest):
            print(f"left out: {each.rest}")
        elif each.word == "RUN":
            print(f"RUN {each.rest}", flush=True)
            command = shlex.split(inside(each.rest, image))
            if command[0] == "python":
                command[0] = sys.executable
            subprocess.run(command, cwd=folder, check=True, timeout=900)


def copy(step: Instruction, folder: Path, image: Path) -> None:
    """One COPY; what comes from another stage lies here already. Raises ValueError."""
    if any(option.startswith("--from") for option in step.options):
        return
    base = "/" + folder.relative_to(image).as_posix().removeprefix(".")
    count = 0
    for name, target in copied([Instruction("WORKDIR", (), base), step], files_here(), what_is_ignored()):
        path = image / target.as_posix().lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, path)
        count += 1
    print(f"COPY {step.rest}: {count} files", flush=True)


def inside(text: str, image: Path) -> str:
    """The absolute paths of the image, below the folder that stands for it."""
    return ABSOLUTE.sub(lambda match: f"{image}{match.group()}", text)


def start(stage: Stage, image: Path) -> None:
    """The program as the image starts it. Raises SystemExit when it does not live, stop, or keep its hands still."""
    data, config = image / "data", image / "config"
    data.mkdir(exist_ok=True)
    config.mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "playground" / "organisation.toml", config / "organisation.toml")
    settings = {name: inside(value, image) for name, value in environment_of(stage).items()}
    settings["PATH"] = settings["PATH"].replace("$PATH", os.environ["PATH"])
    settings |= REGISTRATION | {"PRIVACYBOT_HOST": "127.0.0.1", "PRIVACYBOT_PORT": str(free_port())}
    settings["PRIVACYBOT_STORE"] = f"sqlite:{data}/privacybot.db"
    (entry,) = (each.words for each in stage if each.word == "ENTRYPOINT")
    before = written(image)
    account = 10001 if os.geteuid() == 0 and open_to_all(Path(sys.base_prefix)) else None
    print(f"started as {'ourselves' if account is None else account}", flush=True)
    if account is not None:
        os.chown(data, account, account)
    with subprocess.Popen(
        [str(image / "opt/venv/bin/python"), *entry[1:]],
        cwd=image / "app",
        env=settings,
        user=account,
        group=account,
        extra_groups=None if account is None else [],
    ) as running:
        try:
            wait_until_it_lives(health_command(stage), settings, image)
        finally:
            running.terminate()
        code = running.wait(30)
    if code != 0:
        sys.exit(f"image-check: it stopped with {code}")
    if changed := sorted(written(image) ^ before):
        sys.exit(f"image-check: written outside /data: {changed[:5]}")


def open_to_all(folder: Path) -> bool:
    """Whether another account can come here: the Python of root's own home runs for root alone."""
    return all(each.stat().st_mode & 0o001 for each in (folder, *folder.parents))


def wait_until_it_lives(command: list[str], settings: Mapping[str, str], image: Path) -> None:
    """Runs the health check again and again. Raises SystemExit."""
    until, said = time.monotonic() + START_SECONDS, ""
    while time.monotonic() < until:
        done = subprocess.run(
            [str(image / "opt/venv/bin/python"), *command[1:]],
            env=settings,
            capture_output=True,
            check=False,
            timeout=30,
        )
        if done.returncode == 0:
            return
        said = done.stderr.decode(errors="replace")[-300:]
        time.sleep(0.2)
    sys.exit(f"image-check: it does not live: {said}")


def written(image: Path) -> set[tuple[str, int]]:
    """Every file outside /data, with when it was changed."""
    return {
        (path.as_posix(), path.lstat().st_mtime_ns)
        for path in image.rglob("*")
        if path.is_file() and image / "data" not in path.parents
    }


if __name__ == "__main__":
    main()
