import Glibc
import SQLiteStore
import StoreConformance
import Testing

/// Stories that nobody thought of.
///
/// There are 20 of them, or as many as `DATASWARM_SEEDS` says; `DATASWARM_SEED=17` tells one again.
@Suite struct RandomWalkTests {
    @Test func theStoreSaysWhatTheModelSays() async throws {
        let one = Self.number("DATASWARM_SEED")
        for seed in (one ?? 1)...(one ?? Self.number("DATASWARM_SEEDS") ?? 20) {
            let folder = try StateFolder(inMemory: true)
            // What comes after a difference is mostly the same one.
            guard try await RandomWalk(seed: seed).compare({ try await SQLiteStore.open(folder: folder.path) }) else {
                return
            }
            try await SQLiteStore.open(folder: folder.path).verify()
        }
    }

    private static func number(_ name: String) -> UInt64? { getenv(name).flatMap { UInt64(String(cString: $0)) } }
}
