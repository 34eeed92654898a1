"""Trains StyleALAE: the same updates, options and run directory as `alae train`, on as many processes as torchrun starts.

    python3 train.py                                one graphics card, or the processor
    torchrun --nproc_per_node=8 train.py            eight cards
    python3 train.py --bench                        images/s for each size, within two minutes
    python3 train.py --collect home                 what is worth bringing home, in files of at most 15 MiB

It goes on from the newest checkpoint in run/. Ctrl-C, or kill -TERM, stops it with a checkpoint.
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from bench import bench
from checkpoint import Checkpoint, Progress, drop_checkpoints_after, read_latest_checkpoint, write_checkpoint
from collect import collect
from data import Dataset, Draws, Share
from health import HEALTHY, MAX_ROLLBACKS, Divergence, Health, judge, learning_rate_factor, seed_of
from networks import block_resolution
from run_files import MachineMeter, append_line, rewind, write_sheet
from schedule import Options, Schedule, Stage, at_lod
from setting import Setting, agree, start, together
from sheet import sample_sheet
from trainer import mean_of_processes

QUIET_SECONDS = 1.0


class StopRequest:
    """SIGINT and SIGTERM ask for a stop with a checkpoint; a second SIGINT ends the program at once."""

    def __init__(self) -> None:
        self.is_made = False
        signal.signal(signal.SIGINT, self._make)
        signal.signal(signal.SIGTERM, self._make)

    def _make(self, number: int, _: object) -> None:
        if self.is_made and number == signal.SIGINT:
            os._exit(130)
        self.is_made = True


def train(run: Path, dataset: Dataset, setting: Setting, command: argparse.Namespace) -> None:
    """Goes on from the run's newest checkpoint until the schedule's end, the time's or a request to stop."""
    stop = StopRequest()
    ends_at = time.monotonic() + 60 * command.minutes if command.minutes is not None else float("inf")
    while True:
        checkpoint = read_latest_checkpoint(run)
        if setting.is_first:
            rewind(run, checkpoint.progress["imagesSeen"])
        together(setting)
        sitting = Sitting(run, dataset, setting, command, checkpoint)
        try:
            return sitting.go_on(stop, ends_at)
        except Divergence as cause:
            if setting.is_first:
                roll_back(run, checkpoint.progress.get("health") or HEALTHY, cause, setting, command.piece_bytes)
            together(setting)


