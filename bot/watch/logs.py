"""How lines of the log are written: for people, or one JSON object a line; each with the turn that it belongs to."""

import contextvars
import hashlib
import json
import logging
from datetime import UTC, datetime
from typing import Literal

LogForm = Literal["text", "json"]
FORMS: tuple[LogForm, ...] = ("text", "json")

_TURN: contextvars.ContextVar[str] = contextvars.ContextVar("turn", default="")


def begin_turn(code: str) -> None:
    """From here on, in this task and what it starts, lines belong to the turn with this random code."""
    _TURN.set(code)


_ORGANISATION: contextvars.ContextVar[str] = contextvars.ContextVar("organisation", default="")


def lines_of(organisation: str) -> None:
    """From here on, in this task and what it starts, lines are about this organisation; "" for none or the only one."""
    _ORGANISATION.set(organisation)


def turn_of(key: str) -> str:
    """The code of the work on a waiting message, the same at every try; it says nothing of what the key names."""
    return hashlib.sha256(key.encode()).hexdigest()[:8]


class _Marked(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        turn, organisation = _TURN.get(), _ORGANISATION.get()
        mark = " ".join(filter(None, (organisation, turn)))
        record.__dict__.update(turn=turn, organisation=organisation, mark=f" [{mark}]" if mark else "")
        return True


class _Json(logging.Formatter):
    """No trace of a fault: its values may be personal data."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name in ("organisation", "turn"):
            if told := getattr(record, name, ""):
                line[name] = told
        return json.dumps(line, ensure_ascii=False)


class _Text(logging.Formatter):
    """No trace of a fault here either."""

    def formatException(self, ei: object) -> str:
        kind = ei[0] if isinstance(ei, tuple) and ei else None
        return getattr(kind, "__name__", "")


def write_logs(form: LogForm) -> None:
    """Send all lines from INFO on to stderr in this form. What others write loudly is heard from WARNING on."""
    handler = logging.StreamHandler()
    handler.addFilter(_Marked())
    handler.setFormatter(
        _Json() if form == "json" else _Text("%(asctime)s %(levelname)s %(name)s%(mark)s: %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for loud in ("azure", "transitions"):  # the latter writes several lines for each step of a conversation
        logging.getLogger(loud).setLevel(logging.WARNING)
