"""Where this process trains: its card or the processor, and the processes that train with it."""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch
import torch.distributed as dist

from checkpoint import Checkpoint
from data import Share
from trainer import Precision, Trainer


@dataclass(frozen=True)
class Setting:
    device: torch.device
    share: Share
    precision: Precision
    has_graphs: bool

    @property
    def is_first(self) -> bool:
        return self.share.rank == 0

    def log(self, sentence: str) -> None:
        if self.is_first:
            print(sentence, flush=True)

    def describe(self) -> str:
        where = torch.cuda.get_device_name() if self.device.type == "cuda" else "the processor"
        low = str(self.precision.convolutions).replace("torch.", "")
        graphs = ", with CUDA graphs" if self.has_graphs else ""
        return f"{self.share.count} x {where}, PyTorch {torch.__version__}, convolutions in {low}{graphs}"

    def trainer_of(self, checkpoint: Checkpoint) -> Trainer:
        return Trainer(checkpoint.options, checkpoint.state, self.device, self.precision, self.has_graphs, self.log)


def start(precision: str | None, has_graphs: bool) -> Setting:
    """Joins the other processes, where torchrun has started some, and takes a card where there is one.

    `precision` is what convolutions compute in, by default bfloat16 on a card and float32 on the processor.
    """
    has_card = torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if has_card else torch.device("cpu")
    if has_card:
        torch.cuda.set_device(device)
        torch.backends.cudnn.benchmark = True
    share = Share()
    if int(os.environ.get("WORLD_SIZE", 1)) > 1:
        dist.init_process_group("nccl" if has_card else "gloo")
        share = Share(dist.get_rank(), dist.get_world_size())
    named = precision or ("bfloat16" if has_card else "float32")
    return Setting(device, share, Precision(convolutions=getattr(torch, named)), has_card and has_graphs)


def together(setting: Setting) -> None:
    """Waits until all processes are here."""
    if setting.share.count > 1:
        dist.barrier()


def agree(setting: Setting, *said: float) -> list[float]:
    """The largest that any of the processes says of each: clocks differ, and a signal may reach one only."""
    numbers = torch.tensor([float(each) for each in said], dtype=torch.float64)
    if setting.share.count > 1:
        numbers = numbers.to(setting.device)
        dist.all_reduce(numbers, dist.ReduceOp.MAX)
    return numbers.tolist()
