import Dispatch
import Testing

@testable import LocalExecutor

/// Work that waits for disks, elsewhere.
@Suite(.timeLimit(.minutes(1))) struct OffThePoolTests {
    @Test func `what comes back is waited for`() async {
        #expect(await offThePool { 2 } == 2)
        #expect(await offThePool(orOnceCancelled: 1) { 2 } == 2)
    }

    @Test func `what never comes back is waited for until the task is cancelled`() async {
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let task = _Concurrency.Task {
            await offThePool(orOnceCancelled: 1) {
                gate.wait()
                return 2
            }
        }
        task.cancel()
        #expect(await task.value == 1)
    }
}
