import Dispatch

/// An executor whose jobs are done on the thread of a serial queue, one after the other.
final class ThreadExecutor: TaskExecutor {
    private let thread: DispatchQueue

    init(_ thread: DispatchQueue) { self.thread = thread }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        thread.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
