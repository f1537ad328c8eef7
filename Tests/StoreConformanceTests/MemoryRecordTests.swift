import PipelineRecord
import StoreConformance
import Testing

/// What simulations ask of the record in memory beyond what every store must answer.
@Suite struct MemoryRecordTests {
    private let key = TaskKey("p.a", ds: "2016-04-26")

    /// A record is a value: who keeps a copy can go back to it.
    @Test func aCopyIsARecordOfItsOwn() throws {
        var record = MemoryRecord()
        let run = record.begin()
        let before = record
        _ = try record.commit([.claim(ClaimRequest(key, invocation: "", seen: nil))], run: run, at: 2)
        #expect(before.claims(ds: nil).isEmpty)
        #expect(record.claims(ds: nil).map(\.key) == [key])
    }

    @Test func whatCannotBeRecordedLeavesNothing() throws {
        var record = MemoryRecord()
        let run = record.begin()
        let count = record.changeCount()
        let end = Transition.attemptEnded(key, number: 1, AttemptOutcome(state: .failed), nil)
        let claim = Transition.claim(ClaimRequest(key, invocation: "", seen: nil))
        #expect(throws: StoreError.self) { try record.commit([claim, end, end], run: run, at: 2) }
        #expect(throws: StoreError.self) { try record.commit([claim], run: run + 1, at: 2) }
        #expect(record.claims(ds: nil).isEmpty)
        #expect(record.record(key) == nil)
        #expect(record.changeCount() == count)
        #expect(try record.commit([claim, end], run: run, at: 2).claims == [.granted(number: 1, began: 0)])
    }
}

extension MemoryRecord {
    fileprivate mutating func begin() -> Int64 {
        let owner = RunOwner(id: "one", process: 42, bootID: "boot")
        return beginRun(
            NewRun(RunRequest(graphHash: "5eed", ds: "2016-04-26"), owner: owner, commandLine: "", startedAt: 1))
    }
}
