import Glibc
import Host

/// What the orders of an owner have left behind that is gone with its supervisor and all its keepers.
public enum Leftovers {
    /// How many looks in a row must find nothing: one may pass by what starts others and ends.
    private static let looks = 10
    /// After how long what is still there is said not to be ended from here, in milliseconds.
    private static let patience: Int64 = 1_000

    /// Kills every process that bears a mark, and returns once none is left.
    ///
    /// No other process is touched: a mark is a random number that the processes bear themselves, so that it does not matter whose
    /// the numbers of the processes were before.
    ///
    /// - Parameter refused: is told of each process that is another user's and may not be ended from here; it is waited for.
    /// - Returns: how many there were.
    @discardableResult
    public static func end(_ mark: Mark, refused: (Int32) -> Void = { _ in }) -> Int {
        let kin = Family(root: nil, mark: mark)
        var seen: Set<LiveProcess> = []
        var told: Set<LiveProcess> = []
        var pause: useconds_t = 1_000
        var empty = 0
        let began = SystemClock.monotonicTime()
        while empty < looks {
            guard let members = kin.members(), members.isEmpty else {
                empty = 0
                seen.formUnion(kin.kill())
                if SystemClock.monotonicTime() - began > patience {
                    for process in (kin.members() ?? []) where process.isAnothers && told.insert(process).inserted {
                        refused(process.number)
                    }
                }
                usleep(pause)
                pause = min(pause * 2, 100_000)
                continue
            }
            empty += 1
        }
        return seen.count
    }

    /// The processes that bear a mark and may not be sent a signal from here, by their numbers.
    public static func ofOtherUsers(_ mark: Mark) -> [Int32] {
        (Family(root: nil, mark: mark).members() ?? []).filter(\.isAnothers).map(\.number).sorted()
    }

    /// Kills what the orders of all owners have left behind whose supervisors were to be found in a folder.
    ///
    /// - Parameter folder: that of ``Survival/adoptable(folder:lock:)``. No owner and no supervisor of it may be alive.
    public static func end(metIn folder: String, refused: (Int32) -> Void = { _ in }) {
        for mark in MeetingPoint.all(in: folder) {
            end(mark, refused: refused)
            // The name of one that is gone is taken away by looking for it. One that has yet to come up ends by itself.
            if case .found(let wire, _) = MeetingPoint(folder: folder, mark: mark).connect() { wire.close() }
        }
    }
}
