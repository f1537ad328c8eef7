import StoreConformance
import Testing

@Suite struct MemoryStoreTests {
    @Test(arguments: StoreConformance.behaviours) func behaves(_ behaviour: Behaviour) async throws {
        let store = MemoryStore()
        try await behaviour.check { store }
    }
}
