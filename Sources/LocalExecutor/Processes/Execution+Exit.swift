import Subprocess

/// A process of this executor that was started and is not reaped yet.
typealias RunningProcess = Execution<FileDescriptorInput, FileDescriptorOutput, FileDescriptorOutput>

extension RunningProcess {
    /// Returns once the process has exited; it is not reaped by that.
    ///
    /// The library lets nobody wait for an exit but those who tear a process down. So this tears it down with no signal
    /// at all, for 0 is none, and allows it a lifetime for that.
    func exit() async {
        let lifetime = Duration.seconds(100 * 365 * 86_400)
        await teardown(using: [.send(signal: Signal(rawValue: 0), allowedDurationToNextStep: lifetime)])
    }
}
