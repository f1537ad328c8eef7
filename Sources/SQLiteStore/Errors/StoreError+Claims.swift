import PipelineRecord

extension StoreError {
    static func notClaimed(_ path: String, _ key: TaskKey, number: Int) -> StoreError {
        StoreError(
            .notClaimed,
            path,
            problem: "attempt \(number) of \"\(key.task)\" for \(key.ds) is not on record as running, and cannot end",
            remedy: "start again, which continues from what is on record"
        )
    }
}
