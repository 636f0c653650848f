"""All flows, found by themselves: one module, one words file and one scenarios file of the same name for each."""

from importlib import import_module
from pkgutil import iter_modules

from dialogs.flow import Flow
from dialogs.texts import FlowTexts, load_texts
from state_machines.chart import ChartError


def _load() -> dict[str, tuple[Flow, FlowTexts]]:
    found = dict[str, tuple[Flow, FlowTexts]]()
    for module in iter_modules(__path__):
        loaded = import_module(f"{__name__}.{module.name}")
        flow: Flow = loaded.FLOW
        if flow.id != module.name:
            raise ChartError(f"{module.name}.py holds a flow called {flow.id!r}")
        found[flow.id] = (flow, load_texts(flow, frozenset(loaded.ERRORS)))
    return dict(sorted(found.items(), key=lambda each: each[1][1].menu.plaats))


_FOUND = _load()

FLOWS: dict[str, Flow] = {name: flow for name, (flow, _) in _FOUND.items()}
"""Every flow by its id, in the order of the menu."""

TEXTS: dict[str, FlowTexts] = {name: texts for name, (_, texts) in _FOUND.items()}
"""The words of every flow by the flow's id."""
