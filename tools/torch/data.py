"""The images of a data set that `alae prepare` made, and everything random in an iteration.

Draws depend on the options, the data and the iteration's number alone, not on the number of processes: each draws for the
whole batch and keeps its share.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from losses import Generation
from networks import block_resolution


@dataclass(frozen=True)
class Share:
    """Which part of every batch is this process's."""

    rank: int
    count: int

    def of(self, batch: Tensor) -> Tensor:
        return batch.chunk(self.count)[self.rank] if len(batch) > 1 else batch


class Dataset:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.manifest: dict[str, Any] = json.loads((directory / "dataset.json").read_text())

    @property
    def train_count(self) -> int:
        return int(self.manifest["counts"]["train"])

    def load(self, split: str, resolution: int) -> Tensor:
        """All images of one split at one resolution: uint8 [count, channels, resolution, resolution]."""
        shards = [s for s in self.manifest["shards"] if s["split"] == split and s["resolution"] == resolution]
        if not shards:
            raise SystemExit(f"{self.directory} has no {split} images of {resolution} pixels: prepare them and come back.")
        channels = self.manifest["channels"]
        parts = []
        for shard in sorted(shards, key=lambda s: s["fold"]):
            values = np.fromfile(self.directory / shard["file"], np.uint8)
            if values.size != shard["byteLength"]:
                raise SystemExit(
                    f"{self.directory / shard['file']} has {values.size} bytes, expected {shard['byteLength']}: copy it again."
                )
            parts.append(values.reshape(-1, resolution, resolution, channels))
        return torch.from_numpy(np.ascontiguousarray(np.concatenate(parts).transpose(0, 3, 1, 2)))


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


class Draws:
    """Draws iteration after iteration from the images of one level of detail, which lie on the device."""

    def __init__(self, images: Tensor, options: dict[str, Any], lod: int, share: Share) -> None:
        self.images = images
        self.options = options
        self.lod = lod
        self.share = share
        self.epoch = -1
        self.order = torch.empty(0, dtype=torch.long)

    def draw(self, seed: int, iteration: int, images_seen: int, batch_size: int, blend: float) -> IterationDraw:
        device = self.images.device
        random = generator_of(device, seed, iteration)
        real = self._real_batch(random, images_seen, batch_size, blend)
        generations = (
            self._generation(random, batch_size, is_mixed=True),
            self._generation(random, batch_size, is_mixed=True),
            self._generation(random, batch_size, is_mixed=False),
        )
        photo_noise = self._noise(random, batch_size) if self.options["photo"] else ()
        return IterationDraw(real, generations, photo_noise)

    def _real_batch(self, random: torch.Generator, images_seen: int, batch_size: int, blend: float) -> Tensor:
        """The images that follow the first `images_seen` of an endless row of shuffled passes over the data."""
        places = [self._place(images_seen + n) for n in range(batch_size)]
        batch = self.images[torch.stack(places)].float() / 127.5 - 1
        if self.options["flip"]:
            is_flipped = torch.rand((batch_size, 1, 1, 1), generator=random, device=batch.device) < 0.5
            batch = torch.where(is_flipped, batch.flip(3), batch)
        batch = self.share.of(batch)
        if blend < 1:
            half = F.interpolate(F.avg_pool2d(batch, 2), scale_factor=2.0, mode="nearest")
            batch = (1 - blend) * half + blend * batch
        return batch

    def _place(self, position: int) -> Tensor:
        count = len(self.images)
        if position // count != self.epoch:
            self.epoch = position // count
            shuffle = generator_of(torch.device("cpu"), self.options["seed"], self.epoch)
            self.order = torch.randperm(count, generator=shuffle).to(self.images.device)
        return self.order[position % count]

    def _generation(self, random: torch.Generator, batch_size: int, is_mixed: bool) -> Generation:
        architecture = self.options["architecture"]
        device = self.images.device
        size = (batch_size, architecture["latentSize"])
        z, mix_z = (torch.randn(size, generator=random, device=device) for _ in range(2))
        used, count = 2 * (self.lod + 1), 2 * architecture["layerCount"]
        # On the processor: what depends on it need not wait for the device.
        choice = torch.rand(2, generator=generator_of(torch.device("cpu"), random.initial_seed(), int(is_mixed)))
        mix_from = count
        if is_mixed and float(choice[0]) < self.options["styleMixingProbability"]:
            mix_from = 1 + int(float(choice[1]) * used)
            mix_from = mix_from if mix_from < used else count
        mask = (torch.arange(count, device=device) < mix_from).float().view(1, count, 1)
        return Generation(self.share.of(z), self.share.of(mix_z), mask, self._noise(random, batch_size))

    def _noise(self, random: torch.Generator, batch_size: int) -> tuple[Tensor, ...]:
        """A plane [N, 1, r, r] per noise input; the first meets G's constant, of which there is one for the whole batch."""
        planes = []
        for place in range(2 * (self.lod + 1)):
            resolution = block_resolution(place // 2)
            shape = (1 if place == 0 else batch_size, 1, resolution, resolution)
            planes.append(self.share.of(torch.randn(shape, generator=random, device=self.images.device)))
        return tuple(planes)
