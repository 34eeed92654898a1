"""The images of a data set that `alae prepare` made, and everything random in an iteration.

Draws depend on the options, the data and the iteration's number alone, not on the number of processes: each draws for the
whole batch and keeps its share.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from losses import Generation
from networks import block_resolution
from schedule import Options, Stage

CPU = torch.device("cpu")


@dataclass(frozen=True)
class Share:
    """Which part of every batch is this process's."""

    rank: int = 0
    count: int = 1

    def of(self, batch: Tensor) -> Tensor:
        return batch.chunk(self.count)[self.rank]


class Dataset:
    """Raw shards, or what `alae torch --packed` makes of them: WebP images of the finest size, a zip file for each part."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        file = directory / "dataset.json"
        try:
            self.manifest: dict[str, Any] = json.loads(file.read_text())
        except (OSError, ValueError) as cause:
            raise SystemExit(f"{file} cannot be read ({cause}): copy the whole folder again.") from cause
        self.unpacked: dict[tuple[str, int], np.ndarray] = {}

    @property
    def train_count(self) -> int:
        return int(self.manifest["counts"]["train"])

    def load(self, split: str, resolution: int) -> Tensor:
        """All images of one split at one resolution: uint8 [count, channels, resolution, resolution]."""
        shards = [s for s in self.manifest["shards"] if s["split"] == split and s["resolution"] == resolution]
        if not shards:
            raise SystemExit(
                f"{self.directory} has no {split} images of {resolution} pixels: write the folder again from a data set "
                "that has."
            )
        parts = [self._read(shard) for shard in sorted(shards, key=lambda shard: shard["fold"])]
        return torch.from_numpy(np.ascontiguousarray(np.concatenate(parts).transpose(0, 3, 1, 2)))

    def _read(self, shard: dict[str, Any]) -> np.ndarray:
        file = self.directory / shard["file"]
        if not file.exists() and self._archive(shard).exists():
            return self._unpack(shard)
        try:
            content = file.read_bytes()
        except OSError as cause:
            raise SystemExit(f"{file} cannot be read ({cause}): copy the whole folder again.") from cause
        if hashlib.sha256(content).hexdigest() != shard["sha256"]:
            raise SystemExit(f"{file} was changed: copy the whole folder again.")
        size = shard["resolution"]
        return np.frombuffer(content, np.uint8).reshape(-1, size, size, self.manifest["channels"])

    def _archive(self, shard: dict[str, Any]) -> Path:
        return self.directory / f"{shard['split']}-{shard['fold']}.zip"

    def _unpack(self, shard: dict[str, Any]) -> np.ndarray:
        part = (shard["split"], shard["fold"])
        if part not in self.unpacked:
            self.unpacked[part] = decode_archive(self._archive(shard), self.manifest["channels"])
        images = self.unpacked[part]
        if len(images) != shard["count"]:
            raise SystemExit(
                f"{self._archive(shard)} holds {len(images)} images, expected {shard['count']}: copy the whole folder again."
            )
        while images.shape[1] > shard["resolution"]:
            images = halve(images)
        return images


def decode_archive(archive: Path, channels: int) -> np.ndarray:
    """The archive's images in the order of their names: uint8 [count, r, r, channels]."""
    try:
        from PIL import Image
    except ImportError as cause:
        raise SystemExit(
            "The images are packed, and unpacking them needs Pillow (python3 -m pip install pillow); or write the folder "
            "again without --packed."
        ) from cause
    images = []
    with zipfile.ZipFile(archive) as file:
        for name in sorted(file.namelist()):
            with Image.open(io.BytesIO(file.read(name))) as image:
                images.append(np.asarray(image.convert("RGB"))[:, :, :channels])
    return np.stack(images)


def halve(images: np.ndarray) -> np.ndarray:
    """2x2 averages of uint8 [count, r, r, channels], a tie going to the even number as `alae prepare` has it."""
    sums = sum(images[:, y::2, x::2].astype(np.uint16) for y in (0, 1) for x in (0, 1))
    return np.rint(sums / 4).astype(np.uint8)


def generator_of(device: torch.device, *numbers: int) -> torch.Generator:
    """A generator that depends on these whole numbers alone."""
    seed = 0
    for number in numbers:
        seed = (seed * 6364136223846793005 + number * 2 + 1442695040888963407) % 2**63
    return torch.Generator(device).manual_seed(seed)


