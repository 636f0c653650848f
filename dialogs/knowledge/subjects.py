"""What a question is about: the policy point, or what else entries are about. A trained model hears it (`model.py`)."""

from pathlib import Path

from dialogs.dutch.model import Model, ModelError, load_model
from dialogs.knowledge.entries import OF_OFFICE, Entry

WEIGHTS = Path(__file__).with_name("subjects.model")


def subject_of(entry: Entry) -> str:
    """The policy point that an entry rests on first, without its steps; where it comes from when it rests on none.

    The points of what an office answered were found on the way to its question, which need not be about the first.
    """
    of_policy = entry.punten and entry.staat != OF_OFFICE
    return entry.punten[0].partition(".")[0] if of_policy else entry.staat


def load_subjects(entries: tuple[Entry, ...], weights: Path = WEIGHTS) -> Model:
    """The model that tells what a question is about, read at start. Raises ModelError when it knows other subjects."""
    model = load_model(weights)
    if set(model.names) != {subject_of(each) for each in entries}:
        raise ModelError(f"{weights.name} is not about the subjects of these entries")
    return model
