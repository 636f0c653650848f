"""When a turn happens, and who acts in it, in the terms of the organisation."""

from collections.abc import Callable
from datetime import datetime

from bot.teams.events import Person
from cases.organisation import Organisation
from cases.people import Actor
from dialogs.talk.turn import Occasion, OfficeWork


class NowAndWho:
    """The clock in the zone of the organisation, and people with the roles that they have in it.

    `work_of` tells what these offices may open of the registers.
    """

    def __init__(
        self,
        org: Organisation,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        work_of: Callable[[frozenset[str]], OfficeWork | None],
    ) -> None:
        self._org = org
        self._clock = clock
        self._new_id = new_id
        self._work_of = work_of

    def now(self) -> datetime:
        """This moment, in the zone of the organisation."""
        return self._clock().astimezone(self._org.zone)

    def occasion(self, person: Person) -> Occasion:
        """A turn of the conversation with this person, now."""
        work = self._work_of(self._org.roles_of(person.aad_id))
        return Occasion(self.now(), person.name, self._new_id, work)

    def actor(self, person: Person) -> Actor:
        """This person with the offices that they speak for."""
        return Actor(
            aad_id=person.aad_id.lower(),
            teams_id=person.teams_id,
            name=person.name,
            roles=self._org.roles_of(person.aad_id),
        )
