import Dataswarm
import Testing

/// A task that says by its exit code that there is nothing to do.
struct ExitSkipTests {
    private func trip() throws -> Sandbox {
        try Sandbox(
            Pipeline("trip") {
                let book = Task(
                    "book", Shell("echo x >> tries; echo seat > \(.output)/seat; test -e money || exit 99"),
                    retries: 3, skipOn: [99])
                let ride = Task("ride", Shell("true"), depList: book)
                Task("rest", Shell("echo x >> rests"), depList: [ride], when: .noneFailed)
            }
        )
    }

    @Test func isSkippedAndWhatWaitsForItGoesByItsRule() async throws {
        let sandbox = try trip()
        try await sandbox.driver("--ds 2016-04-26").says(
            """
            ds 2016-04-26, run 1: 3 tasks to run
            <time> started trip.book
            <time> skipped trip.book: exit 99 says that there is nothing to do
            <time> skipped trip.ride: trip.book was skipped
            <time> started trip.rest
            <time> succeeded trip.rest
            done in <while>: 1 succeeded, 2 skipped
            """)
        // What it wrote is not published.
        #expect(try await sandbox.shell("test -e .dataswarm/published/trip.book").code == 1)
        let attempt = try await sandbox.driver("runs 1 --json").lines.first { $0.contains("trip.book") } ?? ""
        #expect(attempt.contains(#""state":"skipped""#) && attempt.contains(#""exit_code":99"#), "\(attempt)")

        // It stays so, and so does what stands on it.
        let again = try await sandbox.driver("--ds 2016-04-26")
        #expect(again.code == 0 && !again.output.contains("started"), "\(again.output)")
        #expect(try sandbox.read("tries") == "x\n")
        #expect(try sandbox.read("rests") == "x\n")
    }

    @Test func saysWhyAndWhatHasItRunAllTheSame() async throws {
        let sandbox = try trip()
        _ = try await sandbox.driver("--ds 2016-04-26")
        try await sandbox.driver("why ride --ds 2016-04-26").says(
            """
            trip.ride for 2016-04-26: skipped at <moment>: trip.book was skipped
              It waits for:
                trip.book, skipped since <moment>: exit 99 says that there is nothing to do
                  'driver --ds 2016-04-26 --only trip.book --force' runs it all the same
            """)
        try await sandbox.driver("why book --ds 2016-04-26").says(
            """
            trip.book for 2016-04-26: skipped at <moment>: exit 99 says that there is nothing to do
              It would be passed over again: nothing that it stands on has changed.
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.book --force' runs it all the same.
            """)
        _ = try await sandbox.shell("touch money")
        #expect(try await sandbox.driver("--ds 2016-04-26 --only trip.book --force").code == 0)
        // What it passed over is decided anew.
        let rest = try await sandbox.driver("--ds 2016-04-26")
        #expect(rest.lines.last == "done in <while>: 2 succeeded, 1 done before", "\(rest.output)")
    }

    @Test func isExplainedAndSetByTheCommandLine() async throws {
        let sandbox = try trip()
        #expect(try await sandbox.driver("explain book").lines.contains("  skip on         exit 99  (task, <here>)"))
        let run = try await sandbox.driver("--ds 2016-04-26 --only book --setting skip_on= --setting retries=0")
        #expect(run.code == 1 && run.output.contains("✗ trip.book exit 99"), "\(run.output)")
    }
}
