public import PipelineRecord

/// The place of the one process that serves a state folder: that executes many runs, and can be killed without their being lost.
///
/// All that have it, one after the other, are the same owner on record (``ownerID``), and what keeps the attempts of one holds
/// that owner's lock whichever of them is alive: at no moment does what goes on look dead to others. That there is one at a time
/// is seen to by a second lock.
public final class ServiceSeat: Sendable {
    /// The name on record of whoever serves the folder.
    public static let ownerID = "service"

    /// The sign that the owner is alive.
    public let lock: OwnerLock
    private let seat: OwnerLock

    /// How long to wait for what holds a lock for a moment, in milliseconds: a child of the last one that has yet to become its
    /// program; somebody who recovers the owner.
    private static let patience: (seat: Int64, lock: Int64) = (2_000, 60_000)
    private static let pause: Int64 = 10

    /// Takes the seat.
    ///
    /// - Throws: ``OwnerLock/Refusal/held`` where another process serves the folder.
    public init(in folder: StateFolder, clock: any RunClock = MachineClock()) async throws(OwnerLock.Refusal) {
        seat = try await ServiceSeat.take(within: ServiceSeat.patience.seat, clock) { () throws(OwnerLock.Refusal) in
            try OwnerLock(recovering: "\(ServiceSeat.ownerID).seat", in: folder)
        }
        lock = try await ServiceSeat.take(within: ServiceSeat.patience.lock, clock) { () throws(OwnerLock.Refusal) in
            try OwnerLock(owner: ServiceSeat.ownerID, in: folder)
        }
    }

    private static func take(
        within patience: Int64, _ clock: any RunClock, _ body: () throws(OwnerLock.Refusal) -> OwnerLock
    ) async throws(OwnerLock.Refusal) -> OwnerLock {
        let deadline = clock.steadyTime + patience
        while true {
            do throws(OwnerLock.Refusal) { return try body() } catch {
                guard error == .held, clock.steadyTime < deadline else { throw error }
            }
            await clock.sleep(until: clock.steadyTime + pause)
        }
    }

    /// How this process stands on record.
    public func owner(process: Int32, bootID: String, processStarted: Int64, mark: Int64) -> RunOwner {
        RunOwner(
            id: ServiceSeat.ownerID, process: process, bootID: bootID, processStarted: processStarted, mark: mark,
            isAdoptable: true)
    }
}
