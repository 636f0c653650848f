"""Makes the register of a kind of lasting entries: the processing register, the agreements, the standing answers."""

from collections.abc import Callable
from datetime import datetime

from cases.drafts.answers import FilledIn
from cases.lasting.case import Content, R, RecordKind
from cases.lasting.life import Origin, file_record, record_life
from cases.lasting.listing import DRAFTS, record_export, record_listing
from cases.lasting.messages import record_news
from cases.lasting.new_entry import new_fields, new_record, new_record_card
from cases.lasting.office_card import record_drawn, record_history, record_summary, review_shrunk
from cases.lasting.taken_over import record_from_file
from cases.organisation import OfficeId, Organisation
from cases.people import Actor, Viewer
from cases.register.life import Change, Deed
from cases.register.register import ByHand, Cards, Made, Register, Stored, TellsAll
from cases.register.typed_commands import typed_commands


def record_register(
    kind: RecordKind[R],
    stored: Stored[R],
    counted: str,
    content_of: Callable[[FilledIn, Organisation], Content] | None = None,
    keeper_of: Callable[[FilledIn], OfficeId] | None = None,
    tells_all: TellsAll[R] | None = None,
    *,
    from_file: bool = False,
) -> Register[R]:
    """Everything that desk, outbox and presses need to know of this register.

    `counted` is the field whose values an overview counts ("": none), `content_of` what is filled in elsewhere (None:
    nothing leads to it), `keeper_of` which office keeps what comes of that (None: the only one that keeps this
    register), `tells_all` what everybody may know of an entry (None: nothing).
    `from_file`: entries that were kept elsewhere can be taken over from a file.
    """
    life = record_life(kind)

    def from_answers(
        filled: FilledIn, number: str, filer: Actor, now: datetime, org: Organisation
    ) -> Change[R]:
        return file_record(
            kind,
            life,
            content_of(filled, org) if content_of is not None else kind.says.content(),
            number,
            keeper_of(filled) if keeper_of is not None else kind.keepers[0],
            Origin(filled.draft_id, filled.origin, filled.points, filled.withheld),
            Deed(filer, now, org),
        )

    by_hand = ByHand[R](
        keepers=kind.keepers,
        title=kind.words("form.new.title"),
        fields=new_fields(kind),
        card=lambda draft_id, now, org, filling: new_record_card(kind, draft_id, now, org, filling),
        make=lambda given, number, draft_id, deed: new_record(kind, life, given, number, draft_id, deed),
    )

    return Register(
        name=kind.register,
        prefix=kind.prefix,
        life=life,
        stored=stored,
        listing=record_listing(kind, counted),
        export=record_export(kind, life),
        cards=Cards(
            living=lambda record, now, org, viewer: record_drawn(kind, life, record, now, org, viewer),
            own=lambda record, now, org: record_drawn(kind, life, record, now, org, Viewer.in_channel()),
            history=lambda record, events, now, org, private, until=0: record_history(
                life, record, events, now, org, until
            ),
            seen=lambda record, stage, office, org: review_shrunk(kind, record, stage, org),
            summary=lambda record, now, org: record_summary(kind, record),
        ),
        typed=typed_commands(lambda name: kind.words(f"typed.{name}"), (DRAFTS,), by_hand=True),
        news=record_news(kind),
        made=Made(
            from_answers if content_of is not None else None,
            by_hand,
            record_from_file(kind, life) if from_file else None,
        ),
        points=lambda record: record.points,
        tells_all=tells_all or TellsAll(),
    )
