import Dataswarm
import Testing

/// Ctrl-Z and `fg`, as a shell with job control has them.
@Suite struct StandstillTests {
    /// A task that says which process it is, and waits for a word; and a script that stops the driver meanwhile.
    private func stop(_ timeout: Duration, _ script: String) async throws -> Outcome {
        let sandbox = try Sandbox(
            Pipeline("trip") { Task("train", Shell("echo $$ > ready; cat go"), timeout: timeout) })
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        try sandbox.makePipe("never")
        return try await sandbox.shell(
            """
            set -m
            driver --ds 2016-04-26 --graph graph.json > said 2> complained &
            driver=$!
            task=$(cat ready)
            is() { until grep -q "^State:.$2" /proc/$1/status; do :; done; }
            kill -TSTP $driver
            wait $driver
            echo "the shell sees $?"
            is $task T
            \(script)
            wait -f $driver
            echo "exit $?"
            tail -n 1 said | sed 's/ in .*:/:/'
            sed 's/for .* s,/for a while,/' complained
            """)
    }

    @Test func itsTasksStandStillAndNoTimeoutCountsIt() async throws {
        // The time that passes is what this is about.
        try await stop(.seconds(5), "timeout 6 cat never || true; kill -CONT $driver; is $task S; echo > go").says(
            """
            the shell sees 148
            exit 0
            done: 1 succeeded
            driver: stood still for a while, and all that runs with it: no timeout counts that.
            """)
    }

    @Test func whatIsKilledMeanwhileLeavesNothing() async throws {
        let killed = try await stop(
            .minutes(5), "kill -KILL $driver; until ! [ -e /proc/$task ]; do :; done; echo gone")
        #expect(killed.lines.prefix(2) == ["the shell sees 148", "gone"])
        #expect(killed.lines.contains("exit 137"))
    }

    @Test func whatWasAskedToEndMeanwhileEndsAtOnce() async throws {
        let ended = try await stop(.minutes(5), "kill -TERM $driver; kill -CONT $driver")
        #expect(ended.lines.prefix(3) == ["the shell sees 148", "exit 143", "not done: 1 cancelled"])
    }
}
