"""Trains StyleALAE: the same updates, options and run directory as `alae train`, on as many processes as torchrun starts.

    python train.py                              one processor or graphics card
    torchrun --nproc_per_node=8 train.py         eight of them
"""

import argparse

import json
import math
import os

import struct

import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

import losses
import networks
from checkpoint import State, architecture_of, read_latest_checkpoint, write_checkpoint
from data import Dataset, Draws, IterationDraw, Share, generator_of
from networks import Architecture, Growth, Params, ParamSpec, block_resolution, is_convolution, param_specs

BETA2 = 0.99
EPSILON = 1e-8
MAX_ROLLBACKS = 3
SHEET_COLUMNS = 12
SHEET_SEED = 7

def at_lod(value: Any, lod: int) -> Any:
    """The value at a level of detail of an option that may be a list."""
    return value[min(lod, len(value) - 1)] if isinstance(value, list) else value

class Schedule:
    """Progressive growing: level of detail, blend, batch size, learning rate and average after so many images."""

    def __init__(self, options: dict[str, Any], train_count: int) -> None:
        self.options = options
        self.total_images = round(options["trainEpochs"] * train_count)
        self.levels: list[tuple[int, float, float]] = []
        start = 0.0
        for lod in range(options["architecture"]["layerCount"]):
            images = at_lod(options["epochsPerLod"], lod) * train_count
            fade = at_lod(options["fadeFraction"], lod) * images if lod > 0 else 0
            self.levels.append((lod, start, start + fade))
            start += images

    def at(self, images_seen: int) -> dict[str, Any]:
        lod, start, faded_in = [level for level in self.levels if images_seen >= level[1]][-1]
        batch_size = at_lod(self.options["batchSizePerLod"], lod)
        half_life = self.options["averageHalfLifeImages"]
        if self.options["averageRampUp"] > 0:
            half_life = min(half_life, self.options["averageRampUp"] * (images_seen - start))
        blend = 1.0
        if images_seen < faded_in:
            blend = (1 - math.cos(math.pi * (images_seen - start) / (faded_in - start))) / 2
        return {
            "lod": lod,
            "blend": blend,
            "batchSize": batch_size,
            "learningRate": at_lod(self.options["learningRatePerLod"], lod),
            "averageKeep": 0.5 ** (batch_size / half_life) if half_life > 0 else 0.0,
        }

def is_reached(name: str, layer_count: int, lod: int, is_fading: bool) -> bool:
    """Whether a weight takes part in computing at this stage of growth."""
    first = layer_count - 1 - lod
    scope = name.split("/")[1]
    index = int("".join(c for c in scope if c.isdigit()) or 0)
    if name.startswith("G/block"):
        return index <= lod
    if name.startswith("G/toRgb"):
        return index == lod or (is_fading and index == lod - 1)
    if name.startswith("E/block"):
        return index >= first
    if name.startswith("E/fromRgb"):
        return index == first or (is_fading and index == first + 1)
    return True

class FlatNetwork:
    """One network's weights in one vector, for Adam (β₁ = 0, equalised learning rate), averages and exchange."""

    def __init__(self, specs: Sequence[ParamSpec], state: State, device: torch.device, dtype: torch.dtype) -> None:
        self.specs = specs
        self.lengths = [math.prod(spec.shape) for spec in specs]

        def join(values: Mapping[str, Tensor]) -> Tensor:
            parts = [
                values[s.name].reshape(-1) if s.name in values else torch.zeros(n)
                for s, n in zip(specs, self.lengths)
            ]
            return torch.cat([part.to(device, dtype) for part in parts])

        self.live = join(state.live)
        self.averaged = join(state.averaged)
        self.second_moment = join(state.second_moments)
        self.step_counts = {s.name: state.step_counts[s.name] for s in specs if s.name in state.step_counts}
        self.scale = torch.cat([torch.full((n,), s.learning_rate_scale) for s, n in zip(specs, self.lengths)]).to(
            device, dtype
        )
        self.params = self.views(self.live)

    def views(self, vector: Tensor) -> dict[str, Tensor]:
        return {s.name: part.view(s.shape) for s, part in zip(self.specs, vector.split(self.lengths))}

    def step(self, gradients: Mapping[str, Tensor], learning_rate: float) -> None:
        """`v ← β₂v + (1-β₂)g²; p ← p - lr·c·√(1-β₂ᵗ)·g / (√v + ε)` for the weights that have a gradient."""
        moved = [s.name for s in self.specs if s.name in gradients]
        if not moved:
            return
        gradient = torch.cat(
            [
                gradients[s.name].reshape(-1) if s.name in gradients else self.live.new_zeros(n)
                for s, n in zip(self.specs, self.lengths)
            ]
        )
        mean_of_processes(gradient)
        # Weights are reached together at a level of detail, so that they have taken equally many steps.
        count = self.step_counts.get(moved[0], 0) + 1
        if count == 1:
            self.second_moment.zero_()
        self.second_moment.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        step = gradient.div_(self.second_moment.sqrt().add_(EPSILON)).mul_(self.scale)
        self.live.sub_(step, alpha=learning_rate * math.sqrt(1 - BETA2**count))
        self.step_counts.update(dict.fromkeys(moved, count))

    def update_average(self, keep: float) -> None:
        self.averaged.lerp_(self.live, 1 - keep)

    def reset_optimiser(self) -> None:
        self.second_moment.zero_()
        self.step_counts = {}

