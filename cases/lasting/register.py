"""Makes the register of a kind of lasting entries: the processing register, the agreements."""

from collections.abc import Callable
from datetime import datetime

from cases.drafts.answers import Answers
from cases.lasting.case import Content, R, RecordKind
from cases.lasting.life import file_record
from cases.lasting.listing import record_export, record_listing
from cases.lasting.messages import record_plan, record_sent, record_unheard
from cases.lasting.office_card import record_drawn, record_history, record_summary, review_shrunk
from cases.organisation import Organisation
from cases.register.life import Change, Life
from cases.register.plans import FileElsewhere
from cases.register.register import Register


def record_register(
    kind: RecordKind[R],
    read: Callable[[str], R],
    row: Callable[[R], str],
    life: Life[R],
    counted: str,
    content_of: Callable[[Answers, Organisation], Content],
) -> Register[R]:
    """Everything that desk, outbox and presses need to know of this register.

    `counted` is the field whose values an overview counts, `content_of` what the answers of a flow fill in.
    """

    def from_elsewhere(source: FileElsewhere, number: str, now: datetime, org: Organisation) -> Change[R]:
        return file_record(
            kind,
            life,
            content_of(source.answers, org),
            number=number,
            draft_id=source.draft_id,
            keeper=source.filer,
            now=now,
            org=org,
            from_consult=source.origin,
            from_points=source.points,
        )

    return Register(
        name=kind.register,
        prefix=kind.prefix,
        life=life,
        read=read,
        row=row,
        listing=record_listing(kind, counted),
        export=record_export(kind, life),
        summary=lambda record, now, org: record_summary(kind, record),
        draw=lambda record, now, org, private: record_drawn(kind, life, record, now, org),
        draw_own=lambda record, now, org: record_drawn(kind, life, record, now, org),
        draw_history=lambda record, events, now, org, private: record_history(life, record, events, now, org),
        draw_seen=lambda record, stage, office, org: review_shrunk(kind, record, stage, org),
        own_row=None,
        thanks=lambda record, event, now, org: None,
        plan=lambda due, record, now, org, draw: record_plan(kind, due, record, now, org, draw),
        after_sent=lambda due, record, now, org: record_sent(kind, life, due, record, now, org),
        unheard=lambda due, record, now, org: record_unheard(kind, due, record, now),
        points=lambda record: record.points,
        from_elsewhere=from_elsewhere,
        draw_watched=lambda record, offices, now, org, private: record_drawn(
            kind, life, record, now, org, read=True
        ),
    )
