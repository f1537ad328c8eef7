import PipelineEngine

/// Does nothing, and knows when it would have been done: a launcher of the simulation.
struct ImaginedLauncher {
    private let seed: UInt64
    private var work: [Int: (script: Script, endsAt: Int64, event: Event)] = [:]
    /// How often the probe of an item has looked in its last attempt.
    private var looks: [Int: (attempt: Int, count: Int)] = [:]

    init(seed: UInt64) { self.seed = seed }

    /// When the next thing ends.
    var nextEnd: Int64? { work.values.map(\.endsAt).min() }

    mutating func carryOut(_ effect: Effect, at now: Int64) {
        switch effect {
        case .claim, .close, .change, .withdraw, .rest, .takeOver: break
        case .execute(let item, let number):
            let script = Script(seed: seed, item: item, attempt: number)
            work[item] = (script, now + script.duration, .ended(item: item, script.end))
        case .look(let item, let number):
            let script = Script(seed: seed, item: item, attempt: number)
            let before = looks[item].map { $0.attempt == number ? $0.count : 0 } ?? 0
            looks[item] = (number, before + 1)
            let answer = before < script.vainLooks ? ProbeAnswer.notYet : script.answer
            work[item] = (script, now + script.duration, .answered(item: item, answer))
        case .end(let item):
            guard let (script, endsAt, event) = work[item], endsAt > now + script.slowness else { return }
            let ended: Event =
                if case .ended = event {
                    .ended(item: item, script.endOnRequest)
                } else {
                    .answered(item: item, script.answerOnRequest)
                }
            work[item] = (script, now + script.slowness, ended)
        }
    }

    /// What has ended by now.
    mutating func takeEnded(at now: Int64) -> [Event] {
        let ended = work.filter { $0.value.endsAt <= now }.sorted { $0.key < $1.key }
        for (item, _) in ended { work[item] = nil }
        return ended.map(\.value.event)
    }
}
