public import Dataswarm
import Glibc
import Host
public import PipelineEngine

/// An attempt's folder, made ready for a process: `log`, `output`, `scratch`, and where needed `files` and `input`.
///
/// The folder is the user's alone. `output` has the usual permissions, because it becomes the published folder.
public struct AttemptFolder: ~Copyable, Sendable {
    public let path: String
    /// The folder itself: all that is in it is reached from here.
    private let folder: Descriptor?
    private let logFile: Descriptor?
    private let hasFiles: Bool
    private let hasInput: Bool
    private let inputFile: Descriptor?
    /// What the process reads; `nil` where that is nothing.
    public let input: Int32?

    /// Where the process writes.
    public let log: Int32
    /// The folder, open; negative where it is an adopted attempt's and was removed.
    public let descriptor: Int32

    public init(_ attempt: Attempt, for process: RenderedProcess) throws(Obstacle) {
        let task = attempt.task
        path = attempt.folder
        do {
            try Folder.make(path, mode: 0o700)
        } catch {
            throw Obstacle(task: task, error)
        }
        guard let folder = Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
            throw Obstacle(task: task, cannot: "open the folder '\(path)'", errno)
        }
        for (name, mode) in [("output", 0o777), ("scratch", 0o700)] as [(String, mode_t)] {
            if mkdirat(folder.number, name, mode) == 0 { continue }
            // Where a record was lost its numbers begin anew, and what an attempt of old has left is not this one's.
            if errno == EEXIST { Folder.remove("\(path)/\(name)") }
            guard mkdirat(folder.number, name, mode) == 0 else {
                throw Obstacle(task: task, cannot: "make the folder '\(path)/\(name)'", errno)
            }
        }
        let flags = O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC | O_NOFOLLOW
        guard let log = Descriptor(openat(folder.number, "log", flags, 0o600)) else {
            throw Obstacle(task: task, cannot: "open the log '\(attempt.logPath)'", errno)
        }
        if !process.files.isEmpty {
            try Self.write(process.files, into: folder.number, path: attempt.filesPath, task: task)
        }
        if let text = process.standardInput {
            let file = try Self.makeInput(text, in: folder.number, path: attempt.folder, task: task)
            input = file.number
            inputFile = consume file
        } else {
            input = nil
            inputFile = nil
        }
        hasFiles = !process.files.isEmpty
        hasInput = process.standardInput != nil
        descriptor = folder.number
        self.log = log.number
        self.folder = consume folder
        logFile = consume log
    }

    /// The folder of an attempt that another process has made ready and started.
    public init(adopted attempt: Attempt, for process: RenderedProcess) {
        path = attempt.folder
        let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        descriptor = number
        folder = Descriptor(number)
        log = -1
        logFile = nil
        input = nil
        inputFile = nil
        hasFiles = !process.files.isEmpty
        hasInput = process.standardInput != nil
    }

    /// Writes the files that an invocation brings along. They may be programs, so they may be executed.
    private static func write(
        _ files: [RenderedProcess.File], into folder: Int32, path: String, task: String
    ) throws(Obstacle) {
        guard mkdirat(folder, "files", 0o700) == 0 || errno == EEXIST else {
            throw Obstacle(task: task, cannot: "make the folder '\(path)'", errno)
        }
        guard let target = Descriptor(openat(folder, "files", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)) else {
            throw Obstacle(task: task, cannot: "open the folder '\(path)'", errno)
        }
        for file in files {
            let name = file.name.utf8
            guard !name.isEmpty, file.name != ".", file.name != "..", !name.contains(UInt8(ascii: "/")),
                !name.contains(0)
            else { throw Obstacle("Task '\(task)' brings a file named '\(file.name)', which is no name for a file.") }
            try write(file.content, to: file.name, in: target.number, mode: 0o700, path: path, task: task)
        }
    }

    /// A file, and not a pipe: nobody has to stay and feed it.
    private static func makeInput(
        _ text: String, in folder: Int32, path: String, task: String
    ) throws(Obstacle) -> Descriptor {
        try write(text, to: "input", in: folder, mode: 0o600, path: path, task: task)
        guard let input = Descriptor(openat(folder, "input", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) else {
            throw Obstacle(task: task, cannot: "read '\(path)/input'", errno)
        }
        return input
    }

    private static func write(
        _ content: String, to name: String, in folder: Int32, mode: mode_t, path: String, task: String
    ) throws(Obstacle) {
        let deed = "write '\(path)/\(name)'"
        // An earlier try of a probe may have left one, which a process may still be reading.
        if unlinkat(folder, name, 0) != 0, errno != ENOENT { throw Obstacle(task: task, cannot: deed, errno) }
        guard let file = Descriptor(openat(folder, name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode)) else {
            throw Obstacle(task: task, cannot: deed, errno)
        }
        var content = content
        let failure = content.withUTF8 { File.write(UnsafeRawBufferPointer($0), to: file.number) }
        guard failure == 0 else { throw Obstacle(task: task, cannot: deed, failure) }
    }

    /// Removes what only a process at work needs; its output is elsewhere by then, or is not wanted.
    ///
    /// Folders that it left empty stay: ext4 looks at whatever was deleted in the last minutes before it gives a new file
    /// its place (`recently_deleted` in the kernel's `fs/ext4/ialloc.c`), so that two folders deleted an attempt make the
    /// thousandth attempt take several times as long as the first.
    public func removeWorkingFiles() async {
        if hasInput { unlinkat(descriptor, "input", 0) }
        var names = ["output", "scratch"].filter { Folder.isEmpty($0, in: descriptor) != true }
        if hasFiles { names.append("files") }
        guard !names.isEmpty else { return }
        let paths = names.map { "\(path)/\($0)" }
        await blocking { for path in paths { Folder.remove(path) } }
    }
}
