import Dispatch
import PipelineRecord

extension DispatchQueue {
    /// Does `body` on a thread of the queue's, however long that blocks it, while the caller is suspended.
    ///
    /// It is done even if the caller's task is cancelled: what is to be put on record is put on record.
    func perform<Result: Sendable>(
        _ body: @escaping @Sendable () throws(StoreError) -> Result
    ) async throws(StoreError) -> Result {
        let result: Swift.Result<Result, StoreError> = await withCheckedContinuation { continuation in
            async { continuation.resume(returning: Swift.Result(catching: body)) }
        }
        return try result.get()
    }
}
