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
}
