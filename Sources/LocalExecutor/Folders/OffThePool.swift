import Dispatch

/// Runs work that waits for disks on a thread of its own: the threads that tasks share are as few as the cores, and
/// the engine needs one.
func offThePool<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        // A serial queue always gets a thread; work on a concurrent one may have to wait for the same few.
        DispatchQueue(label: "dataswarm.disk").async { continuation.resume(returning: work()) }
    }
}
