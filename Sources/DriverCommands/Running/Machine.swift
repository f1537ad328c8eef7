import LocalExecutor
import PipelineGraph

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a run says about the machine and the process that it runs in.
enum Machine {
    static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    static var processID: Int32 { getpid() }

    /// Names this start of the machine: a process id means nothing after the next.
    static var bootID: String {
        let bytes = Path.content(of: "/proc/sys/kernel/random/boot_id") ?? []
        return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    }

    static var commandLine: String { CommandLine.arguments.map(\.printable).joined(separator: " ") }
}

extension StopSignals {
    /// The signal of Ctrl-C.
    static let interrupt = SIGINT
}
