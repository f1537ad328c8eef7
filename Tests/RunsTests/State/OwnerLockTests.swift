import Glibc
import Testing

@testable import Runs

@Suite struct OwnerLockTests {
    private let temporary = TemporaryFolder()
    private var folder: StateFolder { StateFolder(path: "\(temporary.path)/state") }

    @Test func itShowsThatAnOwnerIsAlive() throws {
        let lock = try OwnerLock(owner: "a", in: folder)
        #expect(OwnerLock.isHeld(owner: "a", in: folder))
        #expect(!OwnerLock.isHeld(owner: "b", in: folder))
        withExtendedLifetime(lock) {}
    }

    /// What keeps an owner's attempts shows it, too.
    @Test func severalMayHoldIt() throws {
        var first: OwnerLock? = try OwnerLock(owner: "a", in: folder)
        let second = try OwnerLock(owner: "a", in: folder)
        #expect(first != nil)
        first = nil
        #expect(OwnerLock.isHeld(owner: "a", in: folder))
        withExtendedLifetime(second) {}
    }

    @Test func whoLivesIsNotRecovered() throws {
        var lock: OwnerLock? = try OwnerLock(owner: "a", in: folder)
        #expect(throws: OwnerLock.Refusal.held) { try OwnerLock(recovering: "a", in: folder) }
        #expect(lock != nil)
        lock = nil
        let recovery = try OwnerLock(recovering: "a", in: folder)
        // One at a time.
        #expect(throws: OwnerLock.Refusal.held) { try OwnerLock(recovering: "a", in: folder) }
        withExtendedLifetime(recovery) {}
    }

    /// Who opened the file before it was removed must not take a lock on what no one else can find.
    @Test func aFileThatIsRemovedBeforeItIsLockedIsNotTheLock() throws {
        var opened = 0
        // The holder leaves between the opening and the locking.
        var holder: OwnerLock? = try OwnerLock(owner: "a", in: folder)
        let next = try OwnerLock(owner: "a", in: folder) {
            opened += 1
            guard opened == 1 else { return }
            holder?.removeFile()
            holder = nil
        }
        #expect(opened == 2)
        #expect(OwnerLock.isHeld(owner: "a", in: folder))
        withExtendedLifetime(next) {}
    }

    @Test func aFileThatWasRemovedIsNotTheLock() throws {
        var lock: OwnerLock? = try OwnerLock(owner: "a", in: folder)
        lock?.removeFile()
        #expect(!OwnerLock.isHeld(owner: "a", in: folder))
        let next = try OwnerLock(owner: "a", in: folder)
        lock = nil
        #expect(lock == nil && OwnerLock.isHeld(owner: "a", in: folder))
        withExtendedLifetime(next) {}
    }

    @Test func whereNothingWasRunNothingIsHeld() {
        #expect(!OwnerLock.isHeld(owner: "a", in: folder))
        // Looking makes nothing.
        #expect(access(folder.path, F_OK) != 0)
    }

    /// A child that outlives its owner must not make it look alive.
    @Test func childrenDoNotInheritIt() throws {
        let lock = try OwnerLock(owner: "a", in: folder)
        let child = try Child()
        #expect(!child.openFiles.isEmpty)
        #expect(!child.openFiles.contains(lock.path))
        withExtendedLifetime(lock) {}
    }

    /// Otherwise `driver status` could keep an owner from being recovered.
    @Test func lookingTakesNothing() async throws {
        let folder = folder
        _ = try OwnerLock(recovering: "a", in: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 0..<2_000 { _ = OwnerLock.isHeld(owner: "a", in: folder) } }
            group.addTask { for _ in 0..<2_000 { _ = try OwnerLock(recovering: "a", in: folder) } }
            try await group.waitForAll()
        }
    }

    @Test func aFolderThatCannotBeMadeIsSaidToBeSo() {
        #expect(throws: OwnerLock.Refusal.unavailable("Not a directory")) {
            try OwnerLock(owner: "a", in: StateFolder(path: "/dev/null/state"))
        }
    }
}
