import Dispatch
import Host
import Testing

/// Work that waits for disks, elsewhere.
@Suite(.timeLimit(.minutes(1))) struct BlockingTests {
    @Test func `what comes back is waited for`() async {
        #expect(await blocking { 2 } == 2)
        #expect(await blocking(orOnceCancelled: 1) { 2 } == 2)
    }

    @Test func `what never comes back is waited for until the task is cancelled`() async {
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let task = _Concurrency.Task {
            await blocking(orOnceCancelled: 1) {
                gate.wait()
                return 2
            }
        }
        task.cancel()
        #expect(await task.value == 1)
    }
}
