import Glibc

/// The session that a process leads: itself, its children and theirs, unless they start one of their own.
struct Session {
    /// The number of its leader, which is also its own and that of its first process group.
    let leader: pid_t

    /// Whether anything may be left of a session whose leader is reaped. No answer but `false` is certain.
    ///
    /// The system keeps a number as long as any process, group or session bears it, and naming the owner of a file is
    /// the one cheap way to ask for that: it costs a microsecond where reading `/proc` costs milliseconds.
    var mayHaveMembers: Bool {
        fcntl(NullDevice.descriptor, F_SETOWN, leader) == 0 || errno != ESRCH
    }

    /// Sends a signal to all members. The leader must not be reaped yet, so that the number is still its own.
    func signal(_ signal: CInt) {
        // The group first and at once: nobody in it can slip away by starting another process in between.
        kill(-leader, signal)
        for process in ProcessTable.members(ofSession: leader) where process.group != leader {
            process.send(signal)
        }
    }

    /// Returns once no member is left but a leader that waits to be reaped.
    ///
    /// - Parameters:
    ///   - asking: from when on the members are asked to end.
    ///   - killing: from when on they are killed.
    func end(asking: ContinuousClock.Instant, killing: ContinuousClock.Instant) async {
        var asked: Set<pid_t> = []
        var pause = Duration.milliseconds(1)
        while true {
            let members = ProcessTable.members(ofSession: leader)
            // A leader that lives is somebody else: the number was free, so nothing of this session can be left.
            if members.isEmpty || members.contains(where: { $0.number == leader }) { return }
            let now = ContinuousClock.now
            for process in members {
                if now >= killing {
                    process.send(SIGKILL)
                } else if now >= asking, asked.insert(process.number).inserted {
                    process.send(SIGTERM)
                }
            }
            try? await _Concurrency.Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(20))
        }
    }
}
