public import PipelineRecord

extension SQLiteStore {
    /// The resources that are on record as live for a ds, by name.
    public func liveResources(ds: String) throws(StoreError) -> [LiveResource] {
        // One sum stands for all ds. There are few rows: most of what was created is destroyed.
        var resources = try readAtOnce { database in
            var resources: [LiveResource] = []
            var total: Int64 = 0
            let query = try Query("SELECT \(Table.resources.columns) FROM resources ORDER BY resource", in: database)
            try query.each { row in
                total = Checksum.sum(total, try row.verify(as: .resources))
                guard row.text(0) == ds else { return }
                resources.append(
                    LiveResource(name: row.text(1), ds: ds, run: row.integer(2), since: row.integer(3)))
            }
            try Sums.check(database, .resources, ds: ""..."", total: total)
            return resources
        }
        for index in resources.indices {
            resources[index].invocation = try attempts(task: "\(resources[index].name).create", ds: ds).last?.invocation
        }
        return resources
    }

    /// Forgets that resources are live: somebody has done away with them by hand.
    ///
    /// - Returns: those that were on record as live.
    public func forget(resources: [String], ds: String) throws(StoreError) -> [String] {
        try write { database in
            let forget = try Query("DELETE FROM resources WHERE ds = ? AND resource = ?", in: database)
            return try resources.filter { try forget.run(.text(ds), .text($0)) > 0 }
        }
    }
}