def mean_of_processes(values: Tensor) -> None:
    if dist.is_initialized():
        dist.all_reduce(values)
        values.div_(dist.get_world_size())

class Trainer:
    """The networks, and one iteration after another over them."""

    def __init__(
        self, options: dict[str, Any], state: State, device: torch.device, dtype: torch.dtype, low: torch.dtype
    ) -> None:
        self.options = options
        self.architecture = architecture_of(options)
        self.device = device
        self.low = low
        specs = param_specs(self.architecture)
        self.convolutions = {s.name for s in specs if is_convolution(s)}
        self.networks = {n: FlatNetwork([s for s in specs if s.network == n], state, device, dtype) for n in "FDGE"}
        self.latent_average = state.latent_average.to(device, dtype)
        photo = options.get("photo")
        self.photo = photo and losses.PhotoOptions(**{f.name: photo[f.name] for f in fields(losses.PhotoOptions)})

    def iterate(self, draw: IterationDraw, stage: dict[str, Any], r1_gamma: float) -> dict[str, Tensor]:
        """The updates, Adam, the averages. @returns the losses, as tensors that nobody has waited for"""
        is_fading = stage["lod"] > 0 and stage["blend"] < 1
        blend = torch.tensor(stage["blend"], device=self.device, dtype=self.latent_average.dtype) if is_fading else None
        growth = Growth(stage["lod"], blend)
        a, rate = self.architecture, stage["learningRate"]
        first, second, third = draw.generations
        found: dict[str, Tensor] = {}

        with torch.no_grad():
            fake = self.compute(losses.fake_images, self.weights(), a, growth, first)
        found["discriminator"] = self.update(
            "ED", growth, rate, losses.discriminator_loss, (a, growth, draw.real, fake, r1_gamma), is_exact=r1_gamma > 0
        )
        found["generator"] = self.update("GF", growth, rate, losses.generator_loss, (a, growth, second))
        with torch.no_grad():
            target = networks.map_latents(self.weights(), a, third.z)
        found["latent"] = self.update("EGF", growth, rate, losses.latent_loss, (a, growth, third, target))
        if self.photo:
            arguments = (self.weights(), a, growth, self.photo, draw.real, draw.photo_noise)
            found["photo"] = self.update("EG", growth, rate, losses.photo_loss, arguments)

        mean = target.mean(0)
        mean_of_processes(mean)
        self.latent_average.lerp_(mean, 1 - self.options["latentAverageDecay"])
        for network in self.networks.values():
            network.update_average(stage["averageKeep"])
        return found

    def update(
        self,
        moved: str,
        growth: Growth,
        learning_rate: float,
        loss: Callable[..., Tensor],
        arguments: Sequence[Any],
        is_exact: bool = False,
    ) -> Tensor:
        """One step of the networks called `moved`. @param is_exact whether convolutions compute in full precision"""
        leaves = {
            name: weight.detach().requires_grad_()
            for n in moved
            for name, weight in self.networks[n].params.items()
            if is_reached(name, self.architecture.layer_count, growth.lod, growth.blend is not None)
        }
        params = {**self.weights(is_exact=True), **leaves}
        value = self.compute(loss, params if is_exact else self.lowered(params), *arguments, is_exact=is_exact)
        gradients = torch.autograd.grad(value, list(leaves.values()), allow_unused=True)
        by_name = {
            name: torch.zeros_like(leaf) if gradient is None else gradient
            for (name, leaf), gradient in zip(leaves.items(), gradients)
        }
        for n in moved:
            self.networks[n].step({k: g for k, g in by_name.items() if k[0] == n}, learning_rate)
        return value.detach()

    def compute(self, function: Callable[..., Tensor], params: Params, *arguments: Any, is_exact: bool = False) -> Tensor:
        return function(params, *arguments)

    def weights(self, is_exact: bool = False) -> dict[str, Tensor]:
        """All weights as constants, ready to compute with."""
        params = {name: weight for network in self.networks.values() for name, weight in network.params.items()}
        return params if is_exact else self.lowered(params)

    def lowered(self, params: Params) -> dict[str, Tensor]:
        return {k: v.to(self.low) if k in self.convolutions else v for k, v in params.items()}

    def reset_optimiser(self) -> None:
        for network in self.networks.values():
            network.reset_optimiser()

    def state(self) -> State:
        def merged(pick: Callable[[FlatNetwork], dict[str, Tensor]]) -> dict[str, Tensor]:
            return {k: v for network in self.networks.values() for k, v in pick(network).items()}

        return State(
            merged(lambda n: n.params),
            merged(lambda n: n.views(n.averaged)),
            merged(lambda n: {k: v for k, v in n.views(n.second_moment).items() if k in n.step_counts}),
            {k: c for n in self.networks.values() for k, c in n.step_counts.items()},
            self.latent_average,
        )

