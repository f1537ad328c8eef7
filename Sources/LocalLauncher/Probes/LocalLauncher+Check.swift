import AttemptWorkspace
import CivilTime
public import Dataswarm
import Glibc
import Host
public import PipelineEngine
import ProcessKeeping

extension LocalLauncher {
    /// Looks once whether what a probe waits for is there.
    ///
    /// A process is run as an attempt's is, with an `output` and a `scratch` of its own in the attempt's folder, and
    /// what it writes is appended to the log. Exit 0 is yes, 1 is not yet, and any other end is a failure. Its output
    /// is not published. Where the calling task is cancelled, the answer is not yet.
    public func check(_ condition: RenderedProbe.Condition, for attempt: Attempt) async -> ProbeAnswer {
        do throws(Obstacle) {
            return switch condition {
            case .fileExists(let path, let folder):
                try await fileExists(path, in: folder, task: attempt.task)
            case .time(let ds, let seconds, let timeZone):
                try timeHasCome(ds, seconds: seconds, in: timeZone, task: attempt.task)
            case .process(let process):
                try await answer(of: process, for: attempt)
            }
        } catch {
            return .failed(error.sentence)
        }
    }

    public func killLook(of attempt: Attempt) {
        if let id = undertakings.look(of: attempt) { supervision.kill(id) }
    }

    private func fileExists(_ path: String, in folder: String?, task: String) async throws(Obstacle) -> ProbeAnswer {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw Obstacle("Task '\(task)' waits for a file and names none.")
        }
        let path = path.hasPrefix("/") ? path : "\(absolute(folder))/\(path)"
        let code = await blocking(orOnceCancelled: ENOENT) {
            var status = stat()
            return stat(path, &status) == 0 ? 0 : errno
        }
        switch code {
        case 0: return .yes
        case ENOENT, ENOTDIR: return .notYet
        default: throw Obstacle(task: task, cannot: "look whether '\(path)' is there", code)
        }
    }

    private func timeHasCome(
        _ ds: Datestamp, seconds: Int, in timeZone: String, task: String
    ) throws(Obstacle) -> ProbeAnswer {
        let secondsOfDay = min(max(Int64(seconds), -86_400), 2 * 86_400)
        let local = Int64(ds.dayNumber) * 86_400 + Int64(ds.hour) * 3_600 + secondsOfDay
        do throws(ZoneProblem) {
            let moment = try zones.zone(named: timeZone).moment(ofLocal: local)
            return configuration.now() >= moment.milliseconds ? .yes : .notYet
        } catch {
            throw Obstacle("Task '\(task)' waits for a time in the zone '\(timeZone)', which \(error).")
        }
    }

    private func answer(of process: RenderedProcess, for attempt: Attempt) async throws(Obstacle) -> ProbeAnswer {
        let folder = try AttemptFolder(attempt, for: process)
        guard !_Concurrency.Task.isCancelled else { return .notYet }
        let (id, launch) = try begin(process, of: attempt, in: folder, isLook: true)
        undertakings.addLook(id, of: attempt)
        let outcome = await withTaskCancellationHandler {
            await supervision.outcome(of: id)
        } onCancel: {
            supervision.end(id)
        }
        undertakings.removeLook(id, of: attempt)
        supervision.release(id)
        let end = try launch.end(of: outcome)
        switch end {
        case .exited(let code) where code == 0 || code == 1:
            await folder.removeWorkingFiles()
            return code == 0 ? .yes : .notYet
        case .exited(let code):
            return .failed(
                "Task '\(attempt.task)' got exit code \(code) from '\(process.arguments[0])', where 0 is yes and "
                    + "1 is not yet.", end: end)
        case .signalled(let signal):
            return .failed(
                "Task '\(attempt.task)' got no answer from '\(process.arguments[0])': signal \(signal) ended it.",
                end: end)
        case .outOfMemory:
            return .failed(
                "Task '\(attempt.task)' got no answer from '\(process.arguments[0])': the system killed it for want of "
                    + "memory.", end: end)
        case .endedOnRequest:
            return .notYet
        case .impossible(let sentence):
            return .failed(sentence)
        case .lost(let sentence):
            return .lost(sentence)
        }
    }
}
