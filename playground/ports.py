"""Where the parts of a local run listen, and whether those places are free."""

import errno
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace


class CannotRun(Exception):
    """The house cannot start or go on. The text says why and what to do, in one line."""


NOT_RUN = 0
"""The port of a Playground that is not started."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the parts listen on 127.0.0.1. The FG and JZ may be left out: NOT_RUN."""

    bot: int = 3978
    employee: int = 56150
    officer: int = 56151
    fg: int = NOT_RUN
    jz: int = NOT_RUN

    @property
    def taken(self) -> dict[str, int]:
        """The port of each part that runs."""
        return {each.name: port for each in fields(self) if (port := getattr(self, each.name)) != NOT_RUN}


PORT_SETTINGS = {
    "bot": ("PRIVACYBOT_PORT", "the bot"),
    "employee": ("PLAYGROUND_EMPLOYEE_PORT", "the Playground of the employee"),
    "officer": ("PLAYGROUND_PO_PORT", "the Playground of the Privacy Officer"),
    "fg": ("PLAYGROUND_FG_PORT", "the Playground of the FG"),
    "jz": ("PLAYGROUND_JZ_PORT", "the Playground of legal affairs"),
}

WITH_EVERYBODY = Ports(fg=56152, jz=56153)
"""Where a run listens that was told nothing."""

_LEFT_OUT = ("fg", "jz")


def ports_from(environment: Mapping[str, str]) -> Ports:
    """The ports that the environment names, or the usual ones; "none" leaves the FG or JZ out.

    Raises CannotRun on nonsense.
    """
    chosen: dict[str, int] = {}
    for part, (setting, _) in PORT_SETTINGS.items():
        text = environment.get(setting, "")
        if not text:
            continue
        if text == "none" and part in _LEFT_OUT:
            chosen[part] = NOT_RUN
            continue
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
            raise CannotRun(f"{setting} must be a port number from 1 to 65535, not {text!r}.")
        chosen[part] = int(text)
    ports = replace(WITH_EVERYBODY, **chosen)
    if len(set(ports.taken.values())) < len(ports.taken):
        settings = ", ".join(setting for setting, _ in PORT_SETTINGS.values())
        raise CannotRun(f"The bot and the Playgrounds each need a port of their own: see {settings}.")
    return ports


def free_ports(*, everybody: bool = False) -> Ports:
    """Ports that nobody uses right now, for a test: without the FG and legal affairs, or of everybody."""
    with ExitStack() as probes:
        found = list[int]()
        for _ in fields(Ports) if everybody else ("bot", "employee", "officer"):
            probe = probes.enter_context(socket.socket())
            probe.bind(("127.0.0.1", 0))
            found.append(probe.getsockname()[1])
        return Ports(*found)


def is_free(port: int) -> bool:
    """Whether nobody listens on this port, on either loopback address ("localhost" may mean both)."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            probe = socket.socket(family)
        except OSError:
            continue  # no IPv6 on this machine
        with probe:
            # Else a port whose last connections are just closing looks taken for a minute.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except PermissionError as refused:
                raise CannotRun(
                    f"Port {port} needs administrator rights: choose one above 1023."
                ) from refused
            except OSError as failed:
                # Any other failure on ::1 just means that this machine has no IPv6.
                if family is socket.AF_INET or failed.errno == errno.EADDRINUSE:
                    return False
    return True
