"""Images a second of the training for each size, and for growing batches."""

from __future__ import annotations

import time

import torch

from checkpoint import Checkpoint
from data import Draws
from networks import block_resolution
from schedule import Schedule, Stage, at_lod
from setting import Setting, agree

SECONDS = 110.0
"""A batch is measured for this long, after what is needed once."""
SECONDS_EACH = 1.5
DOUBLINGS = 4
"""Images of noise: what they show does not matter here."""
IMAGES = 1024


def bench(checkpoint: Checkpoint, train_count: int, setting: Setting) -> None:
    """Measures whole rounds of iterations, of which one takes the R1 penalty, coarsest size first; writes nothing."""
    options = checkpoint.options
    ends_at = time.monotonic() + SECONDS
    setting.log(f"{setting.describe()}. Images/s with R1 every {options['r1Interval']} iterations:")
    levels = Schedule(options, train_count).levels_from(0)
    for place, lod in enumerate(levels):
        level_ends_at = time.monotonic() + (ends_at - time.monotonic()) / (len(levels) - place)
        seconds = 0.0
        for doubling in range(DOUBLINGS + 1):
            (is_late,) = agree(setting, time.monotonic() + 2 * seconds > level_ends_at)
            batch_size = at_lod(options["batchSizePerLod"], lod) << doubling
            if (is_late and doubling > 0) or batch_size % setting.share.count != 0:
                break
            started = time.monotonic()
            try:
                speed = measure(checkpoint, lod, batch_size, setting)
            except RuntimeError as cause:
                if "out of memory" not in str(cause):
                    raise
                setting.log(f"  {block_resolution(lod):5} pixels, batch {batch_size:5}: not enough memory")
                break
            seconds = time.monotonic() - started
            setting.log(f"  {block_resolution(lod):5} pixels, batch {batch_size:5}: {speed:9.1f}{memory(setting)}")


def measure(checkpoint: Checkpoint, lod: int, batch_size: int, setting: Setting) -> float:
    options = checkpoint.options
    r, channels = block_resolution(lod), options["architecture"]["channels"]
    stage = Stage(lod, 1.0, batch_size, at_lod(options["learningRatePerLod"], lod), 0.999)
    trainer = setting.trainer_of(checkpoint)
    noise = torch.randint(0, 256, (IMAGES, channels, r, r), dtype=torch.uint8).to(setting.device)
    draws = Draws(noise, options, lod, setting.share)
    interval, made = options["r1Interval"], 0

    def iterate(r1_gamma: float) -> None:
        nonlocal made
        trainer.iterate(draws.draw(1, made, made * batch_size, stage), stage, r1_gamma)
        made += 1

    iterate(options["r1Gamma"])
    iterate(0)
    began = made
    wait(setting)
    started = time.monotonic()
    is_enough: float = False
    while not is_enough:
        for place in range(interval):
            iterate(options["r1Gamma"] * interval if place == 0 else 0)
        wait(setting)
        (is_enough,) = agree(setting, time.monotonic() - started > SECONDS_EACH)
    return (made - began) * batch_size / (time.monotonic() - started)


def wait(setting: Setting) -> None:
    if setting.device.type == "cuda":
        torch.cuda.synchronize()


def memory(setting: Setting) -> str:
    if setting.device.type != "cuda":
        return ""
    peak = torch.cuda.max_memory_allocated() / 2**30
    torch.cuda.reset_peak_memory_stats()
    return f", {peak:5.1f} GiB"
