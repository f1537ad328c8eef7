import Dataswarm

/// Succeeds when a table of a SQLite database has enough rows, and fails otherwise: what is wrong stops here, before
/// others build on it.
///
/// ```swift
/// Task("check", ExpectRows(atLeast: 200, of: Identifier("flights"), in: "\(clean.output)/flights.db"), depList: [clean])
/// ```
///
/// This is all that an operator is: what it needs, and one property that says what to execute. Yours can be as short.
struct ExpectRows: Operator {
    private let minimum: Int
    private let table: Identifier
    private let database: Argument

    /// - Parameters:
    ///   - minimum: how many rows are enough.
    ///   - table: the table's name. It stands in the query, so it cannot be any text: an `Identifier` is safe there.
    ///   - database: the path of the database, which is only read.
    init(atLeast minimum: Int, of table: Identifier, in database: Argument) {
        self.minimum = minimum
        self.table = table
        self.database = database
    }

    var invocation: Invocation {
        // A constraint is how SQLite's own language fails: the log then shows the count and the expectation.
        let query: Template = """
            SELECT 'rows: ' || count(*) FROM \(table);
            CREATE TEMP TABLE expectation (rows INTEGER CHECK (rows >= \(minimum)));
            INSERT INTO expectation SELECT count(*) FROM \(table);
            """
        return .process(
            ["sqlite3", "-batch", "-bail", "-init", "/dev/null", "-readonly", database],
            standardInput: .script(query, in: .sql)
        )
    }
}
