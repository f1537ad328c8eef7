import Dataswarm
import Testing

/// A range, as it is executed by one run.
@Suite struct RangeTests {
    /// Whoever opens one end of a pipe waits until somebody opens the other: neither day ends before both are under way.
    private static let meeting = Pipeline("p", schedule: .daily) {
        Task(
            "meet",
            Shell(
                """
                case \(.ds) in
                    *24) echo hello > pipe ;;
                    *25) read word < pipe ;;
                esac
                """))
    }

    @Test func twoDatestampsRunSideBySide() async throws {
        let sandbox = try Sandbox(Self.meeting)
        #expect(try await sandbox.shell("mkfifo pipe").code == 0)
        let run = try await sandbox.driver("--ds 2016-04-24..2016-04-26 --parallel 2 -j 4")
        #expect(run.code == 0)
        // While two are under way, it is said which one is meant.
        #expect(run.lines.contains { $0.hasSuffix("started p.meet@2016-04-25") })
        #expect(run.lines.contains { $0.hasPrefix("ds 2016-04-24 done in") || $0.hasPrefix("ds 2016-04-25 done in") })
        #expect(try await sandbox.driver("--ds 2016-04-24..2016-04-26").lines.last == "done in <while>: 1 done before")
        #expect(try await sandbox.driver("runs 1").lines.contains { $0.contains("--parallel 2") })
    }

    @Test func parallelIsANumber() async throws {
        let sandbox = try Sandbox(Self.meeting)
        let run = try await sandbox.driver("--ds 2016-04-24..2016-04-26 --parallel 0")
        #expect(run.code == 64)
        #expect(
            run.complaints.contains {
                $0.contains("--parallel 0: from 1 to 10000 ds of a pipeline can run side by side.")
            })
    }
}
