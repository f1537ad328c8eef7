import Host

/// The part of the driver's own environment that reaches the processes of tasks.
///
/// The list is short on purpose: what a task does must not hang on the terminal that `driver` was started from, and the
/// driver's secrets are nobody else's. All else is given to a task by its definition.
public enum PassedEnvironment {
    /// The variables that pass: where programs are, who runs them, and the language and zone that they speak.
    public static let names: [String] =
        [
            "HOME", "LANG", "LC_ADDRESS", "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_IDENTIFICATION", "LC_MEASUREMENT",
            "LC_MESSAGES", "LC_MONETARY", "LC_NAME", "LC_NUMERIC", "LC_PAPER", "LC_TELEPHONE", "LC_TIME", "LOGNAME",
            "PATH", "SHELL", "TMPDIR", "TZ", "USER",
        ]

    /// Those that are set now, to the byte.
    public static func current() -> [String: [UInt8]] {
        var environment: [String: [UInt8]] = [:]
        for name in names { environment[name] = Variable.bytes(of: name) }
        return environment
    }
}
