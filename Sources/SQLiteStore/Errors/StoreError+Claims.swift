import PipelineRecord

extension StoreError {
    static func alreadyClaimed(_ path: String, task: String, ds: String, number: Int) -> StoreError {
        StoreError(
            .alreadyClaimed,
            path,
            problem: "another driver claimed attempt \(number) of \"\(task)\" for \(ds) first",
            remedy: "let it finish, then start again"
        )
    }

    static func notClaimed(_ path: String, task: String, ds: String, number: Int) -> StoreError {
        StoreError(
            .notClaimed,
            path,
            problem: "attempt \(number) of \"\(task)\" for \(ds) is not on record as running, and cannot end",
            remedy: "start again, which continues from what is on record"
        )
    }
}
