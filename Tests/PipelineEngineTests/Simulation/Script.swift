import PipelineEngine

/// What an attempt will do, decided by the seed, the item and the attempt alone, whoever starts it when.
struct Script {
    /// How long its process runs, or each look of its probe takes.
    let duration: Int64
    /// How its process ends where nobody asks it to.
    let end: AttemptEnd
    /// How many looks find nothing.
    let vainLooks: Int
    /// What the look after those finds.
    let answer: ProbeAnswer
    /// How long it takes to end when it is asked to.
    let slowness: Int64
    /// How it ends then, unless its own end comes first.
    let endOnRequest: AttemptEnd
    let answerOnRequest: ProbeAnswer

    init(seed: UInt64, item: Int, attempt: Int) {
        var dice = Dice(seed, 3, UInt64(item), UInt64(attempt))
        // Some take down what keeps them, most times.
        var nature = Dice(seed, 5, UInt64(item))
        let isLost = dice.happens(nature.happens(10) ? 80 : 3)
        let loss = "its keeper was ended by signal \(dice.roll(1...15))"
        // Even, where timeouts are odd: which of them comes first is never left to chance.
        duration = Int64(dice.roll(0...40)) * 2
        let bad: [AttemptEnd] = [.exited(Int32(dice.roll(1...4))), .signalled(Int32(dice.roll(1...15))), .outOfMemory]
        let ownEnd: AttemptEnd =
            switch dice.roll(1...20) {
            case 1...11: .exited(0)
            case 12...17: dice.pick(bad)
            case 18...19: .impossible("no such program")
            default: .endedOnRequest
            }
        end = isLost ? .lost(loss) : ownEnd
        vainLooks = dice.roll(0...4)
        let ownAnswer: ProbeAnswer = dice.happens(75) ? .yes : .failed("no answer", end: dice.pick([nil] + bad))
        answer = isLost ? .lost(loss) : ownAnswer
        slowness = Int64(dice.roll(0...20)) * 2
        endOnRequest = dice.pick([
            .endedOnRequest, .endedOnRequest, .exited(143), .signalled(9), .outOfMemory, .lost(loss), .exited(0),
        ])
        answerOnRequest = dice.pick([.notYet, .failed("ended"), .failed("ended", end: .exited(2)), .lost(loss), .yes])
    }
}
