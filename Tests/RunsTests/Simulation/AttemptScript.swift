import PipelineEngine
import PipelineRecord
import StoreConformance

/// What an attempt will do, decided by the seed, the key and the number alone, whoever starts it when.
struct AttemptScript {
    /// How long its process runs, or each look of its probe takes.
    let duration: Int64
    /// How it ends where nobody asks it to.
    let end: AttemptEnd
    /// How many looks find nothing.
    let vainLooks: Int
    /// What the look after those finds.
    let answer: ProbeAnswer
    /// How long it takes to end when it is asked to.
    let slowness: Int64
    let endOnRequest: AttemptEnd
    let answerOnRequest: ProbeAnswer

    /// - Parameter isSunny: whether whatever ends by itself succeeds.
    init(seed: UInt64, _ attempt: AttemptKey, isSunny: Bool) {
        var chance = SeededGenerator(seed, FNV.hash(of: attempt.key.description), UInt64(attempt.number))
        duration = Int64(chance.roll(0...40))
        vainLooks = chance.roll(0...3)
        slowness = Int64(chance.roll(0...20))
        let bad: [AttemptEnd] = [
            .exited(1), .signalled(11), .outOfMemory, .impossible("no such program"), .lost("gone"),
        ]
        let fails = !isSunny && chance.happens(30)
        end = fails ? chance.pick(bad) : .exited(0)
        answer = fails ? chance.pick([.failed("no answer"), .lost("gone")]) : .yes
        endOnRequest = chance.pick([.endedOnRequest, .endedOnRequest, .exited(143), .exited(0), .lost("gone")])
        answerOnRequest = chance.pick([.notYet, .failed("ended"), .yes, .lost("gone")])
    }
}
