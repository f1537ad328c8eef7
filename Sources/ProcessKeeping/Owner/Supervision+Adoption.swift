import Host
import Synchronization

/// Finding again what another process has started that is gone.
extension Supervision {
    /// Finds an order again.
    ///
    /// - Parameter token: what it was given with.
    /// - Returns: `true` where it is this process's from here on; `false` where nobody keeps it, and nothing is left of it.
    public func adopt(_ id: OrderID, token: [UInt8]) async -> Bool {
        guard case .adoptable(let folder, _) = survival else { return false }
        if id.supervisor == mark.number { return state.withLock { $0.busy[id] != nil } }
        guard let mark = Mark(recorded: id.supervisor) else { return false }
        guard let adoption = await adoption(of: mark, in: folder) else {
            // Whoever kept it has heard that nobody is left, and ends it; this waits for that.
            await blocking { _ = Leftovers.end(mark) }
            return false
        }
        guard let line = adoption.claim(id, token: token) else {
            if !adoption.has(id.keeper), mark.hasKeeper(id.keeper) {
                await blocking { _ = Leftovers.end(Mark(ofKeeper: id.keeper)) }
            }
            return false
        }
        state.withLock { $0.busy[id] = line }
        return true
    }

    /// The order that was given with a token by a process that is gone; `nil` where none was, or nobody keeps it.
    public func find(token: [UInt8]) async -> OrderID? {
        guard case .adoptable(let folder, _) = survival else { return nil }
        for mark in MeetingPoint.all(in: folder) where mark != self.mark {
            if let id = await adoption(of: mark, in: folder)?.find(token: token) { return id }
        }
        return nil
    }

    /// Kills what processes that are gone have started and this one has not adopted, and returns once it is gone.
    public func endStrays() async {
        guard case .adoptable(let folder, _) = survival else { return }
        for mark in MeetingPoint.all(in: folder) where mark != self.mark {
            if let adoption = await adoption(of: mark, in: folder) {
                await adoption.endStrays()
            } else {
                await blocking { _ = Leftovers.end(mark) }
            }
        }
    }

    /// A supervisor is taken over once, whoever asks first.
    private func adoption(of mark: Mark, in folder: String) async -> Adoption? {
        let task = state.withLock { state -> Task<Adoption?, Never> in
            if let task = state.adoptions[mark.number] { return task }
            let task = Task {
                await blocking { () -> Adoption? in
                    if case .adopted(let adoption) = Adoption.take(mark, in: folder) { adoption } else { nil }
                }
            }
            state.adoptions[mark.number] = task
            return task
        }
        return await task.value
    }
}
