"""Tunes the encoder on our sentences and writes its weights: `python -m bench.understanding.tuning <base> <out>`.

It needs torch and a GPU (some minutes on a large one), which the bot and its tests do not; so it is run by hand when
the sentences have grown much. `<base>` is multilingual-e5-small (MIT licence) in blocks of four bits, as `base.py`
reads it. What happens: the vocabulary is cut to the pieces of Dutch that are met; all twelve layers learn the intents
of our sentences; then the first six learn from those twelve, also on sentences with strange words in the place of some.
That is what the bot runs. With `--strangers` nothing is written, and it is told how well writers are understood whom it
did not meet, one fold after another. See docs/adr/0024.
"""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from bench.understanding.base import Base, read_base
from bench.understanding.sentences import Sentence, digest, folds, read_sentences, trained_on
from dialogs.dutch.intents import INTENTS
from dialogs.dutch.packed import packed
from dialogs.dutch.pieces import LAST, MOST, UNKNOWN
from dialogs.dutch.second_ear import VERSION

LAYERS, KEPT_LAYERS, HEADS, WIDTH = 12, 6, 12, 384
EPOCHS, BATCH, RATE, STUDENT_RATE = 10, 128, 1.5e-4, 2e-4
WARM_UP, SMOOTHING, SOFTER, OF_THE_LABEL = 0.06, 0.05, 2.0, 0.3
DROPPED, STRANGE = 0.06, 0.1
"""The parts of all pieces that are hidden, and that become another piece, so that no one word decides."""

NAMES = tuple(sorted(INTENTS))
DEVICE = "cuda"


