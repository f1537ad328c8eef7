import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func liveResources(ds: String) async throws(StoreError) -> [LiveResource] {
        try await read { database in
            var resources: [LiveResource] = []
            var total: Int64 = 0
            // One sum stands for all ds. There are few rows: most of what was created is destroyed.
            let query = try Query("SELECT \(Table.resources.columns) FROM resources ORDER BY resource", in: database)
            try query.each { row in
                total = Checksum.sum(total, try row.verify(as: .resources))
                guard row.text(0) == ds else { return }
                resources.append(
                    LiveResource(name: row.text(1), ds: ds, run: row.integer(2), since: row.integer(3)))
            }
            try Sums.check(database, .resources, ds: ""..."", total: total)
            for index in resources.indices {
                let creation = TaskKey("\(resources[index].name).create", ds: ds)
                resources[index].invocation = try Self.attempts(database, creation).last?.invocation
            }
            return resources
        }
    }

    public func forget(resources: [String], ds: String) async throws(StoreError) -> [String] {
        try await write { database in
            let forget = try Query("DELETE FROM resources WHERE ds = ? AND resource = ?", in: database)
            return try resources.filter { try forget.run(.text(ds), .text($0)) > 0 }
        }
    }
}
