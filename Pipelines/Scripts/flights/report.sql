-- The report of the day :ds as Markdown, from delays.db with weather.db attached as weather. Reads the airlines'
-- names from the CSV that the environment variable AIRLINES_CSV names.

.import --csv --schema temp '|cat -- "$AIRLINES_CSV"' airlines

.mode list
.headers off
SELECT '# Flights from New York, ' || :ds;
.print
SELECT 'Delays in minutes, negative when early. Days summed up, this one the last: ' || max(days) || '.' FROM delays;
.print

.mode markdown
.headers on
SELECT
    airline AS Airline,
    flights AS Flown,
    cancelled AS Cancelled,
    diverted AS Diverted,
    round(dep_delay_mean, 1) AS "Late leaving",
    round(arr_delay_mean, 1) AS "Late arriving"
FROM (
    SELECT 0 AS last, coalesce(name, carrier) AS airline, flights, cancelled, diverted, dep_delay_mean, arr_delay_mean
    FROM delays LEFT JOIN airlines USING (carrier)
    UNION ALL
    SELECT 1, 'All', sum(flights), sum(cancelled), sum(diverted),
        1.0 * sum(dep_delay_sum) / sum(flights), 1.0 * sum(arr_delay_sum) / sum(flights)
    FROM delays
)
ORDER BY last, arr_delay_mean DESC, airline;

.print
.print ## Weather
.print
SELECT
    origin AS Airport,
    round(temp, 1) AS "Temperature, °F",
    round(wind_speed, 1) AS "Wind, mph",
    round(precip, 3) AS "Precipitation, inches an hour"
FROM weather.by_day
ORDER BY origin;

.print
.print ## Weather by hour
.print
SELECT
    origin AS Airport,
    hour AS Hour,
    round(temp, 1) AS "Temperature, °F",
    round(wind_speed, 1) AS "Wind, mph",
    round(precip, 2) AS "Precipitation, inches"
FROM weather.by_hour
ORDER BY hour, origin;
