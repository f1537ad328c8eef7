import AttemptWorkspace
import CivilTime
import Dataswarm
import Host
import Masking
public import PipelineEngine
import PipelineRecord
public import ProcessKeeping

/// Starts attempts as child processes of this one, or of what outlives it.
///
/// Every process leads a session of its own, writes to the attempt's log without a pipe in between unless it has secrets,
/// which its keeper takes out of what it prints, and is over when nothing that descends from it is left: what a process
/// leaves behind gets a moment to end by itself, is asked to end, and is killed, whatever session, group, parent or
/// environment it has given itself. The keepers see to that, which outlive a driver that is killed, and end what they keep
/// when it is; those of a service keep it until the next one adopts it.
///
/// No method throws or traps. What cannot be done comes back as a sentence that names the task.
public struct LocalLauncher: Launcher {
    let configuration: Configuration
    let environment: EnvironmentComposer
    let supervision: Supervision
    let zones: ZoneDatabase
    let undertakings = Undertakings()

    /// What all processes that it starts bear; for the record, so that they can be found when this driver is gone.
    public var mark: Mark { supervision.mark }

    public init(_ configuration: Configuration) {
        self.configuration = configuration
        environment = EnvironmentComposer(
            passed: configuration.environment, secret: configuration.secret, secretAdvice: configuration.secretAdvice)
        supervision = Supervision(configuration.supervisor, configuration.survival)
        zones = ZoneDatabase(folders: configuration.timeZoneFolders)
    }

    /// Prepares the attempt's folder and files, and starts its process.
    public func submit(_ attempt: Attempt) async -> Submission {
        guard let process = attempt.process else {
            return .refused(AttemptResult(.impossible("Task '\(attempt.task)' has no process to execute.")))
        }
        do throws(Obstacle) {
            let folder = try AttemptFolder(attempt, for: process)
            if canBeAdopted { Publication.forget(in: folder.descriptor) }
            let (id, launch) = try begin(process, of: attempt, in: folder)
            let handle = AttemptHandle(id)
            undertakings.add(Undertaking(id: id, folder: folder, launch: launch), handle)
            return .started(handle)
        } catch {
            return .refused(AttemptResult(.impossible(error.sentence)))
        }
    }

    /// Waits for the attempt's process, and on exit 0 publishes its output.
    ///
    /// A process that was asked to end was ended on request, whatever its exit code: many programs exit with 0 when
    /// they are told to stop half-way, and half an output is none.
    ///
    /// After a success only the log is left in the attempt's folder, and what folders it left empty; after a failure all
    /// of it is, to be looked at.
    public func wait(for attempt: Attempt, _ handle: AttemptHandle) async -> AttemptResult {
        guard let undertaking = undertakings.find(handle) else {
            return AttemptResult(.lost("nobody here knows of it any more"))
        }
        let outcome = await supervision.outcome(of: undertaking.id)
        // Where nobody could adopt it, its keeper is free for the next at once.
        if !canBeAdopted { finish(handle) }
        var measures = AttemptMeasures(outcome)
        do throws(Obstacle) {
            let end = try undertaking.launch.end(of: outcome)
            guard end == .exited(0) else {
                return AttemptResult(end, measures: measures, remark: remark(on: outcome, of: attempt))
            }
            measures?.outputBytes = try await undertaking.publish(attempt, isRepeatable: canBeAdopted)
            return AttemptResult(end, measures: measures)
        } catch {
            return AttemptResult(.impossible(error.sentence), measures: measures)
        }
    }

    /// What a program that had no room to say it may have failed of.
    private func remark(on outcome: Outcome, of attempt: Attempt) -> String? {
        if case .report(.ended(let ending)) = outcome, ending.logTrouble != 0 {
            return "its log could not be written: \(HostError.reason(ending.logTrouble))"
        }
        let temporary = configuration.environment["TMPDIR"].map { String(decoding: $0, as: UTF8.self) } ?? "/tmp"
        return [attempt.folder, temporary].first(where: Folder.isFull).map { "the disk that '\($0)' is on is full" }
    }

    public func end(_ handle: AttemptHandle) {
        if let undertaking = undertakings.find(handle) { supervision.end(undertaking.id) }
    }

    public func kill(_ handle: AttemptHandle) {
        if let undertaking = undertakings.find(handle) { supervision.kill(undertaking.id) }
    }

    public func forget(_ handle: AttemptHandle) {
        guard canBeAdopted, let undertaking = finish(handle) else { return }
        undertaking.forgetPublication()
    }

    /// Has the processes of all attempts stand still: this one is about to.
    public func stop() { supervision.stop() }

    /// Has them go on.
    public func goOn() { supervision.goOn() }

    /// Lets go of the processes that keep those of tasks.
    ///
    /// Where what they keep ends with this process, it has ended when this returns. Else it goes on, and this process is
    /// expected to end.
    public func close() { supervision.close() }

    /// Whether what it starts outlives this process.
    var canBeAdopted: Bool { configuration.survival != .withOwner }

    @discardableResult
    private func finish(_ handle: AttemptHandle) -> Undertaking? {
        guard let undertaking = undertakings.remove(handle) else { return nil }
        supervision.release(undertaking.id)
        return undertaking
    }
}
