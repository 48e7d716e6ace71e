"""Measuring commands side by side, and telling what they cost."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run of a command took: seconds of clock, seconds of processor, peak memory in MB, requests."""

    wall: float
    cpu: float
    memory: float
    requests: int = 0


def run(command: Sequence[str | Path], *, cwd: Path | None = None, **env: str) -> Spent:
    """Run a command and measure its own process; `env` is added to the environment.

    Raises RuntimeError with what it printed where it fails.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output = process.stdout
    if output is None:
        raise RuntimeError("no pipe")
    os.set_blocking(output.fileno(), False)
    said, most, done = b"", 0, 0
    while not done:
        most = max(most, peak(process.pid))
        said = (said + (output.read() or b""))[-4000:]
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        time.sleep(0 if done else 0.01)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    said += output.read() or b""
    output.close()
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}:\n{said.decode(errors='replace')}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, most / 1024)


def peak(pid: int | str) -> int:
    """The most memory that a process held so far, in KB; what wait4 tells counts its parent's too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def in_turn(variants: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """Run the variants one after the other, `rounds` times over: only figures of one round compare."""
    spent: dict[str, list[Spent]] = {name: [] for name in variants}
    for number in range(1, rounds + 1):
        for name, variant in variants.items():
            spent[name].append(variant())
            last = spent[name][-1]
            print(f"round {number}: {name}: {last.cpu:.2f} s of processor, {last.wall:.2f} s", flush=True)
    return spent


def medians(spent: Mapping[str, Sequence[Spent]], base: str) -> list[dict[str, object]]:
    """A row for each variant: the medians, and the medians of its ratios to `base` round by round."""

    def ratio(name: str, of: str) -> float:
        pairs = zip(spent[name], spent[base], strict=True)
        return round(statistics.median(getattr(a, of) / getattr(b, of) for a, b in pairs), 2)

    return [
        {
            "variant": name,
            "cpu s": round(statistics.median(each.cpu for each in runs), 2),
            "ratio of cpu": ratio(name, "cpu"),
            "wall s": round(statistics.median(each.wall for each in runs), 2),
            "ratio of wall": ratio(name, "wall"),
            "peak MB": round(max(each.memory for each in runs)),
            "requests": runs[-1].requests,
        }
        for name, runs in spent.items()
    ]


def machine() -> str:
    """The machine, in one line."""
    processor = platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                processor = line.partition(":")[2].strip()
                break
    except OSError:
        pass
    return (
        f"{processor}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def report(
    name: str,
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    raw: Mapping[str, Sequence[Spent]] | None = None,
) -> None:
    """Print tables and write them, with the machine and each run, to benchmarks/results/`name`.json."""
    for title, rows in tables.items():
        print(f"\n{title}\n{table(rows)}")
    print(f"\n{machine()}")
    RESULTS.mkdir(exist_ok=True)
    runs = {variant: [asdict(each) for each in spent] for variant, spent in (raw or {}).items()}
    results = {"machine": machine(), "tables": tables, "runs": runs}
    (RESULTS / f"{name}.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows of the same columns as text: words to the left, figures to the right."""
    columns = list(rows[0])
    cells = [columns, *([_cell(row[column]) for column in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for line in cells:
        aligned = [
            cell.ljust(width) if isinstance(rows[0][column], str) else cell.rjust(width)
            for cell, width, column in zip(line, widths, columns, strict=True)
        ]
        lines.append("  ".join(aligned).rstrip())
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