class Sitting:
    """The training from a checkpoint on, until it ends or diverges."""

    def __init__(
        self, run: Path, dataset: Dataset, setting: Setting, command: argparse.Namespace, checkpoint: Checkpoint
    ) -> None:
        self.run, self.dataset, self.setting, self.command = run, dataset, setting, command
        self.options = checkpoint.options
        self.progress: Progress = {**checkpoint.progress, "health": checkpoint.progress.get("health") or HEALTHY}
        self.schedule = Schedule(self.options, dataset.train_count)
        check_batches(self.options, self.schedule, self.progress["imagesSeen"], setting.share)
        self.trainer = setting.trainer_of(checkpoint)
        self.stage = self.stage_at(self.progress["imagesSeen"])
        self.draws: Draws | None = None
        self.test_images = torch.empty(0)

    def go_on(self, stop: StopRequest, ends_at: float) -> None:
        setting, schedule = self.setting, self.schedule
        setting.log(self.describe())
        meter = MachineMeter()
        line_at = checkpoint_at = self.progress
        sheet_at = self.progress["imagesSeen"]
        # How long nobody looks: clocks, signals and the card are waited for once in such a while.
        quiet_seconds = min(QUIET_SECONDS, self.command.stats_seconds, 60 * self.options["checkpointMinutes"])
        sums, burst = torch.zeros(len(self.trainer.loss_names), dtype=torch.float64), 1
        is_last: float = self.progress["imagesSeen"] >= schedule.total_images
        while not is_last:
            started = time.monotonic()
            losses = self.train_for(burst)
            seconds = time.monotonic() - started
            sums += losses.sum(0)
            elapsed_ms = self.progress["elapsedMs"] + 1000 * seconds
            self.progress = {**self.progress, "elapsedMs": elapsed_ms}
            is_last, is_line_due, is_checkpoint_due, next_burst = agree(
                setting,
                stop.is_made or time.monotonic() >= ends_at or self.progress["imagesSeen"] >= schedule.total_images,
                elapsed_ms - line_at["elapsedMs"] >= 1000 * self.command.stats_seconds,
                elapsed_ms - checkpoint_at["elapsedMs"] >= 60_000 * self.options["checkpointMinutes"],
                max(1, round(len(losses) * quiet_seconds / max(seconds, 0.001))) if self.is_in_level() else 1,
            )
            burst = int(next_burst)
            is_sheet_due = is_last or self.progress["imagesSeen"] - sheet_at >= 1000 * self.options["sheetKimg"]
            if is_last or is_line_due:
                if setting.is_first:
                    self.write_line(sums, line_at, meter)
                line_at, sums = self.progress, torch.zeros_like(sums)
            if is_sheet_due:
                sheet_at = self.progress["imagesSeen"]
                if setting.is_first:
                    self.write_sheet()
            if is_last or is_checkpoint_due:
                checkpoint_at = self.progress
                if not self.trainer.is_finite():
                    raise Divergence(f"Weights are no longer numbers after {self.progress['imagesSeen']} images")
                if setting.is_first:
                    state = self.trainer.state()
                    write_checkpoint(self.run, Checkpoint(self.options, self.progress, state), self.command.piece_bytes)
        setting.log(f"{self.progress['imagesSeen']} images seen; checkpoint and samples.png are in {self.run}.")
        together(setting)

    def train_for(self, iterations: int) -> Tensor:
        """Makes so many iterations, fewer at the end of a level. Returns their losses [iterations, losses]; judges them."""
        health: Health = self.progress["health"]
        rows: list[Tensor] = []
        seen_at = []
        while len(rows) < iterations and (not rows or self.is_in_level()):
            seen = self.progress["imagesSeen"]
            self.stage = stage = self.stage_at(seen)
            self.prepare_level(stage)
            assert self.draws is not None
            iteration = self.progress["iteration"]
            draw = self.draws.draw(seed_of(self.options["seed"], health), iteration, seen, stage)
            interval = self.options["r1Interval"]
            r1_gamma = self.options["r1Gamma"] * interval if iteration % interval == 0 else 0
            rows.append(self.trainer.iterate(draw, stage, r1_gamma))
            seen_at.append(seen + stage.batch_size)
            self.progress = {
                **self.progress,
                "iteration": iteration + 1,
                "imagesSeen": seen + stage.batch_size,
                "photoImagesSeen": self.progress.get("photoImagesSeen", 0)
                + (stage.batch_size if self.options["photo"] else 0),
                "lod": stage.lod,
                "blend": stage.blend,
            }
        losses = mean_of_processes(torch.stack(rows).double()).cpu()
        for row, seen in zip(losses.tolist(), seen_at):
            health = judge(health, dict(zip(self.trainer.loss_names, row)), seen)
        self.progress = {**self.progress, "health": health}
        return losses

    def is_in_level(self) -> bool:
        """Whether the next iteration is one of the same level of detail as the latest."""
        seen = self.progress["imagesSeen"]
        return seen < self.schedule.total_images and self.schedule.at(seen).lod == self.progress["lod"]

    def stage_at(self, images_seen: int) -> Stage:
        stage = self.schedule.at(images_seen)
        return replace(stage, learning_rate=stage.learning_rate * learning_rate_factor(self.progress["health"]))

    def prepare_level(self, stage: Stage) -> None:
        if self.draws is not None and self.draws.lod == stage.lod:
            return
        if stage.lod != self.progress["lod"]:
            self.trainer.reset_optimiser()
        resolution = block_resolution(stage.lod)
        images = self.dataset.load("train", resolution).to(self.setting.device)
        self.draws = Draws(images, self.options, stage.lod, self.setting.share, self.setting.precision.exact)
        self.test_images = self.dataset.load("test", resolution)

    def write_line(self, sums: Tensor, since: Progress, meter: MachineMeter) -> None:
        now = self.progress
        if now["iteration"] == since["iteration"]:
            return
        means = dict(zip(self.trainer.loss_names, (sums / (now["iteration"] - since["iteration"])).tolist()))
        speed = 1000 * (now["imagesSeen"] - since["imagesSeen"]) / (now["elapsedMs"] - since["elapsedMs"])
        line: dict[str, Any] = {
            "lod": now["lod"],
            "blend": now["blend"],
            "batchSize": self.stage.batch_size,
            "learningRate": self.stage.learning_rate,
            "averageKeep": self.stage.average_keep,
            **means,
            "imagesPerSecond": speed,
            "imagesSeen": now["imagesSeen"],
            "iteration": now["iteration"],
            "totalImages": self.schedule.total_images,
            "elapsedMs": round(now["elapsedMs"]),
            "writtenAt": round(1000 * time.time()),
            "machine": meter.read(),
        }
        append_line(self.run, line)
        pixels = block_resolution(now["lod"])
        fading = f" fading in {100 * now['blend']:.0f}%" if now["blend"] < 1 else ""
        losses = " ".join(f"{name} {value:.4f}" for name, value in means.items())
        minutes = (self.schedule.total_images - now["imagesSeen"]) / speed / 60
        print(
            f"{now['imagesSeen']} images, LOD {now['lod']} ({pixels}x{pixels}{fading}), {speed:.1f} images/s, {losses}, "
            f"{minutes // 60:.0f} h {minutes % 60:.0f} min left",
            flush=True,
        )

    def write_sheet(self) -> None:
        sheet = sample_sheet(self.trainer.architecture, self.trainer.state(), self.stage, self.test_images)
        write_sheet(self.run, self.progress["imagesSeen"], sheet)

    def describe(self) -> str:
        return (
            f"{self.setting.describe()}; {self.dataset.train_count} training images, {self.progress['imagesSeen']} of "
            f"{self.schedule.total_images} seen."
        )


