import Testing

@testable import Runs

@Suite struct ServiceSeatTests {
    private let temporary = TemporaryFolder()
    private var folder: StateFolder { StateFolder(path: "\(temporary.path)/state") }

    @Test func oneAtATimeHasItAndTheNextOnceThatIsGone() async throws {
        var first: ServiceSeat? = try await ServiceSeat(in: folder, clock: JumpingClock())
        #expect(OwnerLock.isHeld(owner: ServiceSeat.ownerID, in: folder))
        #expect(first != nil)
        await #expect(throws: OwnerLock.Refusal.held) { try await ServiceSeat(in: folder, clock: JumpingClock()) }
        first = nil
        let next = try await ServiceSeat(in: folder, clock: JumpingClock())
        withExtendedLifetime(next) {}
    }

    /// Its supervisor holds the owner's lock as well, and keeps nobody from the seat.
    @Test func whatItsAttemptsAreKeptByIsNotInTheWay() async throws {
        let kept = try OwnerLock(owner: ServiceSeat.ownerID, in: folder)
        let seat = try await ServiceSeat(in: folder, clock: JumpingClock())
        withExtendedLifetime((kept, seat)) {}
    }

    @Test func whoRecoversTheLastOneIsWaitedFor() async throws {
        var recovery: OwnerLock? = try OwnerLock(recovering: ServiceSeat.ownerID, in: folder)
        #expect(recovery != nil)
        async let seat = ServiceSeat(in: folder)
        recovery?.removeFile()
        recovery = nil
        let taken = try await seat
        #expect(OwnerLock.isHeld(owner: ServiceSeat.ownerID, in: folder))
        withExtendedLifetime(taken) {}
    }
}
