import PipelineEngine

/// Puts a letter into a mailbox when the engine wants to be woken.
struct Alarm {
    let clock: any RunClock
    let mailbox: Mailbox<Letter>
    let executor: (any TaskExecutor)?
    private var pending: (time: Int64, sleep: _Concurrency.Task<Void, Never>)?

    init(_ clock: any RunClock, _ mailbox: Mailbox<Letter>, on executor: (any TaskExecutor)?) {
        self.clock = clock
        self.mailbox = mailbox
        self.executor = executor
    }

    /// Rings at that steady time, and no longer at the one before; `nil` is never.
    mutating func set(for time: Int64?) {
        if pending?.time == time { return }
        pending?.sleep.cancel()
        pending = time.map { time in
            let sleep = _Concurrency.Task.detached(executorPreference: executor) { [clock, mailbox] in
                await clock.sleep(until: time)
                if !_Concurrency.Task.isCancelled { mailbox.put(.engine(.tick)) }
            }
            return (time, sleep)
        }
    }
}
