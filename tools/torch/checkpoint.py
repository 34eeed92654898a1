"""Run directories of `alae train`: reads its checkpoints and writes the same, so that a training goes on on either side.

A checkpoint holds float32 values in the studio's layouts: convolutions [h, w, in, out], fully connected layers [in, out],
the constant [1, h, w, C].
"""

import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from networks import Architecture, ParamSpec, param_specs

VALUES = "values.bin"
INDEX = "checkpoint.json"
KEPT_CHECKPOINTS = 2


@dataclass
class State:
    """All that a training has learnt, by name of the weight, in PyTorch's layouts."""

    live: dict[str, Tensor]
    averaged: dict[str, Tensor]
    second_moments: dict[str, Tensor]
    step_counts: dict[str, int]
    latent_average: Tensor


def architecture_of(options: dict[str, Any]) -> Architecture:
    a = options["architecture"]
    return Architecture(
        a["layerCount"], a["startChannels"], a["maxChannels"], a["latentSize"], a["mappingLayers"], a["channels"]
    )


def to_studio(spec: ParamSpec, values: Tensor) -> Tensor:
    if spec.name == "G/constant":
        return values.permute(0, 2, 3, 1)
    return values.permute(2, 3, 1, 0) if values.ndim == 4 else values.T if values.ndim == 2 else values


def to_torch(spec: ParamSpec, values: Tensor) -> Tensor:
    if spec.name == "G/constant":
        return values.permute(0, 3, 1, 2)
    return values.permute(3, 2, 0, 1) if values.ndim == 4 else values.T if values.ndim == 2 else values


def checkpoint_names(run: Path) -> list[str]:
    """Complete checkpoints, oldest first."""
    folder = run / "checkpoints"
    names = os.listdir(folder) if folder.is_dir() else []
    return sorted(name for name in names if re.fullmatch(r"\d+(\.\d+)?", name))


def read_latest_checkpoint(run: Path) -> tuple[dict[str, Any], dict[str, Any], State]:
    """Options, progress and state of the newest checkpoint that is whole."""
    for name in reversed(checkpoint_names(run)):
        folder = run / "checkpoints" / name
        try:
            index = json.loads((folder / INDEX).read_text())
            pieces = sorted(folder.glob(f"{VALUES}.*")) or [folder / VALUES]
            values = b"".join(piece.read_bytes() for piece in pieces)
        except (OSError, ValueError):
            continue
        if hashlib.sha256(values).hexdigest() == index["sha256"]:
            return index["options"], index["progress"], _unpack(index, values)
    raise SystemExit(f"{run} has no checkpoint that can be read: copy the folder again.")


def _unpack(index: dict[str, Any], values: bytes) -> State:
    specs = {spec.name: spec for spec in param_specs(architecture_of(index["options"]))}
    sections: dict[str, dict[str, Tensor]] = {"live": {}, "averaged": {}, "secondMoments": {}}
    latent_average = torch.empty(0)
    at = 0
    for entry in index["tensors"]:
        shape = tuple(entry["shape"])
        count = int(np.prod(shape))
        array = torch.from_numpy(np.frombuffer(values, np.float32, count, at).reshape(shape).copy())
        at += 4 * count
        section, _, name = entry["name"].partition(":")
        if section in sections:
            sections[section][name] = to_torch(specs[name], array)
        else:
            latent_average = array
    return State(
        sections["live"], sections["averaged"], sections["secondMoments"], dict(index["stepCounts"]), latent_average
    )


def write_checkpoint(
    run: Path, options: dict[str, Any], progress: dict[str, Any], state: State, piece_bytes: int | None = None
) -> None:
    """Writes under a temporary name, flushes and renames: there is always a whole one. Older ones but one are removed."""
    architecture = architecture_of(options)
    specs = {spec.name: spec for spec in param_specs(architecture)}
    sections = {"live": state.live, "averaged": state.averaged, "secondMoments": state.second_moments}
    tensors = [
        (f"{section}:{name}", to_studio(specs[name], values))
        for section, arrays in sections.items()
        for name, values in arrays.items()
    ]
    tensors.append(("latentAverage", state.latent_average))
    arrays = [(name, np.ascontiguousarray(values.detach().cpu().float().numpy())) for name, values in tensors]
    values = b"".join(array.tobytes() for _, array in arrays)
    index = {
        "version": 1,
        "options": options,
        "progress": progress,
        "stepCounts": state.step_counts,
        "tensors": [{"name": name, "shape": list(array.shape)} for name, array in arrays],
        "sha256": hashlib.sha256(values).hexdigest(),
    }
    rollbacks = (progress.get("health") or {}).get("rollbacks", 0)
    name = f"{progress['imagesSeen']:010d}" + (f".{rollbacks}" if rollbacks else "")
    target = run / "checkpoints" / name
    temporary = target.with_name(f"{name}.part")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    size = piece_bytes or len(values)
    for piece in range(0, len(values), size):
        suffix = f".{piece // size:04d}" if piece_bytes else ""
        _write_flushed(temporary / f"{VALUES}{suffix}", values[piece : piece + size])
    _write_flushed(temporary / INDEX, json.dumps(index).encode())
    shutil.rmtree(target, ignore_errors=True)
    temporary.rename(target)
    for old in checkpoint_names(run)[:-KEPT_CHECKPOINTS]:
        shutil.rmtree(run / "checkpoints" / old, ignore_errors=True)


def _write_flushed(file: Path, content: bytes) -> None:
    with open(file, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
