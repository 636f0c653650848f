"""One part of a local run: a child process that is ended with all that it started."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

STOP_SECONDS = 10.0
"""How long a part may take to end by itself before it is killed."""


class Part:
    """One child process, in a process group of its own, with its output in a file."""

    def __init__(self, name: str, output: Path) -> None:
        self.name = name
        self.output = output
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        with self.output.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches only us, and we end the whole group
            )

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        return self._process.returncode if self._process else None

    async def wait(self) -> None:
        if self._process:
            await self._process.wait()

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def last_words(self) -> str:
        """The last line that it wrote, for a message of one line."""
        lines = [line.strip() for line in self.said().splitlines() if line.strip()]
        return lines[-1] if lines else "it said nothing"

    def signal(self, number: signal.Signals) -> None:
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    async def stop(self) -> None:
        if not self._process:
            return
        self.signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            pass
        # Also when it ended itself: what it started may still be there.
        self.signal(signal.SIGKILL)
        await self._process.wait()
        self._process = None  # its number may be given to a stranger from now on
