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
    ///
    /// - Parameter see: is called with each that bears the mark as soon as it is found.
    func members(_ see: (LiveProcess) -> Void = { _ in }) -> [LiveProcess]? {
        guard let bearers = bearers(see) else { return nil }
        guard let root else { return Array(bearers) }
        guard let table = ProcessTable() else { return nil }
        let descendants = table.descendants(of: root, except: others)
        let me = getpid()
        return table.processes.filter { process in
            if process.number == me || others.contains(process.number) { return false }
            if bearers.contains(process) || mark.isBorne(by: process.number) { return true }
            let isAnothers = family?.isBorne(by: process.number) ?? false
            return descendants.contains(process.number) && !isAnothers
        }
    }

    /// Those that bear the mark.
    ///
    /// One may start another and end, again and again, in less time than it takes to read what `/proc` says of all processes.
    /// So the mark is looked at first, and of what has lost its keeper the youngest processes, whose numbers are usually the
    /// highest, before the others. What is kept is looked at from its first process on: a shell that is stopped before its
    /// children does not say that they were.
    private func bearers(_ see: (LiveProcess) -> Void) -> Set<LiveProcess>? {
        guard let numbers = ProcessTable.numbers() else { return nil }
        let me = getpid()
        var bearers: Set<LiveProcess> = []
        for number in root == nil ? numbers.reversed() : numbers
        where number != me && !others.contains(number) && mark.isBorne(by: number) {
            errno = 0
            if let process = LiveProcess(number: number) {
                bearers.insert(process)
                see(process)
            } else if ProcessTable.isWanting {
                return nil
            }
        }
        return bearers
    }

    /// Asks all to end, those that are stopped as well.
    func ask() {
        for process in members() ?? [] { process.send(SIGTERM, SIGCONT) }
    }

    /// Kills all that are there now.
    ///
    /// First all are stopped: what is stopped starts nothing. To kill at once would be to race with a process that starts
    /// others as quickly.
    ///
    /// - Returns: those that it has found.
    @discardableResult
    func kill() -> Set<LiveProcess> {
        let stopped = stop()
        for process in stopped { process.send(SIGKILL) }
        return stopped
    }

    /// Stops all, until nothing is found that is not.
    ///
    /// - Returns: those that it has found.
    func stop() -> Set<LiveProcess> {
        var stopped: Set<LiveProcess> = []
        for _ in 0..<Family.rounds {
            // One that starts another and ends, again and again, is gone by the time that all have been looked at.
            var isNew = false
            let found = members { process in
                // Of a tree whose root is known nothing is lost, and who starts others is stopped before them: a shell with job
                // control would tell of those that are.
                guard root == nil, stopped.insert(process).inserted else { return }
                isNew = true
                process.send(SIGSTOP)
            }
            for process in (found ?? []).filter({ stopped.insert($0).inserted }) {
                isNew = true
                process.send(SIGSTOP)
            }
            if !isNew { break }
        }
        return stopped
    }
}
