"""The rows: what is measured, with which commands, and what ours may take."""
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from measure import Command, Limit

DS = "2016-04-26"
REPOSITORY = Path(__file__).resolve().parents[2]


def independent(driver, folder):
    """1,000 tasks that wait for nothing, two at a time."""
    tasks = [(f"t{index}", []) for index in range(1000)]
    others = [ninja(folder, tasks), make(folder, tasks), luigi(folder, 1000, "independent")]
    return (
        "1,000 independent no-op shell tasks, two at a time, every transition durable",
        Limit(other="ninja", ratio=1.25),
        [ours(driver, folder, tasks)] + [other for other in others if other],
    )


def chain(driver, folder):
    """500 tasks, each waiting for the one before."""
    tasks = [(f"t{index}", [f"t{index - 1}"] if index else []) for index in range(500)]
    others = [ninja(folder, tasks), make(folder, tasks), luigi(folder, 500, "chain")]
    return (
        "a chain of 500 no-op shell tasks",
        Limit(other="ninja", ratio=1.25),
        [ours(driver, folder, tasks)] + [other for other in others if other],
    )


def dry_run(driver, folder):
    """100,000 tasks, each printed."""
    tasks = large()
    command = ours(driver, folder, tasks, "--dry-run")
    return (
        "dry run of 100,000 tasks, each printed",
        Limit(other="ninja", ratio=1.0, megabytes=300),
        [command] + [other for other in [ninja(folder, tasks, "-n"), make(folder, tasks, "-n")] if other],
    )