def check_batches(options: Options, schedule: Schedule, images_seen: int, share: Share) -> None:
    """A batch of the options is that of all processes together, who must have equal parts of it."""
    for lod in schedule.levels_from(images_seen):
        batch_size = at_lod(options["batchSizePerLod"], lod)
        if batch_size % share.count != 0:
            raise SystemExit(
                f"A batch of {batch_size} at {block_resolution(lod)} pixels cannot be shared evenly among {share.count} "
                "processes: start a number of processes that divides batchSizePerLod, or change that in run/checkpoints."
            )


def roll_back(run: Path, health: Health, divergence: Divergence, setting: Setting, piece_bytes: int | None) -> None:
    """Takes a run that has gone wrong back to its last good checkpoint, with other draws and a lower learning rate.

    That is the newest in which D was not winning, but one older where that one has been tried before.
    """

    def is_good(progress: Progress) -> bool:
        return not (progress.get("health") or HEALTHY)["lostIterations"]

    def is_untried(progress: Progress) -> bool:
        return is_good(progress) and progress["imagesSeen"] != health["returnedTo"]

    try:
        checkpoint = read_latest_checkpoint(run, is_untried)
    except SystemExit:
        checkpoint = read_latest_checkpoint(run, is_good)
    seen = checkpoint.progress["imagesSeen"]
    drop_checkpoints_after(run, seen)
    rewind(run, seen)
    if health["rollbacks"] >= MAX_ROLLBACKS:
        raise SystemExit(
            f"{divergence}, and going back {MAX_ROLLBACKS} times has not helped: write the folder again with --run, and "
            "--config with a lower learningRatePerLod or a larger r1Gamma."
        )
    rollbacks = health["rollbacks"] + 1
    changed = {**(checkpoint.progress.get("health") or HEALTHY), "rollbacks": rollbacks, "returnedTo": seen}
    write_checkpoint(run, replace(checkpoint, progress={**checkpoint.progress, "health": changed}), piece_bytes)
    factor = learning_rate_factor(changed)
    append_line(
        run,
        {
            "event": "rollback",
            "imagesSeen": seen,
            "iteration": checkpoint.progress["iteration"],
            "reason": str(divergence),
            "rollbacks": rollbacks,
            "learningRateFactor": factor,
        },
    )
    setting.log(
        f"{divergence}: going back to the checkpoint at {seen} images with {factor} times the learning rate "
        f"({rollbacks} of at most {MAX_ROLLBACKS} times)."
    )


def parse_command() -> argparse.Namespace:
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=here / "run", help="run directory to go on with")
    parser.add_argument("--dataset", type=Path, default=here / "dataset", help="data set made by alae prepare")
    parser.add_argument("--minutes", type=float, help="stop after this time, with a checkpoint")
    parser.add_argument("--stats-seconds", type=float, default=10, help="time between lines of stats.jsonl")
    parser.add_argument(
        "--precision",
        choices=("float32", "bfloat16"),
        help="what convolutions compute in (default: bfloat16 on a card, float32 on the processor)",
    )
    parser.add_argument("--no-graphs", action="store_true", help="compute without CUDA graphs")
    parser.add_argument("--piece-bytes", type=int, help="cut a checkpoint's values into pieces of this size")
    parser.add_argument("--bench", action="store_true", help="measure, and train nothing")
    parser.add_argument(
        "--collect", type=Path, metavar="DIR", help="write what is worth bringing home, and train nothing"
    )
    return parser.parse_args()


def main() -> None:
    command = parse_command()
    if command.collect:
        return collect(command.run, command.collect)
    setting = start(command.precision, has_graphs=not command.no_graphs)
    try:
        dataset = Dataset(command.dataset)
        if command.bench:
            bench(read_latest_checkpoint(command.run), dataset.train_count, setting)
        else:
            train(command.run, dataset, setting, command)
    except RuntimeError as cause:
        if setting.share.count == 1 or not any(word in str(cause) for word in ("gloo", "NCCL", "Connection")):
            raise
        raise SystemExit(
            f"Another process of this training has ended, or cannot be reached ({str(cause).splitlines()[0]}): start the "
            "training again, and it goes on from its newest checkpoint."
        ) from cause
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()


if __name__ == "__main__":
    main()
