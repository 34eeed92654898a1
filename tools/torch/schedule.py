"""Progressive growing: what the options ask for at one moment of the training."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Options = dict[str, Any]
"""What `alae train` calls its options, with every default filled in."""


def at_lod(value: Any, lod: int) -> Any:
    """The value at a level of detail of an option that may be a list."""
    return value[min(lod, len(value) - 1)] if isinstance(value, list) else value


@dataclass(frozen=True)
class Stage:
    """`average_keep` is what the averaged weights keep of themselves in an iteration, `0.5^(batch / half-life)`."""

    lod: int
    blend: float
    batch_size: int
    learning_rate: float
    average_keep: float

    @property
    def is_fading(self) -> bool:
        return self.lod > 0 and self.blend < 1


class Schedule:
    """Level of detail, blend, batch size, learning rate and average after so many images."""

    def __init__(self, options: Options, train_count: int) -> None:
        self.options = options
        self.total_images = math.floor(options["trainEpochs"] * train_count + 0.5)
        self.levels: list[tuple[int, float, float]] = []
        """(level of detail, images seen when it begins, images seen when it has faded in), coarsest first."""
        start = 0.0
        for lod in range(options["architecture"]["layerCount"]):
            images = at_lod(options["epochsPerLod"], lod) * train_count
            fade = at_lod(options["fadeFraction"], lod) * images if lod > 0 else 0
            self.levels.append((lod, start, start + fade))
            start += images

    def at(self, images_seen: int) -> Stage:
        lod, start, faded_in = [level for level in self.levels if images_seen >= level[1]][-1]
        batch_size = at_lod(self.options["batchSizePerLod"], lod)
        half_life = self.options["averageHalfLifeImages"]
        if self.options["averageRampUp"] > 0:
            half_life = min(half_life, self.options["averageRampUp"] * (images_seen - start))
        blend = 1.0
        if images_seen < faded_in:
            blend = (1 - math.cos(math.pi * (images_seen - start) / (faded_in - start))) / 2
        return Stage(
            lod=lod,
            blend=blend,
            batch_size=batch_size,
            learning_rate=at_lod(self.options["learningRatePerLod"], lod),
            average_keep=0.5 ** (batch_size / half_life) if half_life > 0 else 0.0,
        )

    def levels_from(self, images_seen: int) -> list[int]:
        """Levels of detail that are still to be trained, coarsest first."""
        ends = [start for _, start, _ in self.levels[1:]] + [math.inf]
        return [
            lod
            for (lod, start, _), end in zip(self.levels, ends)
            if start < end and end > images_seen and start < self.total_images
        ]
