import PipelineEngine
import PipelineRecord

/// What is really under way, whoever has started it and whether he lives or not: the truth that records are held against.
struct Workshop {
    /// Something under way: an attempt, or the look of a probe.
    struct Work {
        let attempt: AttemptKey
        let run: Int64
        let isLook: Bool
        let script: AttemptScript
        /// The process of ours that has to do with it; when that is dead, what keeps it.
        var process: ImaginedProcess
        var endsAt: Int64
        var end: AttemptEnd
        var answer: ProbeAnswer = .yes
        /// Who waits for its end.
        var waiter: UnsafeContinuation<Void, Never>?
    }

    private(set) var works: [AttemptKey: Work] = [:]
    /// How attempts have ended of which that has not been put on record, and by whom they are kept.
    private(set) var ended: [AttemptKey: (end: AttemptEnd, process: ImaginedProcess)] = [:]
    private(set) var answers: [AttemptKey: ProbeAnswer] = [:]
    private var looks: [AttemptKey: Int] = [:]

    /// In the order of their names, so that nothing is left to the order of hashes.
    var inOrder: [Work] {
        works.values.sorted { ($0.attempt.key, $0.attempt.number) < ($1.attempt.key, $1.attempt.number) }
    }

    /// When the next thing ends.
    var nextEnd: Int64? { works.values.map(\.endsAt).min() }

    mutating func begin(
        _ attempt: AttemptKey, run: Int64, isLook: Bool, _ script: AttemptScript, by process: ImaginedProcess,
        at now: Int64
    ) {
        var work = Work(
            attempt: attempt, run: run, isLook: isLook, script: script, process: process, endsAt: now + script.duration,
            end: script.end)
        if isLook {
            looks[attempt, default: 0] += 1
            work.answer = looks[attempt, default: 0] <= script.vainLooks ? .notYet : script.answer
        }
        works[attempt] = work
    }

    /// Asks for its end; its own may come first.
    mutating func end(_ attempt: AttemptKey, at now: Int64, atOnce: Bool) {
        guard let script = works[attempt]?.script, let endsAt = works[attempt]?.endsAt else { return }
        let time = now + (atOnce ? 0 : script.slowness)
        guard time < endsAt else { return }
        works[attempt]?.endsAt = time
        works[attempt]?.end = script.endOnRequest
        works[attempt]?.answer = script.answerOnRequest
    }

    mutating func wait(for attempt: AttemptKey, _ continuation: UnsafeContinuation<Void, Never>) {
        if works[attempt] != nil { works[attempt]?.waiter = continuation } else { continuation.resume() }
    }

    mutating func take(_ attempt: AttemptKey, by process: ImaginedProcess) {
        works[attempt]?.process = process
        ended[attempt]?.process = process
    }

    mutating func forget(_ attempt: AttemptKey) { ended[attempt] = nil }

    mutating func takeAnswer(_ attempt: AttemptKey) -> ProbeAnswer? { answers.removeValue(forKey: attempt) }

    /// Lets end what ends by now.
    ///
    /// - Returns: what has ended.
    mutating func finish(at now: Int64) -> [Work] {
        let over = inOrder.filter { $0.endsAt <= now }
        for work in over {
            works[work.attempt] = nil
            if work.isLook {
                answers[work.attempt] = work.answer
            } else {
                ended[work.attempt] = (work.end, work.process)
            }
            work.waiter?.resume()
        }
        return over
    }

    /// Whoever waits for what a process has begun is told nothing any more.
    mutating func dismissWaiters(of process: ImaginedProcess) {
        for work in inOrder where work.process === process {
            works[work.attempt]?.waiter = nil
            work.waiter?.resume()
        }
    }

    /// Has some of what is under way gone at once, without an end that anybody hears of.
    mutating func remove(where isGone: (Work) -> Bool) {
        for work in inOrder where isGone(work) { works[work.attempt] = nil }
    }

    mutating func forgetEnds(of process: ImaginedProcess) { ended = ended.filter { $0.value.process !== process } }
}
