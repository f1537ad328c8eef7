"""Runs commands in turn and compares their wall times pair by pair."""
import statistics
import subprocess
import time
from dataclasses import dataclass, field


@dataclass
class Command:
    name: str
    words: list
    folder: str
    # Called before each run, outside of the measured time.
    prepare: object = None
    runs: int = 0  # how often it is run at the most; 0 for as often as the others
    seconds: list = field(default_factory=list)
    megabytes: float = 0


@dataclass
class Limit:
    """What ours may take: so many times the other's time, so many seconds, so many megabytes."""
    other: str = ""
    ratio: float = 0
    seconds: float = 0
    megabytes: float = 0


def compare(commands, runs, limit):
    """Prints a row a command; whether the first keeps the limit."""
    for command in commands:
        run(command, counted=False)
    for index in range(runs):
        for command in commands:
            if not command.runs or index < command.runs:
                run(command, counted=True)
    ours = commands[0]
    for command in commands:
        median = statistics.median(command.seconds)
        ratios = [mine / theirs for mine, theirs in zip(ours.seconds, command.seconds)]
        ratio = "" if command is ours else f"   ours / {command.name} = {statistics.median(ratios):.2f}"
        print(
            f"  {command.name:8} {median:7.3f} s  ({min(command.seconds):.3f} to {max(command.seconds):.3f})"
            f" {command.megabytes:6.0f} MB{ratio}",
            flush=True,
        )
    kept = verdict(commands, limit)
    print(f"  {'kept' if all(kept.values()) else 'MISSED'}: {', '.join(kept) or 'no limit'}", flush=True)
    return all(kept.values())


def verdict(commands, limit):
    ours = commands[0]
    median = statistics.median(ours.seconds)
    kept = {}
    for command in commands[1:]:
        if command.name == limit.other:
            ratio = statistics.median(mine / theirs for mine, theirs in zip(ours.seconds, command.seconds))
            kept[f"at most {limit.ratio} × {limit.other}"] = ratio <= limit.ratio
    if limit.seconds:
        kept[f"at most {limit.seconds} s"] = median <= limit.seconds
    if limit.megabytes:
        kept[f"at most {limit.megabytes} MB"] = ours.megabytes <= limit.megabytes
    return kept


def run(command, counted):
    if command.prepare:
        command.prepare()
    began = time.perf_counter()
    process = subprocess.Popen(
        command.words, cwd=command.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    last = b""
    peak = 0
    # The output is read, as a pager would, so that printing is part of the work.
    while block := process.stdout.read1(1 << 16):
        last = (last + block)[-2000:]
        peak = max(peak, peak_memory(process.pid))
    process.wait()
    seconds = time.perf_counter() - began
    if process.returncode != 0:
        raise SystemExit(f"{command.name} ended with {process.returncode}:\n{last.decode(errors='replace')}")
    if counted:
        command.seconds.append(seconds)
        command.megabytes = max(command.megabytes, peak)


def peak_memory(pid):
    """The most memory that a process has had, in megabytes, as the kernel knows it while it runs.

    What wait4 says afterwards counts the memory of the process that forked it, too.
    """
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0
