import Glibc
import TestSupport

/// Kills `driver` at one of its system calls, or has the call fail: see `meddler.c`.
struct Meddler {
    enum Deed {
        /// Before the call.
        case kill
        /// Before the call, and after some time in which everybody else goes on.
        case linger
        /// After half of what is written.
        case tear
        /// The call fails, with this `errno`.
        case fail(CInt)
    }

    /// Only these calls count; all that touch the state folder where it is empty.
    var calls: [String] = []
    /// Which of them is hit, from 1; none where it is 0.
    var at = 0
    /// Whether all later ones are hit too.
    var goesOn = false
    var deed = Deed.kill
    /// Only calls on paths of the state folder that begin so count.
    var under = ""
    /// A file in the sandbox before which no call counts.
    var gate: String?
    /// The number that `driver` takes for its own.
    var process: Int32?
    /// The file in the sandbox that it takes for the name of this start of the machine.
    var boot: String?
    /// The file in the sandbox that gets the names of the calls.
    var log: String?

    /// What `driver` is started with.
    func environment(in sandbox: Sandbox, claim: String) throws -> [String: String] {
        var environment = [
            "LD_PRELOAD": try Meddler.library.get(), "FAULT_CLAIM": "\(sandbox.folder)/\(claim)",
            "FAULT_UNDER": "\(sandbox.folder)/.dataswarm\(under)", "FAULT_CALLS": calls.joined(separator: ","),
            "FAULT_AT": String(at), "FAULT_ON": goesOn ? "1" : "0",
        ]
        environment["FAULT_LOG"] = log.map { "\(sandbox.folder)/\($0)" }
        environment["FAULT_GATE"] = gate.map { "\(sandbox.folder)/\($0)" }
        environment["FAULT_PID"] = process.map { "\($0)" }
        environment["FAULT_BOOT"] = boot.map { "\(sandbox.folder)/\($0)" }
        switch deed {
        case .kill: environment["FAULT_DO"] = "kill"
        case .linger: environment["FAULT_DO"] = "linger"
        case .tear: environment["FAULT_DO"] = "tear"
        case .fail(let code): environment["FAULT_DO"] = String(code)
        }
        return environment
    }

    /// Made once, by the C compiler that comes with Swift.
    private static let library = Result<String, Trouble> {
        () throws(Trouble) in
        let library = "\(Program.products)/meddler.so"
        let unfinished = "\(library).\(getpid())"
        let source = "\(Program.repository)/Tests/Faults/Support/meddler.c"
        do {
            let compiler = try Driver(
                Program(
                    path: "/usr/bin/env",
                    arguments: ["clang", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", unfinished, source]))
            let ended = try compiler.end()
            guard ended.code == 0 else { throw Trouble(what: "meddler.c cannot be compiled: \(ended.error)") }
        } catch let trouble as Trouble {
            throw trouble
        } catch { throw Trouble(what: "\(error)") }
        guard rename(unfinished, library) == 0 else { throw Trouble(what: "meddler.so cannot be put in place") }
        return library
    }
}
