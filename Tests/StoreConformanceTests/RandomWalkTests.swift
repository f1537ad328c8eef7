import PipelineRecord
import StoreConformance
import Testing

@Suite struct RandomWalkTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func theModelAgreesWithItself(seed: UInt64) async throws {
        let store = MemoryStore()
        #expect(try await RandomWalk(seed: seed).compare { store })
    }
}
