import Dispatch
import Synchronization

/// Runs work that blocks, waiting for disks for one, on a thread of its own: the threads that Swift's tasks share are as few
/// as the cores, and others need them.
public func blocking<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        // A serial queue always gets a thread; work on a concurrent one may have to wait for the same few.
        DispatchQueue(label: "dataswarm.blocking").async { continuation.resume(returning: work()) }
    }
}

/// Runs work that may never come back, on a disk of a network that has gone for one: nobody waits for it any longer once
/// the calling task is cancelled.
///
/// - Parameter answer: what is returned then.
public func blocking<Value: Sendable>(
    orOnceCancelled answer: Value, _ work: @escaping @Sendable () -> Value
) async -> Value {
    let waiting = Waiting<Value>()
    return await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            waiting.begin(continuation)
            DispatchQueue(label: "dataswarm.blocking").async { waiting.end(work()) }
        }
    } onCancel: {
        waiting.end(answer)
    }
}

/// Who waits for a value, of which the first counts.
private final class Waiting<Value: Sendable>: Sendable {
    private enum State {
        case notYet
        case waits(CheckedContinuation<Value, Never>)
        case ended(Value)
    }

    private let state = Mutex(State.notYet)

    func begin(_ continuation: CheckedContinuation<Value, Never>) {
        let early = state.withLock { state -> Value? in
            if case .ended(let value) = state { return value }
            state = .waits(continuation)
            return nil
        }
        if let early { continuation.resume(returning: early) }
    }

    func end(_ value: Value) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, Never>? in
            defer { if case .ended = state {} else { state = .ended(value) } }
            if case .waits(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume(returning: value)
    }
}
