"""All flows, found by themselves: one module, one words file and one scenarios file of the same name for each."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cases.names import POLICY_NAMES, names_of
from cases.organisation import Organisation
from dialogs.flow import Flow
from dialogs.texts import FlowTexts, load_texts
from state_machines.chart import ChartError


def _load(names: Mapping[str, str]) -> dict[str, tuple[Flow, FlowTexts]]:
    found = dict[str, tuple[Flow, FlowTexts]]()
    for module in iter_modules(__path__):
        loaded = import_module(f"{__name__}.{module.name}")
        flow: Flow = loaded.FLOW
        if flow.id != module.name:
            raise ChartError(f"{module.name}.py holds a flow called {flow.id!r}")
        found[flow.id] = (flow, load_texts(flow, frozenset(loaded.ERRORS), names))
    return dict(sorted(found.items(), key=lambda each: _place(each[1][1])))


def _place(texts: FlowTexts) -> int:
    return texts.menu.plaats if texts.menu is not None else LAST


LAST = 1000
"""Behind everything in the menu: flows that have no row there."""

_FOUND = _load(POLICY_NAMES)

FLOWS: dict[str, Flow] = {name: flow for name, (flow, _) in _FOUND.items()}
"""Every flow by its id, in the order of the menu."""

TEXTS: dict[str, FlowTexts] = {name: texts for name, (_, texts) in _FOUND.items()}
"""The words of every flow by the flow's id, with the names that the policy uses."""


def texts_in(org: Organisation) -> Mapping[str, FlowTexts]:
    """The words of every flow with the names of this organisation and its offices."""
    names = names_of(org)
    return TEXTS if names == POLICY_NAMES else _texts(tuple(names.items()))


@cache
def _texts(names: tuple[tuple[str, str], ...]) -> Mapping[str, FlowTexts]:
    return {name: texts for name, (_, texts) in _load(dict(names)).items()}
