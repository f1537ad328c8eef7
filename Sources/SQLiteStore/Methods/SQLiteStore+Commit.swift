public import PipelineRecord

extension SQLiteStore {
    public func commit(
        _ transitions: [Transition], run: Int64, at ms: Int64
    ) async throws(StoreError) -> CommitResult {
        guard !transitions.isEmpty else { return CommitResult() }
        let path = path
        // A run is worth more than the minutes for which another makes the store smaller.
        return try await write(isPatient: true) { database in
            var result = CommitResult()
            var writer = try TransitionWriter(database, transitions, run: run, ms: ms, path: path)
            for transition in transitions {
                switch transition {
                case .claim(let request): result.claims.append(try writer.claim(request))
                case .attemptStarted(let key, let number, let handle): try writer.give(handle, key, number)
                case .attemptEnded(let key, let number, let outcome, let measures):
                    try writer.end(key, number, outcome, measures)
                case .slotsGivenBack(let key): try writer.freeSlots(key)
                case .waitEnded(let key): try writer.endWaits(key)
                case .taskChanged(let key, let state, let reason, let seen):
                    try writer.change(key, state, reason, seen: seen)
                case .taskSkipped(let key, let reason, let invocation, let began):
                    try writer.skip(key, reason, invocation, began: began)
                case .taskSucceeded(let key, let invocation, let began):
                    result.places.append(try writer.succeed(key, invocation, began: began))
                case .nothingSucceeded(let key, let invocation, let seen):
                    result.places.append(try writer.succeedWithNothing(key, invocation, seen: seen))
                case .claimKept(let key): try writer.keepClaim(key)
                case .claimGivenUp(let key): try writer.giveUpClaim(key)
                case .resourceBegan(let resource, let ds): try writer.begin(resource: resource, ds)
                case .resourceEnded(let resource, let ds): try writer.end(resource: resource, ds)
                }
            }
            return result
        }
    }
}
