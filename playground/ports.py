"""Where the parts of a local run listen, and whether those places are free."""

import errno
import socket
from collections.abc import Mapping
from dataclasses import dataclass


class CannotRun(Exception):
    """The house cannot start or go on. The text says why and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the three parts listen on 127.0.0.1."""

    bot: int = 3978
    employee: int = 56150
    officer: int = 56151


PORT_SETTINGS = {
    "bot": ("PRIVACYBOT_PORT", "the bot"),
    "employee": ("PLAYGROUND_EMPLOYEE_PORT", "the Playground of the employee"),
    "officer": ("PLAYGROUND_PO_PORT", "the Playground of the Privacy Officer"),
}


def ports_from(environment: Mapping[str, str]) -> Ports:
    """The ports that the environment names, or the usual ones. Raises CannotRun on nonsense."""
    chosen: dict[str, int] = {}
    for part, (setting, _) in PORT_SETTINGS.items():
        text = environment.get(setting, "")
        if not text:
            continue
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
            raise CannotRun(f"{setting} must be a port number from 1 to 65535, not {text!r}.")
        chosen[part] = int(text)
    ports = Ports(**chosen)
    if len({ports.bot, ports.employee, ports.officer}) < 3:
        settings = ", ".join(setting for setting, _ in PORT_SETTINGS.values())
        raise CannotRun(f"The bot and the two Playgrounds each need a port of their own: see {settings}.")
    return ports


def free_ports() -> Ports:
    """Three ports that nobody uses right now, for a test."""
    with socket.socket() as a, socket.socket() as b, socket.socket() as c:
        for one in (a, b, c):
            one.bind(("127.0.0.1", 0))
        return Ports(a.getsockname()[1], b.getsockname()[1], c.getsockname()[1])


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
