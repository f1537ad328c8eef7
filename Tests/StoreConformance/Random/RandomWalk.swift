public import PipelineRecord
import Testing

/// A story that nobody thought of: moves drawn from a seed, made in a store and in ``MemoryRecord`` alike.
///
/// What the store answers and what it has on record must be what the model says. The first difference is an issue that
/// names the seed and tells the moves that led there.
public struct RandomWalk: Sendable {
    private let seed: UInt64
    private let moves: Int
    private let stride: Int

    /// - Parameters:
    ///   - moves: how many.
    ///   - stride: after so many moves all that is on record is compared, and not only the latest answer.
    public init(seed: UInt64, moves: Int = 150, stride: Int = 10) {
        self.seed = seed
        self.moves = moves
        self.stride = stride
    }

    /// - Returns: whether no difference was found.
    @discardableResult
    public func compare(_ open: StoreOpening) async throws -> Bool {
        var chooser = MoveChooser(seed: seed)
        let model = MemoryStore()
        // Other processes write to it, too.
        let handles = [try await open(), try await open()]
        var told: [String] = []
        var last: (contents: Contents, changes: [Int64])?
        for number in 1...moves {
            let move = chooser.next(model.copy)
            told.append("\(number): \(move)")
            let expected = await move.make(in: model)
            let answer = await move.make(in: handles[Int.random(in: 0...1, using: &chooser.random)])
            guard answer == expected else {
                return report("the answer is\n  \(answer)\nand not\n  \(expected)", told)
            }
            guard number % stride == 0 || number == moves else { continue }
            let contents = try await Contents(of: model, at: 1_200)
            for handle in handles {
                let found = try await Contents(of: handle, at: 1_200).differences(from: contents)
                guard found.isEmpty else { return report(found.joined(separator: "\n"), told) }
            }
            let changes = [try await handles[0].changeCount(), try await handles[1].changeCount()]
            if let last, last.contents != contents, zip(last.changes, changes).contains(where: ==) {
                return report("the count of changes has stayed at \(last.changes)", told)
            }
            last = (contents, changes)
        }
        return true
    }

    private func report(_ difference: String, _ told: [String]) -> Bool {
        let story = "seed \(seed): \(difference)\nafter\n\(told.suffix(40).joined(separator: "\n"))"
        Issue.record("\(story.replacing("PipelineRecord.", with: ""))")
        return false
    }
}
