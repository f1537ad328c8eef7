import PipelineRecord
import Testing

@testable import SQLiteStore

/// A task that is executed on the thread that writes.
@Suite struct ExecutorTests {
    private let folder: StateFolder

    init() throws { folder = try StateFolder() }

    /// It would wait for itself.
    @Test(.timeLimit(.minutes(1))) func whoIsTheLastToLetGoThereDoesNotWaitForItself() async throws {
        var store: SQLiteStore? = try await SQLiteStore.open(folder: folder.path)
        let executor = try #require(store?.executor)
        let handed = try #require(store)
        store = nil
        let task = _Concurrency.Task.detached(executorPreference: executor) { [handed] in
            _ = try await handed.beginRun(NewRun(owner: "owner"))
            try await handed.endRun(1, state: .succeeded, at: 2)
        }
        _ = consume handed
        try await task.value
        // Another can write, so that it is closed or will be.
        let next = try await SQLiteStore.open(folder: folder.path)
        #expect(try await next.run(1)?.state == .succeeded)
    }
}
