-- The weather of the day :ds. Reads the CSV that the environment variable WEATHER_CSV names.
--
-- Means are of the observations in which the figure is known ("NA" is how the CSV says unknown). There is one
-- observation an hour, except where clocks changed.

.import --csv --schema temp '|cat -- "$WEATHER_CSV"' raw

BEGIN;

CREATE TEMP TABLE observations AS
SELECT origin,
    CAST(hour AS INTEGER) AS hour,
    CAST(nullif(temp, 'NA') AS REAL) AS temp,
    CAST(nullif(wind_speed, 'NA') AS REAL) AS wind_speed,
    CAST(nullif(precip, 'NA') AS REAL) AS precip
FROM raw
WHERE printf('%04d-%02d-%02d', year, month, day) = :ds;

DROP TABLE IF EXISTS by_hour;
CREATE TABLE by_hour (
    origin     TEXT NOT NULL,
    hour       INTEGER NOT NULL, -- local time, 0 to 23
    temp       REAL,             -- °F
    wind_speed REAL,             -- miles an hour
    precip     REAL,             -- inches
    PRIMARY KEY (origin, hour)
);
INSERT INTO by_hour
SELECT origin, hour, avg(temp), avg(wind_speed), avg(precip)
FROM observations
GROUP BY origin, hour;

DROP TABLE IF EXISTS by_day;
CREATE TABLE by_day (
    origin       TEXT PRIMARY KEY,
    observations INTEGER NOT NULL,
    temp         REAL,
    wind_speed   REAL,
    precip       REAL -- inches an hour
);
INSERT INTO by_day
SELECT origin, count(*), avg(temp), avg(wind_speed), avg(precip)
FROM observations
GROUP BY origin;

COMMIT;
