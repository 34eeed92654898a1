"""What is worth bringing home of a run, in files that small ways back take."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from checkpoint import PUBLISHED, checkpoint_names
from run_files import NEWEST_SHEET, SHEETS, STATS

PART_BYTES = 15 * 2**20
"""Sheets that are brought, spread over the training: as many as a replay needs, and some."""
MAX_SHEETS = 24


def collect(run: Path, out: Path) -> None:
    """Writes options, curves, sheets and the newest checkpoint as parts of one tar archive, run-1-of-3 and so on.

    At home they are joined and unpacked into a new folder, which is a run directory like any other.
    """
    names = checkpoint_names(run)
    if not names:
        raise SystemExit(f"{run} has no checkpoint: there is nothing to bring home yet.")
    sheets = sorted((run / SHEETS).glob("[0-9]*.png"))
    if len(sheets) > MAX_SHEETS:
        sheets = [sheets[round(i * (len(sheets) - 1) / (MAX_SHEETS - 1))] for i in range(MAX_SHEETS)]
    checkpoint = [file for file in (run / "checkpoints" / names[-1]).iterdir() if file.name != PUBLISHED]
    files = [run / "options.yaml", run / STATS, run / NEWEST_SHEET, run / "earlier", *sheets, *sorted(checkpoint)]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for file in files:
            if file.exists():
                archive.add(file, file.relative_to(run))
    content = buffer.getvalue()
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("run-*-of-*"):
        old.unlink()
    count = -(-len(content) // PART_BYTES)
    for part in range(count):
        target = out / f"run-{part + 1:02d}-of-{count:02d}"
        target.write_bytes(content[part * PART_BYTES : (part + 1) * PART_BYTES])
    print(
        f"{out}: {len(content) / 1e6:.1f} MB in {count} files. At home: mkdir -p runs/<name> && "
        f"cat {out}/run-*-of-* | tar -x -C runs/<name>"
    )
