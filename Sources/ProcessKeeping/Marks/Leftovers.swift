import Glibc
import Host

/// What the orders of an owner have left behind that is gone with its supervisor and all its keepers.
public enum Leftovers {
    /// Kills every process that bears a mark, and returns once none is left.
    ///
    /// No other process is touched: a mark is a random number that the processes bear themselves, so that it does not matter whose
    /// the numbers of the processes were before.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public static func end(_ mark: Mark) -> Int {
        let kin = Family(root: nil, mark: mark)
        var seen: Set<LiveProcess> = []
        var pause: useconds_t = 1_000
        while true {
            let members = kin.members()
            if members?.isEmpty == true { return seen.count }
            seen.formUnion(members ?? [])
            kin.kill()
            usleep(pause)
            pause = min(pause * 2, 100_000)
        }
    }

    /// Kills what the orders of all owners have left behind whose supervisors were to be found in a folder.
    ///
    /// - Parameter folder: that of ``Survival/adoptable(folder:lock:)``. No owner and no supervisor of it may be alive.
    public static func end(metIn folder: String) {
        for mark in MeetingPoint.all(in: folder) {
            end(mark)
            // The name of one that is gone is taken away by looking for it. One that has yet to come up ends by itself.
            if case .found(let wire, _) = MeetingPoint(folder: folder, mark: mark).connect() { wire.close() }
        }
    }
}
