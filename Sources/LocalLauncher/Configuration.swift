public import AttemptWorkspace
public import CivilTime
public import Host
public import ProcessKeeping

extension LocalLauncher {
    /// What a launcher is told once.
    public struct Configuration: Sendable {
        /// The package's folder, an absolute path: relative working folders and files to wait for start there.
        public var root: String

        /// The variables that every process gets, before those of its task and those named `DATASWARM_…`.
        public var environment: [String: [UInt8]]

        /// A secret's value by its name; `nil` where there is none. Asked when a process starts, and never kept.
        public var secret: @Sendable (_ name: String) -> [UInt8]?

        /// How to provide a secret that is not there, the end of a sentence: "set DATASWARM_SECRET_X or …".
        public var secretAdvice: @Sendable (_ name: String) -> String

        /// The clock, in milliseconds since 1970.
        public var now: @Sendable () -> Int64

        /// Where the files of the time zones are, in the order in which they are looked for.
        public var timeZoneFolders: [String]

        /// How long what a process leaves behind may go on by itself, and then again after being asked to end.
        public var patience: Duration

        /// How the supervisor of processes is started.
        public var supervisor: SupervisorCommand

        /// What becomes of attempts when this process ends or is killed.
        public var survival: Survival

        /// The file in which the system counts the processes that it killed for want of memory.
        public var memoryKills: String

        /// Is told of each process of a task that is to be killed and cannot be, because it is another user's by now.
        public var refused: @Sendable (_ task: String, _ process: Int32) -> Void

        /// - Parameters:
        ///   - root: the package's folder, an absolute path.
        ///   - environment: what every process gets; ``PassedEnvironment/current()`` unless told.
        ///   - secret: looks a secret up; there are none unless told.
        ///   - secretAdvice: how to provide a secret; its variable unless told.
        ///   - now: milliseconds since 1970; the machine's clock unless told.
        ///   - timeZoneFolders: `$TZDIR` and `/usr/share/zoneinfo` unless told.
        ///   - patience: for what a process leaves behind; 200 milliseconds unless told.
        ///   - supervisor: this program by itself unless told.
        ///   - survival: they end with it unless told.
        ///   - memoryKills: `/proc/vmstat` unless told.
        ///   - refused: nobody is told unless told.
        public init(
            root: String,
            environment: [String: [UInt8]] = PassedEnvironment.current(),
            secret: @escaping @Sendable (_ name: String) -> [UInt8]? = { _ in nil },
            secretAdvice: @escaping @Sendable (_ name: String) -> String = SecretAdvice.variable,
            now: @escaping @Sendable () -> Int64 = SystemClock.wallTime,
            timeZoneFolders: [String] = ZoneDatabase.systemFolders(),
            patience: Duration = .milliseconds(200),
            supervisor: SupervisorCommand = SupervisorCommand(),
            survival: Survival = .withOwner,
            memoryKills: String = "/proc/vmstat",
            refused: @escaping @Sendable (_ task: String, _ process: Int32) -> Void = { _, _ in }
        ) {
            self.root = root
            self.environment = environment
            self.secret = secret
            self.secretAdvice = secretAdvice
            self.now = now
            self.timeZoneFolders = timeZoneFolders
            self.patience = patience
            self.supervisor = supervisor
            self.survival = survival
            self.memoryKills = memoryKills
            self.refused = refused
        }
    }
}
