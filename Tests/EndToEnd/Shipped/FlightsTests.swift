import Foundation
import Testing

/// The second example, over the flights of ten days, held against sums that are reckoned in another way.
///
/// The data is fetched by the pipeline itself, with pip.
@Suite struct FlightsTests {
    private static let firstDay = "2013-01-01"
    private static let lastDay = "2013-01-10"
    /// The tables of a day, as the pipeline's databases and as the oracle name them, in the oracle's order.
    private static let tables = [
        (key: "delays", task: "aggregate", database: "delays.db", table: "delays", order: "carrier"),
        (key: "weather_by_hour", task: "weather", database: "weather.db", table: "by_hour", order: "origin, hour"),
        (key: "weather_by_day", task: "weather", database: "weather.db", table: "by_day", order: "origin"),
    ]

    @Test func tenDaysAndTheReplicasAreAsTheDataSays() async throws {
        let sandbox = try Sandbox()
        let options =
            "--package \(Program.repository) --definitions \(Program.definitions) --state \(sandbox.folder)/state"
        let data = "\(sandbox.folder)/data"
        let run = try await sandbox.bare(
            "--ds \(Self.firstDay)..\(Self.lastDay) --only pipeline:flights --set flights.data=\(data) \(options)")
        #expect(run.code == 0, "\(run.output)\(run.error)")
        #expect(run.lines.count { $0.hasSuffix("7 succeeded, 1 skipped") } == 10)

        for day in 1...10 {
            let ds = "2013-01-\(day < 10 ? "0" : "")\(day)"
            try await compare(ds, sandbox, data: data)
            let report = try sandbox.read("state/published/flights.report/\(ds)/report.md")
            #expect(report.contains(ds))
        }
        let second = try await sandbox.bare(
            "--ds \(Self.firstDay)..\(Self.lastDay) --only pipeline:flights --set flights.data=\(data) \(options)")
        #expect(second.lines.count { $0.hasPrefix("done in <while>: 7 done before") } == 10)
        try await replicate(sandbox, data: data, options: options)
    }

    /// Holds what a day has published against the oracle, which reads the source data by itself.
    private func compare(_ ds: String, _ sandbox: Sandbox, data: String) async throws {
        let oracle = Program(
            path: "/usr/bin/env",
            arguments: ["python3", "\(Program.repository)/Tests/EndToEnd/flights_oracle.py", data, ds],
            folder: sandbox.folder)
        let said = try await oracle.run()
        #expect(said.code == 0, "\(said.error)")
        let expected = try #require(try JSONSerialization.jsonObject(with: Data(said.output.utf8)) as? [String: Any])

        let flights = try await rows("SELECT count(*) AS n FROM flights", "flights.clean", ds, "flights.db", sandbox)
        #expect(number(flights.first?["n"]) == number(expected["cleaned"]), "\(ds)")
        let ingested =
            try sandbox.read("state/published/flights.ingest/\(ds)/flights.csv").split(separator: "\n").count - 1
        #expect(Double(ingested) == number(expected["ingested"]), "\(ds)")
        for table in Self.tables {
            let found = try await rows(
                "SELECT * FROM \(table.table) ORDER BY \(table.order)", "flights.\(table.task)", ds, table.database,
                sandbox)
            let wanted = try #require(expected[table.key] as? [[String: Any]])
            #expect(found.count == wanted.count, "\(ds) \(table.key)")
            for (found, wanted) in zip(found, wanted) {
                #expect(isSame(found, wanted), "\(ds) \(table.key): \(found) is not \(wanted)")
            }
        }
    }

    private func rows(
        _ query: String, _ task: String, _ ds: String, _ database: String, _ sandbox: Sandbox
    ) async throws -> [[String: Any]] {
        let file = "\(sandbox.folder)/state/published/\(task)/\(ds)/\(database)"
        let program = Program(path: "/usr/bin/sqlite3", arguments: ["-json", "-readonly", file, query])
        let said = try await program.run()
        #expect(said.code == 0, "\(said.error)")
        if said.output.isEmpty { return [] }
        return try #require(try JSONSerialization.jsonObject(with: Data(said.output.utf8)) as? [[String: Any]])
    }

    /// Whole numbers and texts exactly; means within what sqlite3 prints of them.
    private func isSame(_ found: [String: Any], _ wanted: [String: Any]) -> Bool {
        Set(found.keys) == Set(wanted.keys)
            && wanted.allSatisfy { key, value in
                if let value = number(value) { return number(found[key]).map { abs($0 - value) < 1e-9 } ?? false }
                if value is NSNull { return found[key] is NSNull }
                return found[key] as? String == value as? String
            }
    }

    private func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }

    private func replicate(_ sandbox: Sandbox, data: String, options: String) async throws {
        let replicas = "\(sandbox.folder)/replicas"
        let run = try await sandbox.bare(
            "--ds \(Self.firstDay) --only pipeline:replicate_* --set data=\(data) --set replicas=\(replicas) \(options)"
        )
        #expect(run.code == 0, "\(run.output)\(run.error)")
        // As the data set's documentation has it.
        let counts = ["airlines": 16, "airports": 1_458, "planes": 3_322, "weather": 26_115, "flights": 336_776]
        for (table, count) in counts {
            let query = Program(
                path: "/usr/bin/sqlite3",
                arguments: ["-readonly", "\(replicas)/\(table).db", "SELECT count(*) FROM \(table)"])
            #expect(try await query.run().output == "\(count)\n", "\(table)")
        }
    }
}
