import GRDB
import Glibc

/// How to wait for another program that holds the store's lock: by asking again, as there is no way to be told.
///
/// SQLite's own waiting soon asks only ten times a second. Beside drivers that commit all the time, each for less than
/// a millisecond, it was seen to wait for more than a second before it met a gap.
enum Waiting {
    private static let eager = (tries: 50, microseconds: 2000)
    private static let patient = 5_000

    /// - Parameter patience: for how long, in milliseconds.
    static func busyMode(patience: Int) -> Database.BusyMode {
        let eagerly = min(eager.tries, patience * 1000 / eager.microseconds)
        let rest = patience * 1000 - eagerly * eager.microseconds
        let tries = eagerly + rest / patient
        return .callback { triesBefore in
            guard triesBefore < tries else { return false }
            usleep(UInt32(triesBefore < eagerly ? eager.microseconds : patient))
            return true
        }
    }
}
