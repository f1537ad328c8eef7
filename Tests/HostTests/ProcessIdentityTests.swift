import Glibc
import Testing

@testable import Host

@Suite struct ProcessIdentityTests {
    @Test func aProcessKnowsItself() throws {
        let own = try #require(ProcessIdentity.own)
        #expect(own.number == getpid())
        #expect(own.startedAt > 0)
        #expect(ProcessIdentity.current(own.number) == own)
        // It came after the first process of all.
        #expect(try #require(ProcessIdentity.current(1)).startedAt <= own.startedAt)
    }

    @Test(arguments: [0, -1, Int32.max]) func aNumberOfNoProcess(number: Int32) {
        #expect(ProcessIdentity.current(number) == nil)
    }

    /// Signal 0 looks whether the process could be sent one, and sends none.
    @Test func anotherThatHasTheNumberIsNotMeant() throws {
        let own = try #require(ProcessIdentity.own)
        #expect(throws: Never.self) { try own.send(0, value: 1) }
        let earlier = ProcessIdentity(number: own.number, startedAt: own.startedAt - 1)
        #expect(throws: SignalRefusal.gone) { try earlier.send(0, value: 1) }
        #expect(throws: SignalRefusal.gone) { try ProcessIdentity(number: Int32.max, startedAt: 1).send(0, value: 1) }
    }

    @Test func whatTheKernelTakesForASignalIsOfItsSize() {
        #expect(MemoryLayout<QueuedSignal>.size == 128)
        #expect(MemoryLayout<QueuedSignal>.offset(of: \.value) == 24)
    }
}
