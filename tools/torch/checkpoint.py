"""Checkpoints of `alae train`: reads them and writes the same, so that a training goes on on either side.

A checkpoint is a folder of the run. `values.bin` holds float32 values in the studio's layouts: convolutions [h, w, in, out],
fully connected layers [in, out], the constant [1, h, w, C]. `model.pth` holds the networks once more as the published code
of the paper stores them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from networks import Architecture, ParamSpec, block_resolution, param_specs
from schedule import Options

VALUES = "values.bin"
INDEX = "checkpoint.json"
PUBLISHED = "model.pth"
"""Older ones are removed when a newer one is complete, but for one in which D was not winning."""
KEPT_CHECKPOINTS = 2

Progress = dict[str, Any]


@dataclass
class State:
    """All that a training has learnt, by name of the weight, in PyTorch's layouts."""

    live: dict[str, Tensor]
    averaged: dict[str, Tensor]
    second_moments: dict[str, Tensor]
    step_counts: dict[str, int]
    """w̄ [S]"""
    latent_average: Tensor


@dataclass
class Checkpoint:
    options: Options
    progress: Progress
    state: State


def architecture_of(options: Options) -> Architecture:
    a = options["architecture"]
    return Architecture(
        a["layerCount"],
        a["startChannels"],
        a["maxChannels"],
        a["latentSize"],
        a["mappingLayers"],
        a["channels"],
        a.get("generator", "stylegan"),
    )


def to_studio(spec: ParamSpec, values: Tensor) -> Tensor:
    if spec.name == "G/constant":
        return values.permute(0, 2, 3, 1)
    return values.permute(2, 3, 1, 0) if values.ndim == 4 else values.t() if values.ndim == 2 else values


def to_torch(spec: ParamSpec, values: Tensor) -> Tensor:
    if spec.name == "G/constant":
        return values.permute(0, 3, 1, 2)
    return values.permute(3, 2, 0, 1) if values.ndim == 4 else values.t() if values.ndim == 2 else values


def checkpoint_names(run: Path) -> list[str]:
    """Complete checkpoints, oldest first: by images seen, and after a rollback behind the one that the run went back to."""
    folder = run / "checkpoints"
    names = os.listdir(folder) if folder.is_dir() else []
    return sorted(name for name in names if re.fullmatch(r"\d+(\.\d+)?", name))


def images_of(name: str) -> int:
    return int(name.split(".")[0])


def name_of(progress: Progress) -> str:
    rollbacks = (progress.get("health") or {}).get("rollbacks", 0)
    return f"{progress['imagesSeen']:010d}" + (f".{rollbacks}" if rollbacks else "")


def read_latest_checkpoint(run: Path, is_wanted: Callable[[Progress], bool] = lambda _: True) -> Checkpoint:
    """The newest checkpoint that is whole and wanted. Ends the program where there is none."""
    for name in reversed(checkpoint_names(run)):
        try:
            folder = run / "checkpoints" / name
            index = json.loads((folder / INDEX).read_text())
            if not is_wanted(index["progress"]):
                continue
            pieces = sorted(folder.glob(f"{VALUES}.*")) or [folder / VALUES]
            values = b"".join(piece.read_bytes() for piece in pieces)
        except (OSError, ValueError, KeyError):
            continue
        if hashlib.sha256(values).hexdigest() == index["sha256"]:
            return Checkpoint(index["options"], index["progress"], _unpack(index, values))
    raise SystemExit(f"{run} has no checkpoint that can be read: copy the whole folder again.")


def _unpack(index: dict[str, Any], values: bytes) -> State:
    specs = {spec.name: spec for spec in param_specs(architecture_of(index["options"]))}
    sections: dict[str, dict[str, Tensor]] = {"live": {}, "averaged": {}, "secondMoments": {}}
    latent_average = torch.empty(0)
    at = 0
    for entry in index["tensors"]:
        shape = tuple(entry["shape"])
        count = int(np.prod(shape))
        array = torch.from_numpy(np.frombuffer(values, "<f4", count, at).reshape(shape).copy())
        at += 4 * count
        section, _, name = entry["name"].partition(":")
        if section in sections:
            sections[section][name] = to_torch(specs[name], array)
        else:
            latent_average = array
    return State(
        sections["live"], sections["averaged"], sections["secondMoments"], dict(index["stepCounts"]), latent_average
    )