class Block(nn.Module):
    """One layer: words look at each other, then each is worked out further."""

    def __init__(self, base: Base, number: int) -> None:
        super().__init__()
        for name, (array, width) in {
            **{name: (f"{name}.w", WIDTH) for name in ("q", "k", "v", "ao", "fi")},
            "fo": ("fo.w", 4 * WIDTH),
        }.items():
            self.register_parameter(
                name, nn.Parameter(torch.tensor(base.matrix(f"l{number}.{array}", width)))
            )
        for name in ("q.b", "k.b", "v.b", "ao.b", "fi.b", "fo.b", "aln.w", "aln.b", "oln.w", "oln.b"):
            values = torch.tensor(base.values(f"l{number}.{name}"))
            self.register_parameter(name.replace(".", "_"), nn.Parameter(values))

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        count, length, _ = x.shape

        def heads(name: str) -> Tensor:
            found = functional.linear(x, self.get_parameter(name), self.get_parameter(f"{name}_b"))
            return found.view(count, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        looked = functional.scaled_dot_product_attention(
            heads("q"), heads("k"), heads("v"), attn_mask=seen[:, None, None, :]
        )
        looked = looked.transpose(1, 2).reshape(count, length, WIDTH)
        x = self._added(x, functional.linear(looked, self.get_parameter("ao"), self.ao_b), "aln")
        wide = functional.gelu(functional.linear(x, self.get_parameter("fi"), self.fi_b))
        return self._added(x, functional.linear(wide, self.get_parameter("fo"), self.fo_b), "oln")

    def _added(self, x: Tensor, more: Tensor, norm: str) -> Tensor:
        x = x + functional.dropout(more, 0.1, self.training)
        return functional.layer_norm(
            x, (WIDTH,), self.get_parameter(f"{norm}_w"), self.get_parameter(f"{norm}_b"), 1e-12
        )


class Network(nn.Module):
    """The pieces of a sentence in, a number for each intent out."""

    def __init__(self, base: Base, layers: int) -> None:
        super().__init__()
        self.words = nn.Parameter(torch.tensor(base.words))
        places = base.values("emb.pos").reshape(-1, WIDTH)[: MOST + 2]
        self.places = nn.Parameter(torch.tensor(places + base.values("emb.type")[:WIDTH]))
        self.norm_weight = nn.Parameter(torch.tensor(base.values("emb.ln.w")))
        self.norm_bias = nn.Parameter(torch.tensor(base.values("emb.ln.b")))
        self.blocks = nn.ModuleList(Block(base, number) for number in range(layers))
        self.answers = nn.Linear(WIDTH, len(NAMES))

    def forward(self, numbers: Tensor, lengths: Tensor) -> Tensor:
        size = numbers.shape[1]
        seen = torch.arange(size, device=numbers.device)[None] < lengths[:, None]
        x = functional.embedding(numbers, self.words) + self.places[:size]
        x = functional.layer_norm(x, (WIDTH,), self.norm_weight, self.norm_bias, 1e-12)
        x = functional.dropout(x, 0.1, self.training)
        for block in self.blocks:
            x = block(x, seen)
        x = (x * seen[..., None]).sum(1) / lengths[:, None]
        found: Tensor = self.answers(functional.dropout(x, 0.1, self.training))
        return found


class Rows:
    """Sentences as numbers of pieces, all equally long, on the GPU."""

    def __init__(self, base: Base, sentences: Sequence[Sentence]) -> None:
        found = [base.pieces.of(each.text) for each in sentences]
        self.numbers = torch.full((len(found), max(map(len, found))), LAST, device=DEVICE)
        for at, row in enumerate(found):
            self.numbers[at, : len(row)] = torch.tensor(row, device=DEVICE)
        self.lengths = torch.tensor([len(row) for row in found], device=DEVICE)
        self.meant = torch.tensor([NAMES.index(each.intent) for each in sentences], device=DEVICE)

    def batches(
        self, chosen: np.ndarray, chance: np.random.Generator
    ) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """All of them once, in an order by chance; sentences of one length are together."""
        order, lengths = chance.permutation(chosen), self.lengths.cpu().numpy()
        for start in range(0, len(order), 32 * BATCH):
            part = order[start : start + 32 * BATCH]
            part = part[np.argsort(lengths[part], kind="stable")]
            some = [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
            for at in chance.permutation(len(some)):
                rows = torch.tensor(some[at], device=DEVICE)
                size = int(self.lengths[rows].max())
                yield self.numbers[rows, :size], self.lengths[rows], self.meant[rows]

    @torch.no_grad()
    def right(self, network: Network, chosen: np.ndarray) -> float:
        """The share that the network understands."""
        network.eval()
        hits = 0
        for start in range(0, len(chosen), 1024):
            rows = torch.tensor(chosen[start : start + 1024], device=DEVICE)
            hits += int((network(self.numbers[rows], self.lengths[rows]).argmax(1) == self.meant[rows]).sum())
        return hits / len(chosen)


def tune(
    network: Network, rows: Rows, chosen: np.ndarray, rate: float, teacher: Network | None = None
) -> Network:
    """Teach it the intents of these rows, or what the teacher makes of them."""
    chance = np.random.default_rng(1)
    torch.manual_seed(1)
    matrices = [each for name, each in network.named_parameters() if each.ndim > 1 and "answers" not in name]
    others = [each for name, each in network.named_parameters() if each.ndim <= 1 and "answers" not in name]
    groups = [
        {"params": matrices, "weight_decay": 0.01, "lr": rate},
        {"params": others, "weight_decay": 0.0, "lr": rate},
        {"params": network.answers.parameters(), "lr": rate * (10 if teacher is None else 1)},
    ]
    steps, done = EPOCHS * math.ceil(len(chosen) / BATCH), 0
    optimizer = torch.optim.AdamW(groups, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    for _ in range(EPOCHS):
        network.train()
        for numbers, lengths, meant in rows.batches(chosen, chance):
            strange = teacher is not None and done % 2 == 0
            numbers = _disturbed(numbers, network.words.shape[0], strange)
            with torch.autocast(DEVICE, torch.bfloat16):
                found = network(numbers, lengths).float()
            loss = functional.cross_entropy(found, meant, label_smoothing=SMOOTHING)
            if teacher is not None:
                with torch.no_grad(), torch.autocast(DEVICE, torch.bfloat16):
                    taught = functional.softmax(teacher(numbers, lengths).float() / SOFTER, 1)
                said = functional.log_softmax(found / SOFTER, 1)
                label = 0.0 if strange else OF_THE_LABEL
                loss = functional.kl_div(said, taught, reduction="batchmean") * SOFTER**2 + label * loss
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
    return network.eval()


def _disturbed(numbers: Tensor, pieces: int, strange: bool) -> Tensor:
    numbers = numbers.clone()
    numbers[(torch.rand(numbers.shape, device=DEVICE) < DROPPED) & (numbers > UNKNOWN)] = UNKNOWN
    if strange:
        others = (torch.rand(numbers.shape, device=DEVICE) < STRANGE) & (numbers > UNKNOWN)
        numbers[others] = torch.randint(UNKNOWN + 1, pieces, (int(others.sum()),), device=DEVICE)
    return numbers


def taught(base: Base, rows: Rows, chosen: np.ndarray) -> Network:
    """The small network, taught by a large one."""
    teacher = tune(Network(base, LAYERS).to(DEVICE), rows, chosen, RATE)
    student = Network(base, KEPT_LAYERS).to(DEVICE)
    known = teacher.state_dict()
    student.load_state_dict({name: known[name] for name in student.state_dict()})
    return tune(student, rows, chosen, STUDENT_RATE, teacher)


def written(network: Network, base: Base, of: str) -> bytes:
    """The file of weights for the bot."""
    arrays: dict[str, np.ndarray] = {"pieces": base.piece_lines(), "scores": base.scores}

    def take(name: str, *parts: Any) -> None:
        array = torch.cat([each.detach().float().cpu() for each in parts]).numpy()
        if array.ndim == 1 or name in ("places", "answers"):
            arrays[name] = array
            return
        steps = np.abs(array).max(1) / 127 + 1e-12
        arrays[name] = np.round(array / steps[:, None]).astype(np.int8)
        arrays[f"{name}.steps"] = steps.astype(np.float32)

    take("words", network.words)
    take("places", network.places)
    take("norm.weight", network.norm_weight)
    take("norm.bias", network.norm_bias)
    for number, block in enumerate(network.blocks):
        to = f"layer{number}"
        take(f"{to}.looks", *(block.get_parameter(each) for each in ("q", "k", "v")))
        take(f"{to}.looks.bias", *(block.get_parameter(each) for each in ("q_b", "k_b", "v_b")))
        for name, part in (("seen", "ao"), ("wide", "fi"), ("narrow", "fo")):
            take(f"{to}.{name}", block.get_parameter(part))
            take(f"{to}.{name}.bias", block.get_parameter(f"{part}_b"))
        for name, part in (("seen_norm", "aln"), ("norm", "oln")):
            take(f"{to}.{name}.weight", block.get_parameter(f"{part}_w"))
            take(f"{to}.{name}.bias", block.get_parameter(f"{part}_b"))
    take("answers", network.answers.weight)
    take("answers.bias", network.answers.bias)
    little = [each.astype(each.dtype.newbyteorder("<")).tobytes() for each in arrays.values()]
    told = {
        "names": NAMES,
        "heads": HEADS,
        "layers": KEPT_LAYERS,
        "sentences": of,
        "arrays": [(name, each.dtype.char, each.shape) for name, each in arrays.items()],
    }
    return packed(told, VERSION, little)


def main(arguments: Sequence[str] | None = None) -> int:
    """The program; gives its exit status."""
    asked = argparse.ArgumentParser(prog="python -m bench.understanding.tuning", description=__doc__)
    asked.add_argument("base", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--strangers", action="store_true")
    chosen = asked.parse_args(arguments)
    sentences = trained_on(read_sentences())
    base = read_base(chosen.base)
    rows, fold = Rows(base, sentences), np.array(folds(sentences))
    if chosen.strangers:
        for this in sorted(set(fold.tolist())):
            network = taught(base, rows, np.flatnonzero(fold != this))
            print(f"fold {this}: {rows.right(network, np.flatnonzero(fold == this)):.1%}")
        return 0
    network = taught(base, rows, np.arange(len(sentences)))
    chosen.out.write_bytes(written(network, base, digest(sentences)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
