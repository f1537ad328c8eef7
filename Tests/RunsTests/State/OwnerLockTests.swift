import Testing

@testable import PipelineEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct RunLockTests {
    private let temporary = TemporaryFolder()
    private var folder: StateFolder { StateFolder(path: "\(temporary.path)/state") }

    @Test func oneAtATimeRunsADs() throws {
        let lock = try RunLock(ds: day, in: folder)
        #expect(throws: RunLock.Refusal.held) { try RunLock(ds: day, in: folder) }
        #expect(RunLock.isHeld(ds: day, in: folder))
        withExtendedLifetime(lock) {}
    }

    @Test func anotherDsIsAnotherLock() throws {
        let lock = try RunLock(ds: day, in: folder)
        let other = try RunLock(ds: "2016-04-27", in: folder)
        withExtendedLifetime((lock, other)) {}
    }

    /// Who opened the file before it was removed must not take a lock on what no one else can find.
    @Test func aFileThatIsRemovedBeforeItIsLockedIsNotTheLock() throws {
        var opened = 0
        // The holder leaves between the opening and the locking.
        var holder: RunLock? = try RunLock(ds: day, in: folder)
        let next = try RunLock(ds: day, in: folder) {
            opened += 1
            guard opened == 1 else { return }
            holder?.removeFile()
            holder = nil
        }
        #expect(opened == 2)
        #expect(RunLock.isHeld(ds: day, in: folder))
        withExtendedLifetime(next) {}
    }

    @Test func aFileThatWasRemovedIsNotTheLock() throws {
        var lock: RunLock? = try RunLock(ds: day, in: folder)
        lock?.removeFile()
        #expect(!RunLock.isHeld(ds: day, in: folder))
        let next = try RunLock(ds: day, in: folder)
        #expect(RunLock.isHeld(ds: day, in: folder))
        lock = nil
        #expect(lock == nil && RunLock.isHeld(ds: day, in: folder))
        #expect(throws: RunLock.Refusal.held) { try RunLock(ds: day, in: folder) }
        withExtendedLifetime(next) {}
    }

    @Test func itIsFreeOnceItsHolderIsGone() throws {
        var lock: RunLock? = try RunLock(ds: day, in: folder)
        #expect(throws: RunLock.Refusal.held) { try RunLock(ds: day, in: folder) }
        lock = nil
        #expect(lock == nil && !RunLock.isHeld(ds: day, in: folder))
        lock = try RunLock(ds: day, in: folder)
        withExtendedLifetime(lock) {}
    }

    @Test func whereNothingWasRunNothingIsHeld() {
        #expect(!RunLock.isHeld(ds: day, in: folder))
        // Looking makes nothing.
        #expect(access(folder.path, F_OK) != 0)
    }

    /// A child that outlives its driver must not keep the next driver from starting.
    @Test func childrenDoNotInheritIt() throws {
        let lock = try RunLock(ds: day, in: folder)
        let child = try Child()
        #expect(!child.openFiles.isEmpty)
        #expect(!child.openFiles.contains("\(folder.locks)/\(day)"))
        withExtendedLifetime(lock) {}
    }

    /// Otherwise `driver status` could keep a driver from starting.
    @Test func lookingTakesNothing() async throws {
        let folder = folder
        _ = try RunLock(ds: day, in: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 0..<2_000 { _ = RunLock.isHeld(ds: day, in: folder) } }
            group.addTask { for _ in 0..<2_000 { _ = try RunLock(ds: day, in: folder) } }
            try await group.waitForAll()
        }
    }

    @Test func aFolderThatCannotBeMadeIsSaidToBeSo() {
        #expect(throws: RunLock.Refusal.unavailable("Not a directory")) {
            try RunLock(ds: day, in: StateFolder(path: "/dev/null/state"))
        }
        #expect(throws: RunLock.Refusal.unavailable("No such file or directory")) {
            try RunLock(ds: day, in: StateFolder(path: "\(temporary.path)/missing/state"))
        }
    }
}
