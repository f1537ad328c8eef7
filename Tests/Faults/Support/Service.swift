import Glibc
import TestSupport

/// A service that runs, as the child of a test.
final class Service {
    let program: Driver

    init(_ program: Program) throws { self.program = try Driver(program) }

    /// Reads on until it says a line that begins so, and returns that.
    @discardableResult
    func hear(_ beginning: String) throws -> String {
        if let line = program.lines.first(where: { $0.hasPrefix(beginning) }) { return line }
        while let line = try program.nextLine() {
            if line.hasPrefix(beginning) { return line }
        }
        throw Trouble(what: "the service has not said '\(beginning)', but \(program.lines)")
    }

    /// `kill -9`, and returns once it is gone.
    func murder() throws {
        program.send(SIGKILL)
        let ended = try program.end()
        guard ended.code == 137 else { throw Trouble(what: "the service had ended: \(ended.code) \(ended.lines)") }
    }

    /// `SIGTERM`, and returns once it is gone.
    func terminate() throws -> Ended {
        program.send(SIGTERM)
        return try program.end()
    }
}

extension Sandbox {
    /// Starts a service for the sandbox's state folder.
    ///
    /// - Parameter wanted: the runs that it is to see to, see ``want(_:_:)``.
    func serve(_ wanted: [String] = []) throws -> Service {
        try Service(
            Program(
                path: Program.service, arguments: [folder] + wanted, environment: Program.plainEnvironment,
                folder: folder))
    }

    /// Writes down a run for services to see to.
    func want(_ name: String, _ words: String...) throws -> String {
        try write(words.map { "\($0)\n" }.joined(), to: name)
        return name
    }

    /// Waits until the witness has been told so often that an attempt begins.
    func wait(forStarts count: Int) throws {
        var found = 0
        let isSo = try Moment.wait {
            found = try Witness(self).lines.count { $0.verb == .start }
            return found >= count
        }
        if !isSo { throw Trouble(what: "\(found) attempts have begun, and not \(count)") }
    }

    /// Kills the supervisors of the services.
    func killSupervisors() {
        for survivor in survivors() where survivor.words.contains(" supervise ") {
            if Processes.text(of: survivor.number, "comm") == "supervisor\n" { kill(survivor.number, SIGKILL) }
        }
    }
}
