/// The durable record of runs, claims, attempts and the states of tasks.
///
/// When a method that writes returns, what it wrote is durable, all of it; when it throws, none of it is. Several
/// processes may have the same store open, and write to it in turn. No method blocks the thread that calls it.
public protocol RunStore: Sendable {
    /// Where it is, for sentences.
    var path: String { get }

    // MARK: Runs

    /// Puts a new run on record, as running.
    ///
    /// - Returns: its number.
    func beginRun(_ run: NewRun) async throws(StoreError) -> Int64

    /// Puts on record how a run ended, in milliseconds since 1970. Its claims, slots and waits are given up.
    func endRun(_ id: Int64, state: RunState, at ms: Int64) async throws(StoreError)

    /// The run of that number; `nil` where there is none.
    func run(_ id: Int64) async throws(StoreError) -> RunRecord?

    /// Runs, newest first. It takes no longer with 100,000 on record than with 10.
    func runs(_ filter: RunFilter) async throws(StoreError) -> [RunRecord]

    /// Notes that somebody asks a run to stop; its owner looks with ``cancelRequests(owner:)``. A `kill` stands over an `end`.
    ///
    /// - Returns: whether the run is on record as running.
    func requestCancel(run: Int64, _ request: CancelRequest) async throws(StoreError) -> Bool

    /// Notes that a run is to do more than it was asked for at first, for whoever adopts it; see ``RunRequest/additions``.
    ///
    /// - Returns: whether the run is on record as running; of another nothing is noted.
    func extend(run: Int64, by request: RunRequest) async throws(StoreError) -> Bool

    /// What is asked of the running runs of an owner, by their numbers.
    func cancelRequests(owner: String) async throws(StoreError) -> [Int64: CancelRequest]

    // MARK: Work

    /// Puts transitions of a run on record, in their order, with one durable transaction for all.
    ///
    /// A claim that is not granted does not keep the others from being recorded.
    ///
    /// - Throws: ``StoreError`` of the kind `notClaimed` where an attempt that has started or ended, or wants slots for its
    ///   next look, is not on record as running for this run. Then nothing is recorded.
    func commit(_ transitions: [Transition], run: Int64, at ms: Int64) async throws(StoreError) -> CommitResult

    /// The claims of all runs on keys of a ds, or of all ds where it is `nil`, by key.
    func claims(ds: String?) async throws(StoreError) -> [Claim]

    /// Who waits for keys and slots, in the order of their tickets.
    func waits() async throws(StoreError) -> [Wait]

    /// A number that is another one after anything was committed, by this process or another. It is quick to ask for.
    func changeCount() async throws(StoreError) -> Int64

    // MARK: What is gone

    /// Puts on record that nobody knows how the running attempts of an owner's runs ended, for it is gone. The caller has
    /// seen to it that no process of theirs is left.
    ///
    /// The attempts and their tasks become `lost`; what a task succeeded with earlier is kept. The claims, slots and waits are
    /// free. Its runs become `lost`, unless others adopt them (``RunOwner/isAdoptable``): those stay open. That they were lost
    /// does not count in ``TaskRecord/lostInARow``: whoever killed the owner, its work goes on by itself.
    ///
    /// - Parameter keeping: attempts that were found again, and go on.
    /// - Returns: the tasks that were lost, by key.
    func recover(owner: String, keeping: Set<AttemptKey>, at ms: Int64) async throws(StoreError) -> [TaskRecord]

    /// Puts on record that another process executes a run from now on, and has its claims.
    func adopt(run: Int64, by owner: RunOwner) async throws(StoreError)

    // MARK: Records

    /// What is on record about every task for a ds, by task, with what each last succeeded with.
    func records(ds: String) async throws(StoreError) -> [String: TaskRecord]

    /// What is on record about every task for each ds of a range, ordered by ds and task.
    ///
    /// - Parameter ds: the first and the last; they are compared as texts, which for datestamps of one granularity is by time.
    func records(ds: ClosedRange<String>) async throws(StoreError) -> [TaskRecord]

    /// What is on record about a task for a ds; `nil` where there is nothing.
    func record(_ key: TaskKey) async throws(StoreError) -> TaskRecord?

    /// Every attempt of a key, over all runs, oldest first.
    func attempts(_ key: TaskKey) async throws(StoreError) -> [AttemptRecord]

    /// Every attempt of a run, in the order in which they were claimed.
    func attempts(run: Int64) async throws(StoreError) -> [AttemptRecord]

    /// The failures in a row of each task whose last end was one, by task.
    func streaks() async throws(StoreError) -> [String: Streak]

    /// The resources that are on record as live for a ds, by name.
    func liveResources(ds: String) async throws(StoreError) -> [LiveResource]

    // MARK: Forgetting

    /// Forgets what tasks succeeded with, or whatever became of them, so that they are executed again.
    ///
    /// They stay on record as `waiting`, with the count of their attempts: the next one gets a number of its own. A task that a
    /// run has claimed is left as it is.
    ///
    /// - Returns: how many had something on record that was not cleared already, and the claims that kept others from it.
    func clear(tasks: [String], ds: String, at ms: Int64) async throws(StoreError) -> (count: Int, claims: [Claim])

    /// Forgets the failures in a row of tasks, so that those that were held for them may run again.
    ///
    /// - Returns: what was forgotten, in the order of the tasks.
    func release(tasks: [String]) async throws(StoreError) -> [(task: String, streak: Streak)]

    /// Forgets that resources are live: somebody has done away with them by hand.
    ///
    /// - Returns: those that were on record as live.
    func forget(resources: [String], ds: String) async throws(StoreError) -> [String]

    /// The ds of which something on record may be removed, in order.
    ///
    /// - Parameters:
    ///   - ms: what ended before is removed, in milliseconds since 1970.
    ///   - forgetsTasks: whether tasks that changed before then are forgotten, too.
    func datestamps(endedBefore ms: Int64, forgetsTasks: Bool) async throws(StoreError) -> [String]

    /// Every attempt on record for a ds, by task and number, and whether it ended before a moment, in milliseconds since
    /// 1970, and with it all before it.
    func attempts(ds: String, endedBefore ms: Int64) async throws(StoreError) -> [(key: AttemptKey, ended: Bool)]

    /// Takes attempts off the record, of which the caller has removed the folders, and forgets tasks if that is asked for.
    ///
    /// What is known of a task stays, with the count of its attempts, so that its next one gets a number of its own. A task is
    /// forgotten only if no attempt of it is left and no run has claimed it; not where something that was created for the
    /// ds may still be there.
    ///
    /// - Parameter isDryRun: whether everything stays, and is only counted.
    func remove(
        attempts: [AttemptKey], ds: String, endedBefore ms: Int64, forgetsTasks: Bool, isDryRun: Bool
    ) async throws(StoreError) -> RemovedRecords

    /// Takes runs off the record that ended before a moment and have no attempt left, in milliseconds since 1970.
    ///
    /// - Returns: how many.
    func removeRuns(endedBefore ms: Int64, isDryRun: Bool) async throws(StoreError) -> Int

    /// Gives room that nothing takes any more back to the disk, if it is worth the while.
    ///
    /// - Returns: by how many bytes the store has become smaller.
    func giveRoomBack() async throws(StoreError) -> Int64
}
