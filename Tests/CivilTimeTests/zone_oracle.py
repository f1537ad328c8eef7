"""When civil times are and datestamps are due, reckoned by Python's zoneinfo, which reads the same files with code of its own.

zone_oracle.py list                   the names of all zones
zone_oracle.py SHARE NAME...          a line for each thing reckoned around SHARE (0 to 1) of the clock changes of these zones

Lines: `moment ZONE LOCAL SECONDS`, `due ZONE SCHEDULE DS SECONDS` (or `-` for a ds that the schedule is not for),
`hours ZONE DAY UTC-HOURS OWN-HOURS`.
"""

import datetime
import random
import sys
import zoneinfo

HOUR, DAY = 3600, 86400
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1)
BEGIN, END = 0, int((datetime.datetime(2037, 12, 31) - EPOCH).total_seconds())


class Clock:
    def __init__(self, name):
        self.name, self.zone = name, zoneinfo.ZoneInfo(name)

    def show(self, moment):
        at = EPOCH.replace(tzinfo=UTC) + datetime.timedelta(seconds=moment)
        return moment + int(at.astimezone(self.zone).utcoffset().total_seconds())

    def first(self, local):
        """The first moment at which the clock shows a local time or a later one."""
        naive = EPOCH + datetime.timedelta(seconds=local)
        early, late = sorted(int(naive.replace(tzinfo=self.zone, fold=fold).timestamp()) for fold in (0, 1))
        if self.show(early) == local:
            return early
        # The time is skipped: what comes of it by the clocks of before and of after embraces the change.
        while late - early > 1:
            middle = (early + late) // 2
            if self.show(middle) >= local:
                late = middle
            else:
                early = middle
        return late

    def changes(self):
        """The moments at which the clock jumps."""
        step = DAY // 2
        before = self.show(BEGIN) - BEGIN
        for begin in range(BEGIN, END, step):
            after = self.show(begin + step) - begin - step
            if after != before:
                low, high = begin, begin + step
                while high - low > 1:
                    middle = (low + high) // 2
                    if self.show(middle) - middle == before:
                        low = middle
                    else:
                        high = middle
                yield high
            before = after


def seconds(naive):
    return int((naive - EPOCH).total_seconds())


def month_after(day):
    return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


class Datestamp:
    def __init__(self, kind, start):
        self.kind, self.start = kind, start
        if kind == "hour":
            self.end, self.text = start + datetime.timedelta(hours=1), start.strftime("%Y-%m-%dT%H")
        elif kind == "day":
            self.end, self.text = start + datetime.timedelta(days=1), start.strftime("%Y-%m-%d")
        else:
            self.end, self.text = month_after(start), start.strftime("%Y-%m")

    def exists(self, clock):
        return clock.first(seconds(self.start)) < clock.first(seconds(self.end))


def at(hour, minute, days):
    return lambda ds: (ds.end + datetime.timedelta(days=days - 1, hours=hour, minutes=minute), 0)


def last_day_of_next(ds):
    day = month_after(ds.end) - datetime.timedelta(days=1)
    return day.replace(hour=2, minute=30), 0


def of_hours(hours, minute):
    return lambda ds: (ds.start.replace(minute=minute), 0) if ds.start.hour in hours else None


SCHEDULES = {
    "daily": ("day", at(0, 0, 1)),
    "daily-at-0230": ("day", at(2, 30, 1)),
    "daily-at-0030-same-day": ("day", at(0, 30, 0)),
    "daily-at-2359-after-3": ("day", at(23, 59, 3)),
    "weekly-sunday": ("day", lambda ds: (ds.end, 0) if ds.start.isoweekday() == 7 else None),
    "cron-0230": ("day", lambda ds: (ds.start.replace(hour=2, minute=30), 0)),
    "cron-0130-sunday": ("day", lambda ds: (ds.start.replace(hour=1, minute=30), 0) if ds.start.isoweekday() == 7 else None),
    "hourly": ("hour", lambda ds: (ds.end, 0)),
    "hourly-after-15": ("hour", lambda ds: (ds.end, 15 * 60)),
    "cron-15-and-45-from-1-to-3": ("hour", of_hours((1, 2, 3), 15)),
    "monthly": ("month", lambda ds: (ds.end, 0)),
    "monthly-on-31-at-0230": ("month", last_day_of_next),
    "monthly-at-0100-after-3": ("month", at(1, 0, 3)),
}


def datestamps(kind, local):
    around = EPOCH + datetime.timedelta(seconds=local)
    midnight = around.replace(hour=0, minute=0, second=0)
    if kind == "hour":
        hour = around.replace(minute=0, second=0)
        return [Datestamp(kind, hour + datetime.timedelta(hours=n)) for n in range(-4, 5)]
    if kind == "day":
        return [Datestamp(kind, midnight + datetime.timedelta(days=n)) for n in range(-4, 3)]
    this = midnight.replace(day=1)
    before = (this - datetime.timedelta(days=1)).replace(day=1)
    return [Datestamp(kind, before), Datestamp(kind, this)]


def tell(clock, change):
    name, after, before = clock.name, clock.show(change), clock.show(change - 1)
    for local in [after + s for s in (-3601, -3600, -1800, -1, 0, 1, 1800, 3599, 3600)] + [before + s for s in (-1, 0, 1, 2, 1800)]:
        print("moment", name, local, clock.first(local))
    for schedule, (kind, due) in SCHEDULES.items():
        for ds in datestamps(kind, after):
            civil = due(ds) if ds.exists(clock) else None
            moment = clock.first(seconds(civil[0])) + civil[1] if civil else "-"
            print("due", name, schedule, ds.text, moment)
    for day in datestamps("day", after):
        begin, end = clock.first(seconds(day.start)), clock.first(seconds(day.end))
        utc = -(-end // HOUR) - -(-begin // HOUR)
        own = [Datestamp("hour", day.start + datetime.timedelta(hours=n)) for n in range(24)]
        print("hours", name, day.text, utc, sum(hour.exists(clock) for hour in own))


def main(share, names):
    random.seed(2016)
    zoneinfo.reset_tzpath(["/usr/share/zoneinfo"])
    for name in names:
        clock = Clock(name)
        for change in clock.changes():
            if random.random() < share:
                tell(clock, change)
        for _ in range(20):
            local = random.randrange(BEGIN, END)
            print("moment", name, local, clock.first(local))
        # Long before and long after, where the files have other ways to say it.
        for _ in range(20):
            local = random.choice([random.randrange(-2 * 10**9, 0), random.randrange(END, 6 * 10**9)])
            print("moment", name, local, clock.first(local))


if sys.argv[1] == "list":
    zoneinfo.reset_tzpath(["/usr/share/zoneinfo"])
    print("\n".join(sorted(zoneinfo.available_timezones())))
else:
    main(float(sys.argv[1]), sys.argv[2:])
