import Glibc
import Host
import LocalLauncher
import PipelineRecord
import ProcessKeeping
import Runs
import SQLiteStore

/// A small service: executes the runs that it is told, and adopts what an earlier one has left.
///
/// It is killed by tests at any moment. On standard output it says what it does, a line each: `adopted RUN`, `started RUN`,
/// `ready`, `ended RUN STATE`, `let go`.
struct Service {
    private let root: String
    private let folder: StateFolder
    private let seat: ServiceSeat
    private let launcher: LocalLauncher
    private let store: SQLiteStore
    private let runner: Runner

    /// - Parameter root: an absolute path; the state folder is in it.
    init(root: String) async throws {
        self.root = root
        folder = StateFolder(path: "\(root)/.dataswarm")
        seat = try await ServiceSeat(in: folder)
        launcher = LocalLauncher(
            .init(root: root, survival: .adoptable(folder: folder.supervisors, lock: seat.lock.path)))
        store = try await SQLiteStore.open(folder: folder.path)
        var configuration = Runner.Configuration(
            folder: folder, store: store, launcher: launcher,
            owner: seat.owner(
                process: Machine.processID, bootID: Machine.bootID,
                processStarted: ProcessIdentity.own?.startedAt ?? 0, mark: launcher.mark.number))
        configuration.jobs = 4
        let supervisors = folder.supervisors
        configuration.endLeftovers = { await LeftProcesses.end(of: $0, supervisors: supervisors) }
        runner = Runner(configuration, lock: seat.lock)
    }

    /// - Parameter wanted: the names of files, see ``WantedRun``.
    func serve(_ wanted: [String], until stop: StopSignal) async throws {
        let adopted = try await runner.adoptRuns(listeners: { _ in [] })
        for task in adopted.lost { say("lost \(task.task)") }
        for (run, reason) in adopted.abandoned { say("abandoned \(run) \(reason)") }
        for run in adopted.running {
            say("adopted \(run.id)")
            report(run)
        }
        for name in wanted {
            let wanted = try WantedRun(name, in: root, GraphArchive(folder))
            if try await store.runs(RunFilter()).contains(where: { $0.request.reason == name }) { continue }
            let prepared = try await runner.prepare(wanted.request, of: wanted.graph)
            let run = try await runner.start(prepared, commandLine: "service", listeners: [])
            say("started \(run.id)")
            report(run)
        }
        say("ready")
        await stop.wait()
        await runner.letGo()
        launcher.close()
        await store.close()
        say("let go")
    }

    private func report(_ run: RunningRun) {
        Task {
            do throws(RunFailure) {
                let summary = try await run.end()
                if !summary.wasLetGo { say("ended \(run.id) \(summary.state.rawValue)") }
            } catch {
                say("broke \(run.id) \(error.cause)")
            }
        }
    }
}

/// Says a line, which is there whole or not at all.
func say(_ line: String) {
    _ = Array("\(line)\n".utf8).withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}
