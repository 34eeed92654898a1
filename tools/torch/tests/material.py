"""What the tests compare with: recorded numbers, and the weights that they were recorded from."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
torch.set_num_threads(1)

MATERIAL = Path(os.environ["ALAE_MATERIAL"])
"""Written by torch.spec.ts: a run directory for each fixture, and the photo update's numbers."""
FIXTURES = Path(__file__).resolve().parent.parent.parent / "testing" / "fixtures"


class Numbers:
    """A folder of recorded tensors: golden.json (name → shape, byte offset) and golden.bin (32-bit floats)."""

    def __init__(self, folder: Path) -> None:
        self.index = json.loads((folder / "golden.json").read_text())
        self.content = (folder / "golden.bin").read_bytes()

    def get(self, name: str, dtype: torch.dtype = torch.float32) -> Tensor:
        entry = self.index[name]
        count = int(np.prod(entry["shape"]))
        values = np.frombuffer(self.content, "<f4", count, entry["offset"]).reshape(entry["shape"])
        return torch.from_numpy(values.copy()).to(dtype)

    def all(self, start: str) -> list[Tensor]:
        """start0, start1, … as far as they go."""
        found: list[Tensor] = []
        while f"{start}{len(found)}" in self.index:
            found.append(self.get(f"{start}{len(found)}"))
        return found


def relative_difference(ours: Tensor, theirs: Tensor) -> float:
    """`max|ours - theirs| / max|theirs|`, infinite for another shape."""
    if ours.shape != theirs.shape:
        return float("inf")
    largest = float(theirs.abs().max()) or 1.0
    difference = float((ours.detach().double() - theirs.double()).abs().max())
    return difference / largest if difference == difference else float("inf")
