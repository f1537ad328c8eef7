import PipelineRecord
import Testing

@testable import StoreConformance

/// Where random walks lead.
@Suite struct MoveChooserTests {
    @Test func theyMeetEveryAnswer() async throws {
        var met: [String: Int] = [:]
        for seed in 1...30 as ClosedRange<UInt64> {
            let store = MemoryStore()
            var chooser = MoveChooser(seed: seed)
            for _ in 1...150 {
                for name in names(of: await chooser.next(store.copy).make(in: store)) { met[name, default: 0] += 1 }
            }
        }
        let expected = [
            "granted", "granted again", "held", "full", "changed", "cleared", "notClaimed", "lost", "succeeded",
            "claims", "released",
            "forgotten", "removed attempts", "removed tasks",
        ]
        for name in expected { #expect(met[name, default: 0] >= 5, "\(name) of \(met)") }
    }

    private func names(of answer: Move.Answer) -> [String] {
        switch answer {
        case .nothing, .number, .isOnRecord: []
        case .committed(let result): result.claims.map(name) + (result.places.isEmpty ? [] : ["succeeded"])
        case .lost(let tasks): tasks.isEmpty ? [] : ["lost"]
        case .cleared(let count, let claims): (count > 0 ? ["cleared"] : []) + (claims.isEmpty ? [] : ["claims"])
        case .released(let tasks, _): tasks.isEmpty ? [] : ["released"]
        case .forgotten(let names): names.isEmpty ? [] : ["forgotten"]
        case .removed(let attempts, let tasks):
            (attempts > 0 ? ["removed attempts"] : []) + (tasks > 0 ? ["removed tasks"] : [])
        case .refused(let kind): ["\(kind)"]
        }
    }

    private func name(of answer: ClaimAnswer) -> String {
        switch answer {
        case .granted(let number, _): number == 1 ? "granted" : "granted again"
        case .held: "held"
        case .full: "full"
        case .changed: "changed"
        }
    }
}
