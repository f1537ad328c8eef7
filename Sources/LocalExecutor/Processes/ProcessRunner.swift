import Glibc
import PipelineEngine
import Subprocess
import SystemPackage

/// Starts processes, waits for their ends, and sees to it that nothing of them is left.
struct ProcessRunner: Sendable {
    /// How long what a process leaves behind may go on by itself, and then again after being asked to end.
    let patience: Duration

    /// Runs a process to its end. Cancelling the calling task asks it to end, and kills it after the grace.
    func run(_ launch: Launch, grace: Duration) async throws(Obstacle) -> AttemptEnd {
        guard !_Concurrency.Task.isCancelled else { return .endedOnRequest }
        let (events, source) = AsyncStream<ProcessEvent>.makeStream()
        // The library answers a cancelled task by killing the leader alone, so its task never hears of it.
        let shielded = _Concurrency.Task {
            await outcome(of: launch, grace: grace, events: events, source: source)
        }
        let result = await withTaskCancellationHandler {
            await shielded.value
        } onCancel: {
            source.yield(.cancelled)
        }
        return try result.get()
    }

    private func outcome(
        of launch: Launch, grace: Duration, events: AsyncStream<ProcessEvent>,
        source: AsyncStream<ProcessEvent>.Continuation
    ) async -> Result<AttemptEnd, Obstacle> {
        var options = PlatformOptions()
        // Alone: together with a process group it takes the library's other way to start a process, which can hang.
        options.createSession = true
        let configuration = Subprocess.Configuration(
            executable: .path(FilePath(launch.program)),
            arguments: Arguments(
                executablePathOverride: launch.arguments[0], remainingValues: Array(launch.arguments.dropFirst())),
            environment: .custom(launch.environment.entries),
            workingDirectory: FilePath(launch.folder),
            platformOptions: options)
        let log = FileDescriptorOutput.fileDescriptor(
            FileDescriptor(rawValue: launch.log), closeAfterSpawningProcess: false)
        let input = FileDescriptorInput.fileDescriptor(
            FileDescriptor(rawValue: launch.input ?? NullDevice.descriptor), closeAfterSpawningProcess: false)
        do {
            let result = try await Subprocess.run(configuration, input: input, output: log, error: log) { process in
                await attend(process, grace: grace, events: events, source: source)
            }
            let session = Session(leader: result.processIdentifier.value)
            if session.mayHaveMembers { await session.end(asking: .now + patience, killing: .now + patience * 2) }
            // The closure says whether the process was asked to end.
            return .success(result.closureResult ? .endedOnRequest : end(result.terminationStatus))
        } catch let error as SubprocessError {
            return .failure(launch.obstacle(error))
        } catch {
            return .failure(Obstacle("Task '\(launch.task)' cannot start '\(launch.arguments[0])'."))
        }
    }

    /// Stays with a process until it has exited. It is not reaped before this returns, so that its number is its own.
    ///
    /// - Returns: whether it was asked to end.
    private func attend(
        _ process: RunningProcess, grace: Duration, events: AsyncStream<ProcessEvent>,
        source: AsyncStream<ProcessEvent>.Continuation
    ) async -> Bool {
        let session = Session(leader: process.processIdentifier.value)
        _Concurrency.Task {
            await process.exit()
            source.yield(.exited)
        }
        var timer: _Concurrency.Task<Void, Never>?
        var deadline: ContinuousClock.Instant?

        for await event in events {
            switch event {
            case .cancelled:
                deadline = .now + grace
                session.signal(SIGTERM)
                timer = _Concurrency.Task {
                    try? await _Concurrency.Task.sleep(for: grace)
                    source.yield(.graceOver)
                }
            case .graceOver:
                session.signal(SIGKILL)
            case .exited:
                timer?.cancel()
                guard let deadline else { return false }
                await session.end(asking: .now, killing: deadline)
                return true
            }
        }
        return true
    }

    private func end(_ status: TerminationStatus) -> AttemptEnd {
        switch status {
        case .exited(let code): .exited(code)
        case .signaled(let signal): .signalled(signal)
        }
    }
}
