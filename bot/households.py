"""All organisations of a deployment, and which tenant is whose."""

from collections.abc import Iterable, Mapping

from bot.household import Household, Shared
from bot.teams.events import Answer, CardAction, Event, Message, ShowCard
from bot.teams.web import Words
from cases.organisation import Organisation

NOBODYS = ":all"
"""The partition of what belongs to the deployment and to no organisation: no key of one holds a colon."""


class Households:
    """Answers each event by the organisation in whose tenant it happens (a handler of the Teams adapter)."""

    def __init__(self, organisations: Iterable[Organisation], shared: Shared) -> None:
        """At least one; the settings see to it that no two have a key or a tenant in common."""
        self.by_key: Mapping[str, Household] = {each.key: Household(each, shared) for each in organisations}
        self.first = next(iter(self.by_key.values()))
        self._by_tenant = {tenant: each for each in self.by_key.values() for tenant in each.org.tenants}

    @property
    def tenants(self) -> list[frozenset[str]]:
        """Those of each organisation."""
        return [frozenset(each.org.tenants) for each in self.by_key.values()]

    @property
    def set_aside(self) -> int:
        """How many rows that cannot be read wait for a repair, in all registers together."""
        return sum(each.aside.count for each in self.by_key.values())

    @property
    def hangs(self) -> bool:
        """Whether something that is being sent for one of them takes so long that only a new start helps."""
        return any(each.hangs for each in self.by_key.values())

    async def finished(self) -> None:
        """No round comes any more: what is being sent is finished."""
        for each in self.by_key.values():
            await each.finished()

    def words(self, tenant: str) -> Words:
        """What the door says to the people of this tenant, which was admitted."""
        return self._of(tenant).words

    async def handle(self, event: Event) -> Answer:
        """The answer to this event."""
        return await self._of(event.place.tenant).handle(event)

    async def shown(self, event: Message | CardAction, answer: ShowCard, card_id: str) -> None:
        """The answer to this event now stands in the chat as a new message with this id."""
        await self._of(event.place.tenant).shown(event, answer, card_id)

    def _of(self, tenant: str) -> Household:
        """A local run may have no tenants: then its one organisation serves all. The door admitted the tenant."""
        return self._by_tenant[tenant] if self._by_tenant else self.first
