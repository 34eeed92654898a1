"""The files of a run directory beside its checkpoints: stats.jsonl and sample sheets, as `alae train` writes them."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import struct
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from checkpoint import write_flushed

STATS = "stats.jsonl"
SHEETS = "samples"
NEWEST_SHEET = "samples.png"


def append_line(run: Path, line: Mapping[str, Any]) -> None:
    with open(run / STATS, "a") as file:
        file.write(json.dumps(line) + "\n")


def rewind(run: Path, images_seen: int) -> None:
    """Forgets the lines and sheets after a checkpoint, which the training writes again, and what was being written.

    What has happened, such as a return to a checkpoint, has happened. A line that a kill cut short goes too.
    """
    for folder in (run, run / "checkpoints", run / SHEETS):
        for leftover in folder.glob(".*.partial"):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    file = run / STATS
    lines = file.read_text().splitlines() if file.exists() else []
    kept = [line for line in lines if _is_up_to(line, images_seen)]
    write_aside(file, "".join(f"{line}\n" for line in kept).encode())
    for sheet in (run / SHEETS).glob("*.png"):
        if re.fullmatch(r"\d+", sheet.stem) and int(sheet.stem) > images_seen:
            sheet.unlink()


def _is_up_to(line: str, images_seen: int) -> bool:
    try:
        content = json.loads(line)
        return "event" in content or content["imagesSeen"] <= images_seen
    except (ValueError, KeyError):
        return False


def write_aside(file: Path, content: bytes) -> None:
    """Whole or not at all."""
    partial = file.with_name(f".{file.name}.partial")
    write_flushed(partial, content)
    partial.replace(file)


def write_sheet(run: Path, images_seen: int, pixels: np.ndarray) -> None:
    """Keeps a sheet, uint8 [H, W, 3], and a copy of the newest as samples.png."""
    png = png_of(pixels)
    (run / SHEETS).mkdir(exist_ok=True)
    write_aside(run / SHEETS / f"{images_seen:010d}.png", png)
    write_aside(run / NEWEST_SHEET, png)


def png_of(pixels: np.ndarray) -> bytes:
    height, width, _ = pixels.shape
    left = np.pad(pixels, ((0, 0), (1, 0), (0, 0)))[:, :-1]  # filter 1: what differs from the pixel on the left
    rows = b"".join(b"\1" + row.tobytes() for row in pixels - left)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")


class MachineMeter:
    """What this process takes of its machine; each reading covers the time since the one before."""

    def __init__(self) -> None:
        self.at = (time.monotonic(), time.process_time())

    def read(self) -> dict[str, Any]:
        now = (time.monotonic(), time.process_time())
        seconds, busy_seconds = now[0] - self.at[0], now[1] - self.at[1]
        self.at = now
        return {
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "residentBytes": _resident_bytes(),
            "busyCores": round(busy_seconds / max(0.001, seconds), 2),
            "coreCount": os.cpu_count() or 1,
            "loadAverage": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0,
        }


def _resident_bytes() -> int:
    """0 where the system does not tell it as Linux does."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
