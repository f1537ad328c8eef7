-- Each airline's delays, from the temporary table outcomes(ds, carrier, outcome, dep_delay, arr_delay) that
-- aggregate.sh fills.
--
-- Sums and counts are whole numbers, so that they can be added up and checked exactly; the means are theirs.

BEGIN;

DROP TABLE IF EXISTS delays;
CREATE TABLE delays (
    carrier        TEXT PRIMARY KEY,
    days           INTEGER NOT NULL, -- how many days are summed up, the same for all airlines
    flights        INTEGER NOT NULL, -- flown
    cancelled      INTEGER NOT NULL,
    diverted       INTEGER NOT NULL,
    dep_delay_sum  INTEGER NOT NULL, -- minutes, of the flights that were flown
    arr_delay_sum  INTEGER NOT NULL,
    dep_delay_mean REAL,             -- NULL when none was flown
    arr_delay_mean REAL
);

INSERT INTO delays
SELECT
    carrier,
    (SELECT count(DISTINCT ds) FROM outcomes),
    count(*) FILTER (WHERE outcome = 'flown'),
    count(*) FILTER (WHERE outcome = 'cancelled'),
    count(*) FILTER (WHERE outcome = 'diverted'),
    coalesce(sum(dep_delay), 0),
    coalesce(sum(arr_delay), 0),
    avg(dep_delay),
    avg(arr_delay)
FROM outcomes
GROUP BY carrier
ORDER BY carrier;

COMMIT;