def write_checkpoint(run: Path, checkpoint: Checkpoint, piece_bytes: int | None = None) -> None:
    """Writes under another name, flushes and renames: there is always a whole one.

    `piece_bytes` cuts the values into pieces, and leaves `model.pth` out, as does a generator that the published code does
    not have.
    """
    options, progress, state = checkpoint.options, checkpoint.progress, checkpoint.state
    architecture = architecture_of(options)
    specs = {spec.name: spec for spec in param_specs(architecture)}
    sections = {"live": state.live, "averaged": state.averaged, "secondMoments": state.second_moments}
    tensors = [
        (f"{section}:{name}", to_studio(specs[name], values))
        for section, weights in sections.items()
        for name, values in weights.items()
    ]
    tensors.append(("latentAverage", state.latent_average))
    arrays = [(name, np.ascontiguousarray(values.detach().cpu().float().numpy(), "<f4")) for name, values in tensors]
    values = b"".join(array.tobytes() for _, array in arrays)
    index = {
        "version": 1,
        "options": options,
        "progress": progress,
        "stepCounts": state.step_counts,
        "tensors": [{"name": name, "shape": list(array.shape)} for name, array in arrays],
        "sha256": hashlib.sha256(values).hexdigest(),
    }
    target = run / "checkpoints" / name_of(progress)
    temporary = target.with_name(f".{target.name}.partial")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        temporary.mkdir(parents=True)
        size = piece_bytes or len(values)
        for piece in range(0, len(values), size):
            suffix = f".{piece // size:04d}" if piece_bytes else ""
            write_flushed(temporary / f"{VALUES}{suffix}", values[piece : piece + size])
        if not piece_bytes and not architecture.is_modulated:
            torch.save(published(state), temporary / PUBLISHED)
        write_flushed(temporary / INDEX, json.dumps(index).encode())
        shutil.rmtree(target, ignore_errors=True)
        temporary.rename(target)
    except OSError as cause:
        shutil.rmtree(temporary, ignore_errors=True)
        raise SystemExit(
            f"The checkpoint {target} cannot be written ({cause}); the last complete one is kept: make room and start again."
        ) from cause
    _prune(run)


def drop_checkpoints_after(run: Path, images_seen: int) -> None:
    for name in checkpoint_names(run):
        if images_of(name) > images_seen:
            shutil.rmtree(run / "checkpoints" / name, ignore_errors=True)


def _prune(run: Path) -> None:
    names = checkpoint_names(run)
    current = [
        name for i, name in enumerate(names) if i + 1 == len(names) or images_of(names[i + 1]) != images_of(name)
    ]
    kept = set(current[-KEPT_CHECKPOINTS:])
    for name in reversed(current):
        try:
            progress = json.loads((run / "checkpoints" / name / INDEX).read_text())["progress"]
        except (OSError, ValueError, KeyError):
            continue
        if not (progress.get("health") or {}).get("lostIterations"):
            kept.add(name)
            break
    for name in names:
        if name not in kept:
            shutil.rmtree(run / "checkpoints" / name, ignore_errors=True)


def write_flushed(file: Path, content: bytes) -> None:
    with open(file, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


"""The published code's names: state dict of each network, and a pattern for each weight."""
STATE_DICTS = {"E": "discriminator", "G": "generator", "D": "mapping_tl", "F": "mapping_fl"}
PUBLISHED_NAMES = [
    (r"F/layer(\d+)/(weight|bias)", r"map_blocks.\1.fc.\2"),
    (r"D/layer(\d+)/(weight|bias)", r"map_blocks.\1.\2"),
    (r"G/constant", r"const"),
    (r"G/toRgb(\d+)/(weight|bias)", r"to_rgb.\1.to_rgb.\2"),
    (r"E/fromRgb(\d+)/(weight|bias)", r"from_rgb.\1.from_rgb.\2"),
    (r"G/block(\d+)/noise(\d)", r"decode_block.\1.noise_weight_\2"),
    (r"G/block(\d+)/bias(\d)", r"decode_block.\1.bias_\2"),
    (r"G/block(\d+)/(conv|style)(\d)/(weight|bias)", r"decode_block.\1.\2_\3.\4"),
    (r"E/block(\d+)/bias(\d)", r"encode_block.\1.bias_\2"),
    (r"E/block(\d+)/(conv|style)(\d)/(weight|bias)", r"encode_block.\1.\2_\3.\4"),
]
"""From this resolution on, G's first convolutions are stored as transposed ones."""
TRANSPOSED_FROM_RESOLUTION = 128


def published(state: State) -> dict[str, Any]:
    """The networks as the published code stores them. Its blur kernels are constants that it has without being told."""
    models: dict[str, dict[str, Tensor]] = {}
    for suffix, weights in (("", state.live), ("_s", state.averaged)):
        for name, values in weights.items():
            models.setdefault(STATE_DICTS[name[0]] + suffix, {})[published_name(name)] = published_values(name, values)
    style_count = 2 * len([name for name in state.live if name.startswith("G/toRgb") and name.endswith("bias")])
    w = state.latent_average.detach().cpu().float()
    models["dlatent_avg"] = {"buff": w.repeat(style_count, 1)}
    return {"models": models, "auxiliary": {}}


def published_name(name: str) -> str:
    for pattern, theirs in PUBLISHED_NAMES:
        if re.fullmatch(pattern, name):
            return re.sub(pattern, theirs, name)
    raise ValueError(f"The published code has no weight {name}.")


def published_values(name: str, values: Tensor) -> Tensor:
    values = values.detach().cpu().float()
    if re.fullmatch(r"[GE]/block\d+/(noise|bias)\d", name):
        values = values.view(1, -1, 1, 1)
    first_convolution = re.fullmatch(r"G/block(\d+)/conv1/weight", name)
    if first_convolution and block_resolution(int(first_convolution[1])) >= TRANSPOSED_FROM_RESOLUTION:
        values = values.transpose(0, 1).flip(2, 3)
    return values.clone(memory_format=torch.contiguous_format)
