import PipelineRecord
import SQLiteStore
import Testing

@Suite struct RecoveryTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
    }

    @Test func whatADriverLeftRunningIsLost() async throws {
        let earlier = try await store.begin(at: 1)
        try await store.succeed("dump", run: earlier)
        try await store.endRun(earlier, state: .succeeded, at: 120)

        // The driver of this run is gone with two attempts under way.
        let run = try await store.begin(at: 200)
        try await store.succeed("find", run: run, at: 210)
        _ = try await store.commit(
            [
                .begun("post", ds: day, "run post"),
                .begun("dump", ds: day, "run dump again", seen: 1),
            ],
            run: run,
            at: 230
        )

        let reason = "its driver was gone before it ended"
        let lost = try await store.recover(owner: "owner", keeping: [], at: 900)
        #expect(
            lost == [
                TaskRecord(
                    task: "dump",
                    ds: day,
                    state: .lost,
                    reason: reason,
                    attempts: 2,
                    invocation: "run dump",
                    successOrder: 1,
                    beganOrder: 0,
                    changedAt: 900
                ),
                TaskRecord(
                    task: "post", ds: day, state: .lost, reason: reason, attempts: 1, changedAt: 900),
            ]
        )
        #expect(try await store.record("dump") == lost[0])
        #expect(try await store.record("find")?.state == .succeeded)
        let attempts = try await store.attempts("dump")
        #expect(attempts.map(\.state) == [.succeeded, .lost])
        #expect(attempts.map(\.endedAt) == [110, 900])
        #expect(attempts.map(\.reason) == ["", reason])
        #expect(attempts.map(\.cause) == [nil, .lost])
        #expect(try await store.runs(ds: day, limit: 5).map(\.state) == [.lost, .succeeded])
        #expect(try await store.runs(ds: day, limit: 5).map(\.endedAt) == [900, 120])

        #expect(try await store.recover(owner: "owner", keeping: [], at: 901) == [])
    }

    @Test func otherOwnersAreLeftAlone() async throws {
        let mine = try await store.begin(owner: "mine")
        let other = try await store.begin(owner: "other")
        try await store.start("dump", ds: "2016-04-26", run: mine)
        try await store.start("dump", ds: "2016-04-27", run: other)
        #expect(try await store.recover(owner: "mine", keeping: [], at: 3).map(\.ds) == ["2016-04-26"])
        #expect(try await store.record("dump", ds: "2016-04-27")?.state == .running)
        #expect(try await store.claims(ds: nil).map(\.run) == [other])
        #expect(try await store.runs(ds: nil, limit: 5).map(\.state) == [.running, .lost])
    }

    @Test func itsSlotsAndItsPlacesInLineAreFree() async throws {
        let (run, other) = (try await store.begin(), try await store.begin(owner: "other"))
        let pool = SlotClaim("hive", slots: 1, limit: 1)
        func ask(_ task: String, _ run: Int64) async throws -> ClaimAnswer? {
            let request = ClaimRequest(TaskKey(task, ds: day), invocation: "", slots: [pool], seen: nil)
            return try await store.commit([.claim(request)], run: run, at: 2).claims.first
        }
        #expect(try await ask("a", run) == .granted(number: 1, began: 0))
        #expect(try await ask("b", run) == .full(pool: "hive", runs: [run]))
        #expect(try await ask("c", other) == .full(pool: "hive", runs: [run]))
        _ = try await store.recover(owner: "owner", keeping: [], at: 3)
        #expect(try await store.waits().map(\.run) == [other])
        #expect(try await ask("c", other) == .granted(number: 1, began: 0))
        #expect(try await ask("a", other) == .full(pool: "hive", runs: [other]))
        try await store.verify()
    }

    @Test func whatIsAdoptedGoesOn() async throws {
        let run = try await store.beginRun(NewRun(owner: "gone", isAdoptable: true))
        for task in ["kept", "lost"] { try await store.start(task, run: run) }
        let kept = AttemptKey(TaskKey("kept", ds: day), number: 1)
        #expect(try await store.recover(owner: "gone", keeping: [kept], at: 3).map(\.task) == ["lost"])
        #expect(try await store.run(run)?.state == .running)
        #expect(try await store.claims(ds: day).map(\.key.task) == ["kept"])

        let next = RunOwner(id: "next", process: 43, bootID: "boot", isAdoptable: true)
        try await store.adopt(run: run, by: next)
        #expect(try await store.claims(ds: day).map(\.owner) == [next])
        _ = try await store.commit([.ended("kept", 1, success), .succeeded("kept")], run: run, at: 4)
        #expect(try await store.claims(ds: day).isEmpty)
        try await store.verify()
    }

    @Test func whatWaitsForARetryGoesOnWaiting() async throws {
        let run = try await store.begin()
        try await store.start("dump", run: run)
        _ = try await store.commit(
            [.ended("dump", 1, AttemptOutcome(state: .failed)), .changed("dump", .waiting, "retry in 10 s")], run: run,
            at: 2)
        #expect(try await store.recover(owner: "owner", keeping: [], at: 3).isEmpty)
        #expect(try await store.claims(ds: nil).isEmpty)
        #expect(try await store.record("dump")?.state == .waiting)
        #expect(try await store.start("dump", run: try await store.begin(owner: "next")) == 2)
    }

    @Test func aTaskWhoseAttemptEndedAndNothingElseIsLostToo() async throws {
        let run = try await store.begin()
        _ = try await store.commit([.begun("dump", ds: day, "")], run: run, at: 2)
        let outcome = AttemptOutcome(state: .failed, exitCode: 1)
        _ = try await store.commit([.ended("dump", ds: day, 1, outcome)], run: run, at: 3)
        #expect(try await store.recover(owner: "owner", keeping: [], at: 4).map(\.state) == [.lost])
        #expect(try await store.attempts("dump").map(\.state) == [.failed])
    }

    /// It was thought dead and was only slow: what it has to say comes too late, and is not recorded.
    @Test func aDriverThatComesBackCannotEndWhatWasFoundLost() async throws {
        let run = try await store.begin()
        _ = try await store.commit([.begun("dump", ds: day, "")], run: run, at: 2)
        _ = try await store.recover(owner: "owner", keeping: [], at: 3)
        let late: [Transition] = [
            .succeeded("dump", ds: day, "late"),
            .ended("dump", ds: day, 1, AttemptOutcome(state: .succeeded)),
        ]
        #expect(
            await sentence { _ = try await store.commit(late, run: run, at: 4) }
                == "\(folder.file): attempt 1 of \"dump\" for \(day) is not on record as running, and cannot end; "
                + "start again, which continues from what is on record."
        )
        #expect(try await store.record("dump")?.state == .lost)
        #expect(try await store.record("dump")?.invocation == nil)
    }
}
