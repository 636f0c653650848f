"""Whatever commits come, a store ends up with what a dictionary would hold."""

import json
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.ports import Conflict, Delete, Insert, Overwrite, Replace, Row, RowStore, Write

# A fixture lives longer than one example; examples keep apart by taking a partition each.
from tests.storage.looking import SHARED_STORE

_COMMITS = st.lists(
    st.dictionaries(
        st.sampled_from(["case|1", "case|2", "due|1", "event|1"]),
        st.tuples(
            st.sampled_from(["insert", "replace", "delete", "overwrite"]),
            st.sampled_from([0, 0, 0, 1]),
            st.text(max_size=3),
        ),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=12,
)


_Recipe = dict[str, tuple[str, int, str]]


@settings(max_examples=150, deadline=None, suppress_health_check=SHARED_STORE)
@given(commits=_COMMITS)
async def test_sqlite_does_what_a_dictionary_does(sqlite_rows: RowStore, commits: list[_Recipe]) -> None:
    await _compare_with_a_dictionary(sqlite_rows, commits)


@settings(max_examples=25, deadline=None, suppress_health_check=SHARED_STORE)
@given(commits=_COMMITS)
async def test_azure_does_what_a_dictionary_does(azure_rows: RowStore, commits: list[_Recipe]) -> None:
    await _compare_with_a_dictionary(azure_rows, commits)


async def _compare_with_a_dictionary(rows: RowStore, commits: list[_Recipe]) -> None:
    partition = f"test:{uuid4().hex}"
    # An etag that this store once gave, for a row that is there no more.
    gone = (await rows.commit("links", partition, [Insert("a", "")]))["a"]
    model: dict[str, Row] = {}
    history: dict[str, list[str]] = {}
    for recipe in commits:
        writes: list[Write] = []
        fits = True
        for key, (kind, age, value) in recipe.items():
            etag = ([gone, gone, *history.get(key, [])])[-1 - age]
            if kind == "insert":
                writes.append(Insert(key, json.dumps(value)))
                fits &= key not in model
            elif kind == "overwrite":
                writes.append(Overwrite(key, json.dumps(value)))
            else:
                writes.append(
                    Replace(key, json.dumps(value), etag) if kind == "replace" else Delete(key, etag)
                )
                fits &= key in model and model[key].etag == etag
        if not fits:
            with pytest.raises(Conflict):
                await rows.commit("cases", partition, writes)
        else:
            etags = await rows.commit("cases", partition, writes)
            for write in writes:
                if isinstance(write, Delete):
                    del model[write.key]
                else:
                    model[write.key] = Row(partition, write.key, write.value, etags[write.key])
                    history.setdefault(write.key, []).append(etags[write.key])
        assert await rows.scan("cases", partition, "", "~", 99) == [model[key] for key in sorted(model)]
    for key in ("case|1", "case|2", "due|1", "event|1"):
        assert await rows.get("cases", partition, key) == model.get(key)