def nothing_to_do(driver, folder):
    """100,000 tasks that have all succeeded before; they are executed once, to be on record."""
    command = ours(driver, folder, large())
    command.prepare = None
    subprocess.run(command.words + ["--jobs", "2"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return ("nothing to do, 100,000 tasks on record", Limit(seconds=1.0), [command])


def small_dry_run(driver, folder):
    """The three tasks of cat_gifs, nothing to build."""
    words = [str(driver), "plan", "--ds", DS, "--only", "pipeline:cat_gifs", "--state", str(folder / "state")]
    subprocess.run(words, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    return (
        "dry run of a three-task pipeline, nothing to build",
        Limit(seconds=0.030),
        [Command("driver", words, str(REPOSITORY))],
    )


def long_record(driver, folder):
    """Starting a run of one task with 100,000 runs on record, against one with 10."""
    generator = Path(driver).parent / "record-generator"
    if not generator.exists():
        return ("starting a run on a long record: build record-generator first", Limit(), [])
    commands = []
    for count in (100_000, 10):
        home = folder / str(count)
        home.mkdir()
        subprocess.run([str(generator), str(home / "state"), str(count)], check=True)
        command = ours(driver, home, [("t", [])], "--force")
        command.name, command.prepare = f"of {count}", None
        commands.append(command)
    return (
        "starting a run with 100,000 runs on record, against one with 10", Limit(other="of 10", ratio=1.1), commands)


def range_of_days(driver, folder):
    """A range of 5,000 days of one no-op task, a run each before, one run now: the last days against the first."""
    tasks = [("t", [])]
    short = ours(driver, folder, tasks)
    short.words[short.words.index(DS)] = "2000-01-01..2001-05-14"  # 500 days
    home = folder / "long"
    home.mkdir()
    long = ours(driver, home, tasks)
    long.words[long.words.index(DS)] = "2000-01-01..2013-09-08"  # 5,000 days
    short.name, long.name = "500 ds", "5000 ds"
    long.runs = 2
    return ("a range of 5,000 ds of one task, against ten times one of 500", Limit(other="500 ds", ratio=11), [long, short])


def four_drivers(driver, folder):
    """Four drivers of 1,000 tasks each on one store, against one of 4,000."""
    tasks = [(f"t{index}", []) for index in range(4000)]
    one = ours(driver, folder, tasks)
    one.words += ["--jobs", "4"]
    one.name = "one"
    # A thousand each: of t0 … t3999, those of each thousand.
    parts = " & ".join(
        f"{driver} --graph graph.json --state state --ds {DS} --jobs 1 --only $(cat part.{part}) > out.{part}"
        for part in range(4))
    for part in range(4):
        (folder / f"part.{part}").write_text(" ".join(f"t{part * 1000 + index}" for index in range(1000)))
    four = Command("four", ["sh", "-c", f"{parts} & wait"], str(folder), prepare=lambda: put_away(folder, "state"))
    return ("four drivers of 1,000 tasks each on one store, against one of 4,000", Limit(other="one", ratio=1.5), [four, one])


ROWS = {
    "independent": independent,
    "chain": chain,
    "dry-run": dry_run,
    "nothing-to-do": nothing_to_do,
    "small-dry-run": small_dry_run,
    "long-record": long_record,
    "range": range_of_days,
    "four-drivers": four_drivers,
}


def large():
    """100,000 tasks in 100 pipelines' worth of chains of ten, as wide as it is deep enough to have an order."""
    return [(f"t{index}", [f"t{index - 1}"] if index % 10 else []) for index in range(100_000)]


def ours(driver, folder, tasks, *options):
    description = {
        "dataswarm": 1,
        "graph": {
            "pools": [],
            "pipelines": [
                {
                    "name": "bench",
                    "tasks": [
                        {
                            "name": name,
                            "at": "bench:1",
                            "after": after,
                            "operator": "Shell",
                            "run": {"arguments": ["/bin/sh", "-c", ":"]},
                        }
                        for name, after in tasks
                    ],
                }
            ],
        },
    }
    (folder / "graph.json").write_text(json.dumps(description))
    words = [str(driver), "--graph", "graph.json", "--state", "state", "--ds", DS, *options]
    if not options:
        words += ["--jobs", "2"]
    return Command("driver", words, str(folder), prepare=lambda: put_away(folder, "state"))


def put_away(folder, name):
    """Takes a folder of the last run out of the way; `run` deletes everything once all is measured.

    A file system such as ext4 looks at whatever was deleted in the last minutes for each file that it makes: to delete
    thousands between two runs would be to measure that.
    """
    if (folder / name).exists():
        (folder / name).rename(folder / f"{name}-{time.monotonic_ns()}")


def ninja(folder, tasks, *options):
    if not shutil.which("ninja"):
        return missing("ninja")
    lines = ["rule t", "  command = :"]
    lines += [f"build {name}: t{' ' + ' '.join(after) if after else ''}" for name, after in tasks]
    (folder / "build.ninja").write_text("\n".join(lines) + "\n")

    def forget():
        for file in (".ninja_log", ".ninja_deps"):
            (folder / file).unlink(missing_ok=True)

    # -v prints each command on a line of its own, as a dry run of ours does.
    return Command("ninja", ["ninja", "-j2", "-v", *options], str(folder), prepare=forget)


def make(folder, tasks, *options):
    if not shutil.which("make"):
        return missing("make")
    lines = ["all: " + " ".join(name for name, _ in tasks)]
    for name, after in tasks:
        # The semicolon keeps make from taking a short cut around the shell.
        lines += [f"{name}: {' '.join(after)}", "\t:;"]
    (folder / "Makefile").write_text("\n".join(lines) + "\n")
    return Command("make", ["make", "-j2", *options], str(folder))


def luigi(folder, count, shape):
    """Luigi in a virtual environment of its own, where pip can fetch it."""
    home = folder.parent / "luigi"
    python = home / "bin" / "python"
    if not python.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
            subprocess.run([str(python), "-m", "pip", "install", "-q", "luigi"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            shutil.rmtree(home, ignore_errors=True)
            return missing("Luigi")
    program = Path(__file__).with_name("luigi_tasks.py")
    marks = folder / "luigi-marks"
    words = [str(python), str(program), str(marks), str(count), shape]
    return Command("luigi", words, str(folder), prepare=lambda: put_away(folder, "luigi-marks"), runs=1)


def missing(name):
    print(f"({name} is not there and is left out)", flush=True)
    return None
