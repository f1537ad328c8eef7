/// A script for a SQLite database, run by the `sqlite3` program, which stops at the first error.
///
/// ```swift
/// SQLite("INSERT INTO daily SELECT '\(.ds)', count(*) FROM raw;", database: "\(.output)/flights.db")
/// SQLite("SELECT * FROM flights WHERE carrier = :carrier;", database: "…", parameters: ["carrier": "\(code)"])
/// ```
///
/// Free text goes in as a bound parameter, `:name`. A path is spelled as a string literal or within one, and in a dot
/// command as a word or within one.
public struct SQLite: Operator {
    let script: Template
    let database: Argument
    let parameters: [String: Argument]
    let busyTimeout: Duration

    /// - Parameters:
    ///   - script: SQL, and the program's own dot commands such as `.import`.
    ///   - database: the file; it is created where there is none.
    ///   - parameters: texts to bind, by name without the colon: letters, digits and `_`.
    ///   - busyTimeout: how long a statement waits for others that write to the file, before it fails with "database is
    ///     locked"; a minute unless told, in whole milliseconds.
    public init(
        _ script: Template, database: Argument, parameters: [String: Argument] = [:],
        busyTimeout: Duration = .minutes(1)
    ) {
        self.script = script
        self.database = database
        self.parameters = parameters
        self.busyTimeout = busyTimeout
    }

    public var invocation: Invocation {
        // A user's own ~/.sqliterc must not change what a pipeline does: hence -init.
        // A value must not be read as SQL, nor as the words of a dot command: it comes in as a file of its own, and a
        // fixed line binds that file's content as text.
        var binding = PieceBuffer()
        if !parameters.isEmpty { binding.append(.text(".parameter init\n")) }
        var files: [String: Argument] = [:]
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            let file = "parameter-\(name)"
            files[file] = value
            binding.append(.text("INSERT INTO sqlite_parameters VALUES (':"))
            binding.append(Identifier(name).piece)
            binding.append(.text("', CAST(readfile('"))
            binding.append(.file(file))
            binding.append(.text("') AS TEXT));\n"))
        }
        let input = Template(pieces: binding.pieces) + script
        return .process(
            ["sqlite3", "-batch", "-bail", "-init", "/dev/null", "-cmd", ".timeout \(milliseconds)", database],
            standardInput: .script(input, in: .sql),
            files: files)
    }

    /// As the program takes them: an `Int32`, of which what is negative is none.
    private var milliseconds: Int {
        let (seconds, attoseconds) = busyTimeout.components
        if seconds >= 2_000_000 { return 2_000_000_000 }
        return max(0, Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