@dataclass(frozen=True)
class IterationDraw:
    """This process's share of everything random in one iteration, and of its real images [N, channels, r, r] in [-1, 1]."""

    real: Tensor
    generations: tuple[Generation, Generation, Generation]
    photo_noise: tuple[Tensor, ...]

    def tensors(self) -> list[Tensor]:
        each = [[g.z, g.mix_z, g.mix_mask, *g.noise] for g in self.generations]
        return [self.real, *each[0], *each[1], *each[2], *self.photo_noise]


class Draws:
    """Draws iteration after iteration from the images of one level of detail, which lie on the device."""

    def __init__(
        self, images: Tensor, options: Options, lod: int, share: Share = Share(), dtype: torch.dtype = torch.float32
    ) -> None:
        self.images = images
        self.options = options
        self.lod = lod
        self.share = share
        self.dtype = dtype
        self.epoch = -1
        self.order = torch.empty(0, dtype=torch.long)

    def draw(self, seed: int, iteration: int, images_seen: int, stage: Stage) -> IterationDraw:
        random = generator_of(self.images.device, seed, iteration)
        choices = generator_of(CPU, seed, iteration, 1)  # what Python decides by must not wait for the device
        n = stage.batch_size
        real = self._real_batch(random, images_seen, stage)
        return IterationDraw(
            real,
            (
                self._generation(random, n, self._mix_from(choices)),
                self._generation(random, n, self._mix_from(choices)),
                self._generation(random, n, 2 * self.options["architecture"]["layerCount"]),
            ),
            tuple(self._normals(random, self._planes(n))) if self.options["photo"] else (),
        )

    def _real_batch(self, random: torch.Generator, images_seen: int, stage: Stage) -> Tensor:
        """The images that follow the first `images_seen` of an endless row of shuffled passes over the data."""
        batch = self.images[self._indices(images_seen, stage.batch_size)].to(self.dtype) / 127.5 - 1
        if self.options["flip"]:
            is_flipped = torch.rand((len(batch), 1, 1, 1), generator=random, device=batch.device) < 0.5
            batch = torch.where(is_flipped, batch.flip(3), batch)
        batch = self.share.of(batch)
        if stage.is_fading:
            half = F.interpolate(F.avg_pool2d(batch, 2), scale_factor=2.0, mode="nearest")
            batch = (1 - stage.blend) * half + stage.blend * batch
        return batch.contiguous(memory_format=torch.channels_last)

    def _indices(self, first: int, count: int) -> Tensor:
        parts = []
        while count > 0:
            epoch, place = divmod(first, len(self.images))
            part = self._order(epoch)[place : place + count]
            parts.append(part)
            first, count = first + len(part), count - len(part)
        return torch.cat(parts)

    def _order(self, epoch: int) -> Tensor:
        if epoch != self.epoch:
            self.epoch = epoch
            shuffle = generator_of(CPU, self.options["seed"], epoch)
            self.order = torch.randperm(len(self.images), generator=shuffle).to(self.images.device)
        return self.order

    def _mix_from(self, choices: torch.Generator) -> int:
        """The style from which the second latents take over; 2L where they never do."""
        used, count = 2 * (self.lod + 1), 2 * int(self.options["architecture"]["layerCount"])
        chance, place = torch.rand(2, generator=choices).tolist()
        mix_from = 1 + int(place * used) if chance < self.options["styleMixingProbability"] else used
        return mix_from if mix_from < used else count

    def _generation(self, random: torch.Generator, n: int, mix_from: int) -> Generation:
        architecture = self.options["architecture"]
        latents = (n, architecture["latentSize"])
        z, mix_z, *noise = self._normals(random, [latents, latents, *self._planes(n)])
        styles = torch.arange(2 * architecture["layerCount"], device=self.images.device)
        return Generation(z, mix_z, (styles < mix_from).to(self.dtype).view(1, -1, 1), tuple(noise))

    def _planes(self, n: int) -> list[tuple[int, ...]]:
        """A plane [N, 1, r, r] per noise input; the first meets G's constant, of which there is one for the whole batch."""
        sizes = [block_resolution(place // 2) for place in range(2 * (self.lod + 1))]
        return [(1 if place == 0 else n, 1, r, r) for place, r in enumerate(sizes)]

    def _normals(self, random: torch.Generator, shapes: Sequence[tuple[int, ...]]) -> list[Tensor]:
        """Standard normal numbers in these shapes: drawn at once, for the whole batch; of those of a batch, our share."""
        lengths = [prod(shape) for shape in shapes]
        values = torch.randn(sum(lengths), generator=random, device=self.images.device, dtype=self.dtype)
        parts = [part.view(shape) for part, shape in zip(values.split(lengths), shapes)]
        return [self.share.of(part) if len(part) > 1 else part for part in parts]