@torch.no_grad()
def sample_sheet(trainer: Trainer, test_images: Tensor, stage: dict[str, Any]) -> Tensor:
    """Test images, their reconstructions (averaged, live), samples (averaged, live), band by band: uint8 [H, W, 3]."""
    device, a = trainer.device, trainer.architecture
    lod = stage["lod"]
    growth = Growth(lod, torch.tensor(stage["blend"], device=device) if lod > 0 and stage["blend"] < 1 else None)
    random = generator_of(torch.device("cpu"), SHEET_SEED)
    count = min(SHEET_COLUMNS, len(test_images))
    real = test_images[:count].to(device).float() / 127.5 - 1
    noise = [torch.randn((1, 1, r, r), generator=random).to(device) for r in (block_resolution(i // 2) for i in range(2 * lod + 2))]
    z = torch.randn((count, a.latent_size), generator=random).to(device)
    bands = [real]

    def draw(params: Params, w: Tensor) -> Tensor:
        return networks.generate(params, a, networks.repeat_styles(w, a.style_count), growth, noise)

    state = trainer.state()
    for source in ("reconstructions", "samples"):
        for params in (state.averaged, state.live):
            w = networks.encode(params, a, real, growth) if source == "reconstructions" else networks.map_latents(params, a, z)
            bands.append(draw(params, w))
    scale = max(1, 64 // real.shape[-1])
    rows = [torch.cat(list(band), 2) for band in bands]
    picture = torch.cat(rows, 1).repeat_interleave(scale, 1).repeat_interleave(scale, 2)
    picture = picture.expand(3, -1, -1) if picture.shape[0] == 1 else picture
    return ((picture.clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 0).cpu()

def write_png(file: Path, pixels: Tensor) -> None:
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + pixels[y].contiguous().numpy().tobytes() for y in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".part")
    temporary.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
    )
    temporary.replace(file)

def log(sentence: str) -> None:
    print(sentence, flush=True)

def train(run: Path, dataset: Dataset, command: argparse.Namespace, make_trainer: type[Trainer] = Trainer) -> None:
    """Goes on from the run's newest checkpoint until the schedule's end or the time is up."""
    rank, world = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
    device = choose_device()
    options, progress, state = read_latest_checkpoint(run)
    low = torch.bfloat16 if command.precision == "bfloat16" else torch.float32
    trainer = make_trainer(options, state, device, torch.float32, low)
    schedule = Schedule(options, dataset.train_count)
    share = Share(rank, world)
    health = progress.get("health") or {}
    began_ms = progress["elapsedMs"]
    sheet_at, checkpoint_at = progress["imagesSeen"], progress["elapsedMs"]
    draws: Draws | None = None
    test_images = torch.empty(0)
    sums: dict[str, Tensor] = {}
    since = {"iteration": progress["iteration"], "imagesSeen": progress["imagesSeen"], "elapsedMs": progress["elapsedMs"]}
    started = time.monotonic()
    if rank == 0:
        log(f"{device} x {world}, convolutions in {command.precision}, {schedule.total_images} images in all")

    while progress["imagesSeen"] < schedule.total_images:
        stage = schedule.at(progress["imagesSeen"])
        stage["learningRate"] *= 0.5 ** health.get("rollbacks", 0)
        lod = stage["lod"]
        if draws is None or draws.lod != lod:
            if lod != progress["lod"]:
                trainer.reset_optimiser()
            resolution = block_resolution(lod)
            draws = Draws(dataset.load("train", resolution).to(device), options, lod, share)
            test_images = dataset.load("test", resolution)
        seed = options["seed"] + 1_000_003 * health.get("rollbacks", 0)
        draw = draws.draw(seed, progress["iteration"], progress["imagesSeen"], stage["batchSize"], stage["blend"])
        is_r1_due = progress["iteration"] % options["r1Interval"] == 0
        found = trainer.iterate(draw, stage, options["r1Gamma"] * options["r1Interval"] if is_r1_due else 0)
        sums = {name: sums[name] + value if name in sums else value for name, value in found.items()}
        seen = progress["imagesSeen"] + stage["batchSize"]
        progress = {
            **progress,
            "iteration": progress["iteration"] + 1,
            "imagesSeen": seen,
            "photoImagesSeen": progress.get("photoImagesSeen", 0) + (stage["batchSize"] if trainer.photo else 0),
            "elapsedMs": began_ms + 1000 * (time.monotonic() - started),
            "lod": lod,
            "blend": stage["blend"],
        }
        is_last = seen >= schedule.total_images or agree(
            command.minutes is not None and time.monotonic() - started >= 60 * command.minutes, device
        )
        is_line_due = is_last or agree(progress["elapsedMs"] - since["elapsedMs"] >= 1000 * command.stats_seconds, device)
        if is_line_due:
            means = mean_losses(sums, progress["iteration"] - since["iteration"])
            if not all(math.isfinite(value) for value in means.values()):
                raise SystemExit(f"The losses are no longer numbers after {seen} images: {means}.")
            if rank == 0:
                write_stats(run, stage, means, progress, since, schedule.total_images)
            since = {key: progress[key] for key in since}
            sums = {}
        is_sheet_due = is_last or seen - sheet_at >= 1000 * options["sheetKimg"]
        is_checkpoint_due = is_line_due and (
            is_last or agree(progress["elapsedMs"] - checkpoint_at >= 60_000 * options["checkpointMinutes"], device)
        )
        if rank == 0 and is_sheet_due:
            sheet = sample_sheet(trainer, test_images, stage)
            write_png(run / "samples" / f"{seen:010d}.png", sheet)
            write_png(run / "samples.png", sheet)
        if is_sheet_due:
            sheet_at = seen
        if is_checkpoint_due:
            checkpoint_at = progress["elapsedMs"]
            if rank == 0:
                write_checkpoint(run, options, progress, trainer.state(), command.piece_bytes)
        if is_last:
            break

def agree(is_so: bool, device: torch.device) -> bool:
    """What the first process says: clocks differ."""
    if not dist.is_initialized():
        return is_so
    said = torch.tensor(float(is_so), device=device)
    dist.broadcast(said, 0)
    return bool(said.item())

def mean_losses(sums: Mapping[str, Tensor], iterations: int) -> dict[str, float]:
    values = torch.stack(list(sums.values())) / iterations
    mean_of_processes(values)
    return dict(zip(sums, values.tolist()))

def write_stats(
    run: Path,
    stage: dict[str, Any],
    means: dict[str, float],
    progress: dict[str, Any],
    since: dict[str, Any],
    total_images: int,
) -> None:
    seconds = (progress["elapsedMs"] - since["elapsedMs"]) / 1000
    speed = (progress["imagesSeen"] - since["imagesSeen"]) / seconds
    line = {
        **stage,
        **means,
        "imagesPerSecond": speed,
        "imagesSeen": progress["imagesSeen"],
        "iteration": progress["iteration"],
        "totalImages": total_images,
        "elapsedMs": round(progress["elapsedMs"]),
        "writtenAt": round(1000 * time.time()),
    }
    with open(run / "stats.jsonl", "a") as file:
        file.write(json.dumps(line) + "\n")
    log(
        f"{progress['imagesSeen']} images, {block_resolution(stage['lod'])} pixels, {speed:.1f} images/s, "
        + " ".join(f"{name} {value:.4f}" for name, value in means.items())
    )

def choose_device() -> torch.device:
    if not torch.cuda.is_available():
        return torch.device("cpu")
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
    torch.cuda.set_device(device)
    return device

def parse_command() -> argparse.Namespace:
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=here / "run", help="run directory to go on with")
    parser.add_argument("--dataset", type=Path, default=here / "dataset", help="data set made by alae prepare")
    parser.add_argument("--minutes", type=float, help="stop after this time, with a checkpoint")
    parser.add_argument("--stats-seconds", type=float, default=10, help="time between lines of stats.jsonl")
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32", help="of convolutions")
    parser.add_argument("--piece-bytes", type=int, help="cut a checkpoint's values into pieces of this size")
    return parser.parse_args()

def main(make_trainer: type[Trainer] = Trainer) -> None:
    command = parse_command()
    if "RANK" in os.environ:
        dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    train(command.run, Dataset(command.dataset), command, make_trainer)
    if dist.is_initialized():
        dist.destroy_process_group()

if __name__ == "__main__":
    main()
