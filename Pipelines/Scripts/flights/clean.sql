-- Sorts a day's flights into flown and dropped. Reads the CSV that the environment variable FLIGHTS_CSV names.
--
-- A flight is flown when its departure and arrival times and both its delays are known.
-- Of the others, it is cancelled when it has no departure time, and diverted when it has one: it left, and did
-- not arrive where it was to go, or nobody noted how late.
--
-- "NA" is how the CSV says unknown; here it is NULL. Times are numbers as on a clock, 517 for 5:17; delays are
-- minutes, negative when early.

-- A pipe, because .import cannot spell every file name: a quote or a blank in it is safe in a shell's variable.
.import --csv --schema temp '|cat -- "$FLIGHTS_CSV"' raw

BEGIN;

DROP TABLE IF EXISTS flights;
CREATE TABLE flights (
    ds             TEXT NOT NULL,
    carrier        TEXT NOT NULL,
    flight         INTEGER NOT NULL,
    tailnum        TEXT,
    origin         TEXT NOT NULL,
    dest           TEXT NOT NULL,
    sched_dep_time INTEGER NOT NULL,
    dep_time       INTEGER NOT NULL,
    dep_delay      INTEGER NOT NULL,
    sched_arr_time INTEGER NOT NULL,
    arr_time       INTEGER NOT NULL,
    arr_delay      INTEGER NOT NULL,
    air_time       INTEGER,
    distance       INTEGER NOT NULL
);

DROP TABLE IF EXISTS dropped;
CREATE TABLE dropped (
    ds      TEXT NOT NULL,
    carrier TEXT NOT NULL,
    flight  INTEGER NOT NULL,
    origin  TEXT NOT NULL,
    dest    TEXT NOT NULL,
    reason  TEXT NOT NULL CHECK (reason IN ('cancelled', 'diverted'))
);

CREATE TEMP VIEW dated AS
SELECT *, printf('%04d-%02d-%02d', year, month, day) AS ds,
    'NA' NOT IN (dep_time, dep_delay, arr_time, arr_delay) AS flown
FROM raw;

INSERT INTO flights
SELECT ds, carrier, flight, nullif(tailnum, 'NA'), origin, dest, sched_dep_time, dep_time, dep_delay,
    sched_arr_time, arr_time, arr_delay, nullif(air_time, 'NA'), distance
FROM dated
WHERE flown;

INSERT INTO dropped
SELECT ds, carrier, flight, origin, dest, iif(dep_time = 'NA', 'cancelled', 'diverted')
FROM dated
WHERE NOT flown;

COMMIT;
