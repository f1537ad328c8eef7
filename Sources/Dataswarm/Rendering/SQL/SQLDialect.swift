/// A dialect of SQL, as far as quotes and comments go, with the commands of its program.
enum SQLDialect: Hashable {
    /// `sqlite3`: names in brackets and backquotes, dot commands.
    case sqlite
    /// `psql`: strings in dollar signs, `E'…'`, nested comments, commands after a backslash.
    case postgres
    /// `mysql`: backslashes in strings, `#` comments, names in backquotes.
    case mysql
    /// Hive and Spark: backslashes in strings, a quote in a string is escaped by one.
    case hive

    /// Those in which a backslash is nothing special in a string.
    static let standard: [SQLDialect] = [.sqlite, .postgres]
    /// Those that a script may be in that is given to a program of which nothing is known.
    static let usual: [SQLDialect] = [.sqlite, .postgres, .mysql]

    /// The dialect of a program, by its name without a folder.
    init?(program: String) {
        switch program {
        case "sqlite3": self = .sqlite
        case "psql": self = .postgres
        case "mysql", "mariadb": self = .mysql
        case "hive", "beeline", "spark-sql": self = .hive
        default: return nil
        }
    }

    var escapesByBackslash: Bool { self == .mysql || self == .hive }
    var hasBackquotes: Bool { self != .postgres }
}
