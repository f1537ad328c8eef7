import PipelineRecord
import Testing

@testable import SQLiteStore

/// A claim that outlasts the end of its task: what was created is still in use.
@Suite struct KeptClaimTests {
    let folder: StateFolder
    let store: SQLiteStore
    let key = TaskKey("cluster.create", ds: day)

    init() async throws {
        folder = try StateFolder()
        store = try await folder.open()
        let run = try await store.begin(owner: "one")
        try await store.start(key.task, run: run)
        let end = [Transition.ended(key.task, 1, success), .succeeded(key.task), .claimKept(key)]
        _ = try await store.commit(end, run: run, at: 2)
    }

    @Test func nobodyElseHasItUntilItIsGivenUp() async throws {
        #expect(try await store.claims(ds: day).map(\.number) == [1])
        try await store.verify()
        let other = try await store.begin(owner: "two")
        let ask = Transition.begun(key.task, seen: 1)
        guard case .held = try await store.commit([ask], run: other, at: 3).claims.first else {
            Issue.record("it was not held")
            return
        }
        _ = try await store.commit([.claimGivenUp(key)], run: 1, at: 4)
        try await store.verify()
        #expect(try await store.commit([ask], run: other, at: 5).claims == [.granted(number: 2, began: 1)])
    }

    @Test func whatAnotherHasIsNotTaken() async throws {
        let other = try await store.begin(owner: "two")
        _ = try await store.commit([.claimKept(key), .claimGivenUp(key)], run: other, at: 3)
        #expect(try await store.claims(ds: day).map(\.run) == [1])
        try await store.verify()
    }

    @Test func itGoesWithItsOwnerAndWhatItSucceededWithStays() async throws {
        #expect(try await store.recover(owner: "one", keeping: [], at: 3).isEmpty)
        #expect(try await store.claims(ds: nil).isEmpty)
        #expect(try await store.record(key)?.state == .succeeded)
        try await store.verify()
    }
}
