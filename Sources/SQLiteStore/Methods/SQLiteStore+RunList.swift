import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func runs(_ filter: RunFilter) async throws(StoreError) -> [RunRecord] {
        guard filter.limit > 0 else { return [] }
        return try await read { database in
            // None of these may be left out: recovery stands on it.
            if filter.states == [.running] {
                let runs = try Self.runningRuns(database).filter { $0.matches(filter) }
                return Array(runs.prefix(filter.limit))
            }
            var runs: [RunRecord] = []
            for (sql, values) in Self.queries(filter) {
                runs += try Query(sql, in: database).all(values) { try RunRecord($0) }
            }
            runs.sort { $0.id > $1.id }
            return Array(runs.prefix(filter.limit))
        }
    }

    /// What selects the runs of a filter, none of them twice; each has an index.
    static func queries(_ filter: RunFilter) -> [(sql: String, values: [SQLValue])] {
        conditions(filter).map { condition, values in
            (
                "SELECT \(Table.runs.columns) FROM runs WHERE \(condition) AND id < ? ORDER BY id DESC LIMIT ?",
                values + [.integer(filter.before ?? .max), .integer(filter.limit)]
            )
        }
    }

    /// The conditions that each have an index, and together all runs of a filter, none of them twice.
    private static func conditions(_ filter: RunFilter) -> [(sql: String, values: [SQLValue])] {
        let states = filter.states.map(\.rawValue).sorted()
        guard let ds = filter.ds else {
            return states.isEmpty ? [("true", [])] : states.map { ("state = ?", [.text($0)]) }
        }
        // A plus keeps SQLite from taking the index by state: of all runs, most have one.
        let some = states.isEmpty ? "" : " AND +state IN (\(states.map { "'\($0)'" }.joined(separator: ", ")))"
        return [
            ("ds_first = ds_last AND ds_first = ?" + some, [.text(ds)]),
            ("ds_first <> ds_last AND ds_last >= ? AND ds_first <= ?" + some, [.text(ds), .text(ds)]),
        ]
    }
}

extension RunRecord {
    fileprivate func matches(_ filter: RunFilter) -> Bool {
        if let before = filter.before, id >= before { return false }
        guard let ds = filter.ds else { return true }
        let range = StoredRequest.range(of: request.ds)
        let (first, last, wanted) = (Array(range.first.utf8), Array(range.last.utf8), Array(ds.utf8))
        return !wanted.lexicographicallyPrecedes(first) && !last.lexicographicallyPrecedes(wanted)
    }
}
