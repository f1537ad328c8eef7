import GRDB
public import PipelineRecord

extension SQLiteStore {
    public func clear(
        tasks: [String], ds: String, at ms: Int64
    ) async throws(StoreError) -> (count: Int, claims: [Claim]) {
        return try await write { database in
            var claims: [Claim] = []
            let clear = try Query(
                """
                UPDATE tasks SET state = 'waiting', reason = 'cleared', invocation = NULL, success_order = NULL,
                    began_order = NULL, lost_in_a_row = 0, changed_at = ?
                WHERE ds = ? AND task = ? AND claimed_by IS NULL
                    AND NOT (state = 'waiting' AND reason = 'cleared' AND success_order IS NULL)
                """, in: database)
            let holder = try Query(
                "SELECT \(Table.claims.columns) FROM claims WHERE ds = ? AND task = ?", in: database)
            var count = 0
            for task in tasks {
                count += try clear.run(.integer(ms), .text(ds), .text(task))
                if let claim = try holder.first(.text(ds), .text(task), make: { try Self.claim(database, $0) }) {
                    claims.append(claim)
                }
            }
            return (count, claims)
        }
    }
}
