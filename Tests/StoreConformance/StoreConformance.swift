/// What every store must do, whatever keeps its record.
///
/// A test target runs its store through all of it:
///
/// ```swift
/// @Test(arguments: StoreConformance.behaviours) func behaves(_ behaviour: Behaviour) async throws {
///     let folder = try TemporaryFolder()
///     try await behaviour.check { try await SQLiteStore.open(folder: folder.path) }
/// }
/// ```
///
/// ``RandomWalk`` is the other half: it holds a store against ``MemoryRecord`` in stories that nobody thought of.
public enum StoreConformance {
    public static let behaviours: [Behaviour] =
        runs + extending + cancelling + attempts + endings + tasks + streaks + claims + changes + pools + lines
        + recovery
        + adoption + clearing + resources + removal + sharing
}
