"""The flows that everybody can walk, ready to talk. Shared by everybody: it holds nothing about anyone."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.organisation import Organisation
from dialogs.dutch.understanding import Hears
from dialogs.flow import Flow
from dialogs.guide import Draft, Guide
from dialogs.texts import FlowTexts, MenuTexts


@dataclass(frozen=True, slots=True)
class Repertoire:
    """What a conversation stands on; `guides` and `texts` have the same names."""

    org: Organisation
    understanding: Hears
    guides: Mapping[str, Guide]
    texts: Mapping[str, FlowTexts]

    def of(self, draft: Draft) -> tuple[Guide, FlowTexts]:
        """The guide and the words of the flow that this draft walks."""
        return self.guides[draft.flow], self.texts[draft.flow]

    def ways_in(self) -> list[tuple[str, MenuTexts]]:
        """The flows that the menu leads to, in its order."""
        return [(name, texts.menu) for name, texts in self.texts.items() if texts.menu is not None]

    def is_judged(self, draft: Draft) -> bool:
        """Whether this draft has come to its verdict; False for a flow that is not here any more."""
        return draft.flow in self.guides and self.guides[draft.flow].is_judged(draft)

    def title(self, flow: str) -> str:
        """How the flow is called, or its name when it is not here any more."""
        return self.texts[flow].titel if flow in self.texts else flow


def repertoire(
    org: Organisation, understanding: Hears, flows: Mapping[str, Flow], texts: Mapping[str, FlowTexts]
) -> Repertoire:
    """Of these flows those that are open to everybody."""
    open_to_all = {name: flow for name, flow in flows.items() if flow.audience == "everybody"}
    return Repertoire(
        org,
        understanding,
        {name: Guide(flow) for name, flow in open_to_all.items()},
        {name: texts[name] for name in open_to_all},
    )
