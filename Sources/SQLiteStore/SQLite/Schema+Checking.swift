import GRDB
import PipelineRecord

extension Schema {
    /// Refuses a file that is not a whole store of a version that we know.
    static func check(_ database: Database, at location: StoreLocation) throws {
        // Damage within a page is found when it is read, rather than taken for data.
        try database.execute(sql: "PRAGMA cell_size_check = ON")
        // In one transaction, so that no other program writes to the file between what is compared.
        try database.inTransaction(.deferred) {
            try checkMarks(database, location.file)
            try checkLength(database, location)
            return .commit
        }
    }

    private static func checkMarks(_ database: Database, _ path: String) throws {
        let id = try number(database, "PRAGMA application_id")
        guard id == applicationID else {
            throw StoreError.damaged(path, "it does not bear the mark of a store")
        }
        let found = try number(database, "PRAGMA user_version")
        guard found <= version else { throw StoreError.newer(path, version: found) }
        guard found >= 1 else { throw StoreError.damaged(path, "its version is \(found)") }

        let tables = OlderSchema(version: found)?.tables ?? tables
        let names = tables.map { "'\($0)'" }.joined(separator: ", ")
        let count = try number(database, "SELECT count(*) FROM sqlite_master WHERE name IN (\(names))")
        guard count == tables.count else { throw StoreError.damaged(path, "tables are missing") }
        if found == version { try Sums.checkSeal(database) }
    }

    /// SQLite counts whole pages, and takes what is missing of the last one for zeros.
    private static func checkLength(_ database: Database, _ location: StoreLocation) throws {
        // With a log in use, the file is whatever was last copied to it, and the log has the rest.
        if location.hasContent(besideWith: "-wal") { return }
        let pageSize = try number(database, "PRAGMA page_size")
        let pages = try number(database, "PRAGMA page_count")
        let size = try location.size() ?? 0
        guard size % pageSize == 0, size >= pages * pageSize else {
            throw StoreError.damaged(location.file, "it ends in the middle")
        }
    }

    static func number(_ database: Database, _ sql: String) throws -> Int64 {
        try Int64.fetchOne(database, sql: sql) ?? 0
    }
}
