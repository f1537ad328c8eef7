"""What the flights pipeline must find for one day, computed another way.

    flights_oracle.py DATA DS [FIRST]

DATA is the folder that fetch.sh filled, DS the day, FIRST the first day that the pipeline has cleaned (else the seven
days that end at DS count, as far as the data goes). Prints JSON with sorted keys.

It shares nothing with the pipeline's scripts: it reads the whole year with the csv module and adds up in plain Python,
so that a mistake would have to be made twice. Means are equal to the pipeline's within 1e-9.
"""

import csv
import json
import math
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def day(row):
    return date(int(row["year"]), int(row["month"]), int(row["day"]))


def outcome(flight):
    if flight["dep_time"] == "NA":
        return "cancelled"
    if "NA" in (flight["arr_time"], flight["dep_delay"], flight["arr_delay"]):
        return "diverted"
    return "flown"


def mean(texts):
    numbers = [float(text) for text in texts if text != "NA"]
    return math.fsum(numbers) / len(numbers) if numbers else None


def delays(week):
    """The rows of the table delays, by carrier."""
    days = len({day(flight) for flight in week})
    by_carrier = defaultdict(list)
    for flight in week:
        by_carrier[flight["carrier"]].append(flight)
    for carrier, flights in sorted(by_carrier.items()):
        outcomes = Counter(map(outcome, flights))
        flown = [flight for flight in flights if outcome(flight) == "flown"]
        yield {
            "carrier": carrier,
            "days": days,
            "flights": outcomes["flown"],
            "cancelled": outcomes["cancelled"],
            "diverted": outcomes["diverted"],
            "dep_delay_sum": sum(int(flight["dep_delay"]) for flight in flown),
            "arr_delay_sum": sum(int(flight["arr_delay"]) for flight in flown),
            "dep_delay_mean": mean(flight["dep_delay"] for flight in flown),
            "arr_delay_mean": mean(flight["arr_delay"] for flight in flown),
        }


def weather(observations, *keys):
    """One row for each value of the columns in keys, in their order."""
    groups = defaultdict(list)
    for observation in observations:
        origin, hour = observation["origin"], int(observation["hour"])
        groups[(origin, hour) if "hour" in keys else (origin,)].append(observation)
    for group, members in sorted(groups.items()):
        row = dict(zip(keys, group))
        if "hour" not in keys:
            row["observations"] = len(members)
        for figure in ("temp", "wind_speed", "precip"):
            row[figure] = mean(member[figure] for member in members)
        yield row


def main(data, ds, first=None):
    last = date.fromisoformat(ds)
    start = last - timedelta(days=6)
    if first:
        start = max(start, date.fromisoformat(first))
    week = [flight for flight in rows(Path(data, "flights.csv")) if start <= day(flight) <= last]
    today = [flight for flight in week if day(flight) == last]
    outcomes = Counter(map(outcome, today))
    observations = [row for row in rows(Path(data, "weather.csv")) if day(row) == last]
    answer = {
        "ds": ds,
        "ingested": len(today),
        "cleaned": outcomes["flown"],
        "cancelled": outcomes["cancelled"],
        "diverted": outcomes["diverted"],
        "delays": list(delays(week)),
        "weather_by_hour": list(weather(observations, "origin", "hour")),
        "weather_by_day": list(weather(observations, "origin")),
    }
    print(json.dumps(answer, sort_keys=True, indent=1))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("flights_oracle.py: expected DATA DS [FIRST].")
    main(*sys.argv[1:])
