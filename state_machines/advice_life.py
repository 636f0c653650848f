"""The life of a kept advice: it is kept, and nothing happens to it any more until its time is over."""

from collections.abc import Mapping

from state_machines.chart import Chart

KEPT = "kept"

ROLES: Mapping[str, frozenset[str]] = {}
"""Nobody changes what was answered; who wants another answer goes through the questions again."""

READERS = frozenset({"po", "fg"})

ADVICE_LIFE = Chart(name="advice_life", start=KEPT, states=(KEPT,), arrows=())
