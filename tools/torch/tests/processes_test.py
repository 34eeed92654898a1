"""Two processes with a half of every batch each against one with the whole: the same draws, in 64-bit arithmetic."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import unittest
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from unittest import mock

from material import MATERIAL, relative_difference

import torch
import torch.distributed as dist
from torch import Tensor

from checkpoint import State, read_latest_checkpoint
from data import CPU, Draws, Share
from networks import block_resolution
from schedule import Schedule
from train import check_batches
from trainer import Gradients, Precision, Trainer

ITERATIONS, TRAIN_COUNT, TOLERANCE = 10, 12, 1e-6


def iterate(share: Share, is_capturing: bool = False) -> State:
    """Ten iterations over the growth from 4 to 8 pixels, with mixing, flips, R1 and photo update."""
    checkpoint = read_latest_checkpoint(MATERIAL / "tiny")
    options = checkpoint.options
    exact = torch.float64
    trainer = Trainer(options, checkpoint.state, CPU, Precision(exact, exact), is_capturing)
    schedule, draws, seen = Schedule(options, TRAIN_COUNT), None, 0
    for iteration in range(ITERATIONS):
        stage = schedule.at(seen)
        if draws is None or draws.lod != stage.lod:
            trainer.reset_optimiser()
            r = block_resolution(stage.lod)
            random = torch.Generator().manual_seed(r)
            images = torch.randint(0, 256, (TRAIN_COUNT, 3, r, r), generator=random, dtype=torch.uint8)
            draws = Draws(images, options, stage.lod, share, exact)
        trainer.iterate(draws.draw(1, iteration, seen, stage), stage, 20 if iteration % 2 == 0 else 0)
        seen += stage.batch_size
    return trainer.state()


class ProcessesTest(unittest.TestCase):
    def test_two_processes_compute_what_one_does(self) -> None:
        with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            free.close()
            files = [Path(folder) / f"{rank}.pt" for rank in range(2)]
            shared = {**os.environ, "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
            ranks = [
                subprocess.Popen([sys.executable, __file__, str(file)], env={**shared, "RANK": str(rank)})
                for rank, file in enumerate(files)
            ]
            whole = asdict(iterate(Share()))
            self.assertEqual([rank.wait(120) for rank in ranks], [0, 0])
            first, second = (torch.load(file) for file in files)
        moved = 0
        for section in ("live", "averaged", "second_moments"):
            for name, values in whole[section].items():
                with self.subTest(section=section, name=name):
                    self.assertLess(relative_difference(first[section][name], values), TOLERANCE)
                    self.assertTrue(torch.equal(first[section][name], second[section][name]))
                moved += int(section == "live" and not torch.equal(values, whole["averaged"][name]))
        self.assertGreater(moved, 50)
        self.assertEqual(first["step_counts"], whole["step_counts"])
        self.assertLess(relative_difference(first["latent_average"], whole["latent_average"]), TOLERANCE)
        self.assertTrue(torch.equal(first["latent_average"], second["latent_average"]))

    def test_graphs_read_what_is_drawn(self) -> None:
        class Repeated:
            """In place of a CUDA graph: computes again from the tensors that it was made with."""

            def __init__(self, compute: Callable[[], Gradients]) -> None:
                self.replay = compute

        with mock.patch("trainer.CapturedGradients", Repeated):
            captured = asdict(iterate(Share(), is_capturing=True))
        for section, values in asdict(iterate(Share())).items():
            for name in values if isinstance(values, dict) else ():
                if isinstance(values[name], Tensor):
                    self.assertTrue(torch.equal(captured[section][name], values[name]), name)

    def test_a_batch_that_cannot_be_shared_evenly_is_refused(self) -> None:
        options = read_latest_checkpoint(MATERIAL / "tiny").options
        check_batches(options, Schedule(options, TRAIN_COUNT), 0, Share(0, 2))
        with self.assertRaisesRegex(SystemExit, "A batch of 4 at 4 pixels cannot be shared evenly among 3 processes"):
            check_batches(options, Schedule(options, TRAIN_COUNT), 0, Share(0, 3))


def be_one_of_two(file: str) -> None:
    dist.init_process_group("gloo")
    torch.save(asdict(iterate(Share(dist.get_rank(), dist.get_world_size()))), file)
    dist.destroy_process_group()


if __name__ == "__main__":
    if "RANK" in os.environ:
        be_one_of_two(sys.argv[1])
    else:
        unittest.main()
