import Glibc
import Host

/// The processes that a process has to answer for: those that descend from it, and those that bear a mark.
///
/// Either alone would do for nearly all. Descent fails where what stands between is gone and another has adopted the rest;
/// the mark fails where a process sets its own limits.
struct Family {
    /// The one that answers; it is not counted among them. `nil` where the mark alone says.
    let root: pid_t?
    /// Children of the root that answer for themselves.
    var others: Set<pid_t> = []
    /// Whoever bears another mark of these is another's, whomever it descends from.
    var family: Mark?
    let mark: Mark

    /// How often all are stopped anew before they are killed: a bomb starts more while the first are being stopped.
    private static let rounds = 200

    /// Those that have not exited; `nil` where that cannot be known for now, for want of open files for one.
    func members() -> [LiveProcess]? {
        guard let table = ProcessTable() else { return nil }
        let descendants = root.map { table.descendants(of: $0, except: others) } ?? []
        let me = getpid()
        return table.processes.filter { process in
            if process.number == me || others.contains(process.number) { return false }
            if mark.isBorne(by: process.number) { return true }
            let isAnothers = family?.isBorne(by: process.number) ?? false
            return descendants.contains(process.number) && !isAnothers
        }
    }

    /// Asks all to end, those that are stopped as well.
    func ask() {
        for process in members() ?? [] { process.send(SIGTERM, SIGCONT) }
    }

    /// Kills all that are there now.
    ///
    /// First all are stopped, until nothing is found that is not: what is stopped starts nothing. To kill at once would be to
    /// race with a process that starts others as quickly.
    func kill() {
        var stopped: Set<LiveProcess> = []
        for _ in 0..<Family.rounds {
            let fresh = (members() ?? []).filter { stopped.insert($0).inserted }
            if fresh.isEmpty { break }
            for process in fresh { process.send(SIGSTOP) }
        }
        for process in stopped { process.send(SIGKILL) }
    }
}
