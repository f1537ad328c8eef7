import PipelineRecord
import SQLiteStore
import StoreConformance
import Testing

/// What every store must do.
@Suite struct ConformanceTests {
    @Test(arguments: StoreConformance.behaviours) func behaves(_ behaviour: Behaviour) async throws {
        let folder = try StateFolder(inMemory: true)
        try await behaviour.check { try await SQLiteStore.open(folder: folder.path) }
    }
}
