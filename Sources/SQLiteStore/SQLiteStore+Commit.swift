public import PipelineRecord

extension SQLiteStore {
    /// Puts transitions on record, in their order, with one durable transaction for all.
    ///
    /// - Parameters:
    ///   - run: the run that they belong to.
    ///   - ms: when, in milliseconds since 1970.
    /// - Throws: ``StoreError`` of the kind `alreadyClaimed` where an attempt to be started is on record already, and
    ///   of the kind `notClaimed` where one to be ended is not on record as running. Then nothing is recorded.
    public func commit(_ transitions: [Transition], run: Int64, at ms: Int64) throws(StoreError) {
        guard !transitions.isEmpty else { return }
        // A run is worth more than the minutes for which another makes the store smaller.
        try write(isPatient: true) { database in
            let writer = try TransitionWriter(database, run: run, ms: ms, path: path)
            var place = try writer.reservePlaces(for: transitions)
            for transition in transitions {
                switch transition {
                case .attemptStarted(let task, let ds, let number, let invocation):
                    try writer.start(task, ds, number, invocation)
                case .attemptEnded(let task, let ds, let number, let outcome):
                    try writer.end(task, ds, number, outcome)
                case .taskChanged(let task, let ds, let state, let reason):
                    try writer.change(task, ds, state, reason)
                case .taskSucceeded(let task, let ds, let invocation):
                    place &+= 1
                    try writer.succeed(task, ds, invocation, place)
                case .resourceBegan(let resource, let ds): try writer.begin(resource: resource, ds)
                case .resourceEnded(let resource, let ds): try writer.end(resource: resource, ds)
                }
            }
        }
    }

    /// Forgets what tasks succeeded with, or whatever became of them, so that they are executed again.
    ///
    /// They stay on record as `waiting`, with the count of their attempts: the next one gets a number of its own.
    ///
    /// - Parameter ms: when, in milliseconds since 1970.
    /// - Returns: how many of them had something on record that was not cleared already.
    public func clear(tasks: [String], ds: String, at ms: Int64) throws(StoreError) -> Int {
        try write { database in
            let clear = try Query(
                """
                UPDATE tasks SET state = 'waiting', reason = 'cleared', invocation = NULL, success_order = NULL,
                    lost_in_a_row = 0, changed_at = ?
                WHERE ds = ? AND task = ?
                    AND NOT (state = 'waiting' AND reason = 'cleared' AND success_order IS NULL)
                """,
                in: database
            )
            return try tasks.reduce(0) { try $0 + clear.run(.integer(ms), .text(ds), .text($1)) }
        }
    }
}
