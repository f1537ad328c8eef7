import Dispatch
import GRDB
import Glibc
import PipelineRecord
import Synchronization
import Testing

@testable import SQLiteStore

/// Many at once in one process, with the same store.
@Suite struct ThreadTests {
    let folder: StateFolder
    let store: SQLiteStore

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
    }

    /// Whoever has the lock lets go of it, and nobody else: work that waits for its turn has not taken it yet.
    @Test func theLockIsHeldForAsLongAsAnythingIsWritten() async throws {
        let (store, lock, looks) = (store, "\(folder.path)/store.lock", Tally())
        /// Looks whether another process could write now.
        @Sendable func look() {
            let descriptor = open(lock, O_RDWR | O_CLOEXEC)
            defer { close(descriptor) }
            // Often: another may be about to let go of it.
            for _ in 1...3_000 where flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                looks.count.add(1, ordering: .relaxed)
                flock(descriptor, LOCK_UN)
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...4 {
                group.addTask {
                    for _ in 1...20 {
                        try await store.write { _ in look() }
                        try await store.alone { _ in look() }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(looks.count.load(ordering: .relaxed) == 0, "another process could have written")
    }

    @Test func manyCommitsAtOnceAreEachAnswered() async throws {
        let store = store
        var runs: [Int64] = []
        for _ in 1...8 { runs.append(try await store.begin()) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for run in runs {
                group.addTask {
                    for number in 1...20 {
                        // Every second of them is one that cannot be recorded, and takes nothing else with it.
                        try await store.succeed("r\(run).t\(number)", run: run)
                        await #expect(throws: StoreError.self) {
                            _ = try await store.commit(
                                [.succeeded("r\(run).never"), .ended("r\(run).never", 1, success)], run: run, at: 1)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let records = try await store.records(ds: day)
        #expect(records.count == 160)
        #expect(Set(records.values.compactMap(\.successOrder)) == Set(1...160))
        try await store.verify()
    }

    /// One flush is for all that waits: some see in their own transaction what others have not committed yet.
    @Test func whatWaitsIsCommittedTogether() async throws {
        let store = store
        let together = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...200 {
                group.addTask {
                    try await store.write { database in
                        let others = try Schema.number(database, "SELECT pending('streaks', '', '')")
                        if others != 0 { together.count.add(1, ordering: .relaxed) }
                        try database.execute(
                            sql: "INSERT INTO streaks (task, failures, ds) VALUES ('\(number)', 1, '')")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(together.count.load(ordering: .relaxed) > 0)
        #expect(try await store.streaks().count == 200)
    }

    @Test func nobodyWhoWaitsForAnotherProcessBlocksTheOthers() async throws {
        // More of them than there are threads for tasks.
        let other = try await folder.open()
        let gate = Gate()
        async let holding: Void = other.write { _ in gate.pass() }
        await gate.reached()
        let store = store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 { group.addTask { _ = try await store.begin() } }
            group.addTask {
                let runs = try await store.runs(RunFilter())
                #expect(runs.isEmpty)
                gate.open()
            }
            try await group.waitForAll()
        }
        try await holding
        #expect(try await store.runs(RunFilter()).count == 64)
    }

    /// A driver that was asked to stop still puts down what became of its tasks.
    @Test func whatIsCommittedInACancelledTaskIsOnRecord() async throws {
        let store = store
        let task = _Concurrency.Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.begin()
        }
        #expect(try await task.value == 1)
        #expect(try await store.run(1) != nil)
    }

    @Test func aChangeOfAnyProcessIsCounted() async throws {
        let other = try await folder.open()
        var counts = [try await store.changeCount()]
        for writer in [store, other, store, store, other] {
            #expect(try await store.changeCount() == counts.last)
            _ = try await writer.begin()
            counts.append(try await store.changeCount())
        }
        #expect(Set(counts).count == counts.count)
    }
}

private final class Tally: Sendable {
    let count = Atomic(0)
}
