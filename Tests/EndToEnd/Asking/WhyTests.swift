import Dataswarm
import Testing

/// `why`, in each state that a task can be in.
@Suite struct WhyTests {
    private func why(_ task: String, _ sandbox: Sandbox) async throws -> Outcome {
        try await sandbox.driver("why \(task) --ds 2016-04-26")
    }

    @Test func aTaskThatHasNotRunWaitsForOthersOrForNothing() async throws {
        let sandbox = try Sandbox(
            pools: [Pool("seats", slots: 2)],
            Pipeline("trip") {
                let pack = Task("pack", Shell("true"))
                Group("stay", limit: 1) { Task("sleep", NoOp()) }
                Task("travel", Shell("true"), depList: [pack, .previous], pool: PoolUse("seats", slots: 2))
            }
        )
        try await why("pack", sandbox).says(
            """
            trip.pack for 2016-04-26: not run yet
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.pack' runs it.
            """
        )
        try await why("travel", sandbox).says(
            """
            trip.travel for 2016-04-26: not run yet
              It waits for:
                trip.pack, which has not run
                  'driver --ds 2016-04-26 --only trip.pack' runs it
              It waits for itself at the previous ds, too.
              It takes 2 slots of the pool seats.
            """
        )
        try await why("sleep", sandbox).says(
            """
            trip.sleep for 2016-04-26: not run yet
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.sleep' runs it.
              At most 1 of the tasks of trip.stay runs at a time.
            """
        )
    }

    @Test func aTaskThatFailedShowsTheEndOfItsLogAndWhatFollowsNamesIt() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                let pack = Task("pack", Shell("echo no suitcase; exit 3"))
                let group = Group("travel", depList: [pack]) { Task("train", Shell("true")) }
                Task("unpack", Shell("true"), depList: [group])
                Task("rejoice", Shell("true"), depList: [pack], when: .allDone)
                Task("complain", Shell("true"), depList: [.task("trip.rejoice")], when: .oneFailed)
            }
        )
        #expect(try await sandbox.driver("--ds 2016-04-26").code == 1)
        try await why("pack", sandbox).says(
            """
            trip.pack for 2016-04-26: failed at <moment>, after 1 attempt: exit 3
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.pack' runs it.
              The end of its log, <sandbox>/.dataswarm/attempts/2016-04-26/trip.pack@1/log:
                │ no suitcase
            """
        )
        try await why("unpack", sandbox).says(
            """
            trip.unpack for 2016-04-26: not started at <moment>: trip.train was not started
              It waits for:
                trip.pack, failed since <moment>: exit 3
                  'driver logs trip.pack --ds 2016-04-26' says how, 'driver retry trip.pack --ds 2016-04-26' tries again
                trip.train, upstream_failed since <moment>: trip.pack failed
            """
        )
        try await why("rejoice", sandbox).says(
            """
            trip.rejoice for 2016-04-26: succeeded at <moment>
              It would be passed over: it is done, and nothing that it stands on has changed.
            """
        )
        try await why("complain", sandbox).says(
            """
            trip.complain for 2016-04-26: skipped at <moment>: nothing that it waits for failed
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.complain' runs it.
            """
        )
    }

    @Test func aTaskThatRunsOrWaitsForARetryOrHasNotBegun() async throws {
        let sandbox = try Sandbox(
            Pipeline("trip") {
                Task("pack", Shell("exit 3"), retries: .upTo(1, backoff: .fixed(.hours(1))), priority: 2)
                let travel = Task("travel", Shell("echo up > ready; read -r _ < go"))
                Task("unpack", NoOp(), depList: [travel])
                Task("dream", Shell("true"))
            }
        )
        try sandbox.makePipe("ready")
        try sandbox.makePipe("go")
        _ = try await sandbox.driver("--ds 2016-04-26 --jobs 1") { driver in
            _ = try await sandbox.hear("ready")
            try await why("pack", sandbox).says(
                """
                trip.pack for 2016-04-26: waiting since <moment>: exit 3; retry 1 of 1 in 1 h
                  Run 1 tries it again by itself.
                """
            )
            try await why("travel", sandbox).says(
                """
                trip.travel for 2016-04-26: running since <moment>, attempt 1, in run 1
                """
            )
            try await why("unpack", sandbox).says(
                """
                trip.unpack for 2016-04-26: not begun; run 1 goes on about this ds
                  It waits for:
                    trip.travel, running in run 1 since <moment>
                """
            )
            try await why("dream", sandbox).says(
                """
                trip.dream for 2016-04-26: not begun; run 1 goes on about this ds
                  It waits for a slot, if that run is to run it; running now: trip.travel.
                """
            )
            try await sandbox.driver("status --ds 2016-04-26").says(
                """
                trip.pack    waiting <moment>, run 1: exit 3; retry 1 of 1 in 1 h
                trip.travel  running <moment>, run 1
                trip.unpack  -
                trip.dream   -
                1 waiting, 1 running, 2 not run
                Run 1 goes on since <moment>: \(Program.driver) --ds 2016-04-26 --jobs 1 --graph graph.json
                """
            )
            driver.interrupt()
        }
        try await why("pack", sandbox).says(
            """
            trip.pack for 2016-04-26: cancelled at <moment>: interrupted
              Nothing stands in its way: 'driver --ds 2016-04-26 --only trip.pack' runs it.
            """
        )
        try await why("unpack", sandbox).says(
            """
            trip.unpack for 2016-04-26: cancelled at <moment>: interrupted
              It waits for:
                trip.travel, cancelled since <moment>: interrupted
                  'driver --ds 2016-04-26 --only trip.travel' runs it
            """
        )
    }
}
