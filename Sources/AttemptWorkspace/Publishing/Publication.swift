import Glibc
import Host
public import PipelineEngine

/// Makes an attempt's output visible: from nothing, or from what an earlier success has published, to the whole output
/// in one step.
public struct Publication: Sendable {
    let task: String
    /// The attempt's folder.
    let folder: Int32
    let output: String
    let destination: String
    /// Whether ``publishAgain()`` can tell how far it had come when this process was killed.
    var isRepeatable = false

    /// Publishes the output, which is on the disk by then; an empty one takes away what was there.
    ///
    /// What it replaces takes its place in the attempt's folder for a moment and is deleted.
    ///
    /// - Returns: how many bytes its files have.
    public func publish() async throws(Obstacle) -> Int64 {
        guard try hasOutput() else {
            if isRepeatable { try note(.nothing) }
            try await withdraw()
            return 0
        }
        let result = await blocking { Result(catching: moveIn) }
        return try result.get()
    }

    /// Publishes the output of an attempt that another process may have begun to publish, or has published.
    ///
    /// What is in place stays there: to exchange it once more would bring the old output back.
    public func publishAgain() async throws(Obstacle) -> Int64 {
        switch PublicationNote(in: folder) {
        case .output(let identity, let bytes)? where FileIdentity(destination) == identity:
            try await finish()
            return bytes
        case .nothing?:
            // What is there by now was taken away from where it was published.
            guard try !hasOutput() else {
                try await finish()
                return 0
            }
            fallthrough
        default: return try await publish()
        }
    }

    /// Removes what a repetition would go by, once there will be none.
    public static func forget(in folder: Int32) { PublicationNote.remove(in: folder) }

    private func note(_ note: PublicationNote) throws(Obstacle) {
        let code = note.write(in: folder)
        guard code == 0 else { throw Obstacle(task: task, cannot: "note what it publishes beside '\(output)'", code) }
    }

    /// Does what is left once the names are as they are to be.
    private func finish() async throws(Obstacle) {
        let result = await blocking { () -> Result<Void, Obstacle> in
            let result = Result { () throws(Obstacle) in
                try host { () throws(HostError) in try Folder.synchronize(Folder.parent(of: destination)) }
            }
            Folder.remove(output)
            if isRepeatable { Folder.remove(replaced) }
            return result
        }
        try result.get()
    }

    private func hasOutput() throws(Obstacle) -> Bool {
        if let isEmpty = Folder.isEmpty("output", in: folder) { return !isEmpty }
        // A folder that may not be looked at can be deleted where nothing is in it.
        if unlinkat(folder, "output", AT_REMOVEDIR) == 0 { return false }
        guard errno == ENOTEMPTY || errno == EEXIST else {
            throw Obstacle(
                "Task '\(task)' has something else in the place of its output folder: write into '\(output)'.")
        }
        return true
    }

    /// Takes away what an earlier success has published.
    private func withdraw() async throws(Obstacle) {
        var code = renameat(AT_FDCWD, destination, folder, "output")
        // A link or a file that somebody has put there takes no folder's place.
        if code != 0, errno == EISDIR, unlinkat(folder, "output", AT_REMOVEDIR) == 0 {
            code = renameat(AT_FDCWD, destination, folder, "output")
        }
        guard code == 0 else {
            // A parent that is missing, or a file in the place of one: nothing was published in either case.
            if errno == ENOENT || errno == ENOTDIR { return }
            throw Obstacle(task: task, cannot: "take away '\(destination)'", errno)
        }
        try await finish()
    }

    private func moveIn() throws(Obstacle) -> Int64 {
        let parent = Folder.parent(of: destination)
        var bytes: Int64 = 0
        try host { () throws(HostError) in
            bytes = try Folder.synchronizeAll(in: output)
            try Folder.make(parent, mode: 0o777, durable: true)
        }
        if isRepeatable, let identity = FileIdentity(output) { try note(.output(identity, bytes: bytes)) }
        try replace()
        try host { () throws(HostError) in try Folder.synchronize(parent) }
        Folder.remove(output)
        return bytes
    }

    /// Does what the computer may refuse, and says so in the task's name.
    private func host(_ work: () throws(HostError) -> Void) throws(Obstacle) {
        do {
            try work()
        } catch {
            throw Obstacle(task: task, error)
        }
    }

    private func replace() throws(Obstacle) {
        if Rename.unlessThere(output, to: destination) == 0 { return }
        if errno == EEXIST, Rename.exchange(output, destination) == 0 { return }
        switch errno {
        case EINVAL, ENOSYS:
            try replaceInTwoSteps()
        case EXDEV:
            throw Obstacle(
                "Task '\(task)' cannot publish '\(destination)': it is on another file system than '\(output)', "
                    + "and only within one can a folder be moved in one step.")
        case let code:
            throw Obstacle(task: task, cannot: "publish '\(destination)'", code)
        }
    }

    private var replaced: String { "\(output).replaced" }

    /// For file systems that cannot exchange two names, NFS for one: readers may find nothing for a moment, but never
    /// half of an output.
    func replaceInTwoSteps() throws(Obstacle) {
        let old = replaced
        guard rename(destination, old) == 0 || errno == ENOENT, rename(output, destination) == 0 else {
            throw Obstacle(task: task, cannot: "publish '\(destination)'", errno)
        }
        Folder.remove(old)
    }
}

extension Publication {
    /// What an attempt has put into its output.
    ///
    /// - Parameter isRepeatable: whether another process may have to go on with it.
    public init(of attempt: Attempt, in folder: borrowing AttemptFolder, isRepeatable: Bool = false) {
        self.init(
            task: attempt.task,
            folder: folder.descriptor,
            output: attempt.outputPath,
            destination: attempt.destination,
            isRepeatable: isRepeatable
        )
    }
}
