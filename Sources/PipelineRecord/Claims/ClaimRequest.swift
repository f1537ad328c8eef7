/// What a run asks for before it starts an attempt, or has a probe look again.
public struct ClaimRequest: Hashable, Sendable {
    public var key: TaskKey
    /// What the attempt will execute.
    public var invocation: String
    /// The slots that it needs, all or none.
    public var slots: [SlotClaim]
    /// The ``TaskRecord/successOrder`` on which the decision to run stands: if the key has another by now, then somebody else
    /// has done it meanwhile, or cleared it.
    public var seen: Int64?
    /// Whether an attempt begins; otherwise only slots are wanted, for the next look of one that runs.
    public var isNewAttempt: Bool
    /// Another key that no other run may have claimed: what one run creates, another must not destroy at the same time.
    public var excluded: TaskKey?

    public init(_ key: TaskKey, invocation: String, slots: [SlotClaim] = [], seen: Int64?, isNewAttempt: Bool = true) {
        self.key = key
        self.invocation = invocation
        self.slots = slots
        self.seen = seen
        self.isNewAttempt = isNewAttempt
    }
}

/// Slots of a pool that an attempt takes while it is under way.
public struct SlotClaim: Hashable, Sendable {
    public var pool: String
    /// At least 1, and no more than ``limit``.
    public var slots: Int
    /// How many the pool has, by the graph of the run that asks.
    public var limit: Int

    public init(_ pool: String, slots: Int, limit: Int) {
        self.pool = pool
        self.slots = slots
        self.limit = limit
    }
}

/// What the store says to a ``ClaimRequest``.
public enum ClaimAnswer: Hashable, Sendable {
    /// The run has the key and the slots, and the attempt of that number is on record as running.
    ///
    /// - began: the place of the latest success of the store at that moment, see ``TaskRecord/beganOrder``.
    case granted(number: Int, began: Int64)
    /// Another run has claimed the key. The run stands on record as waiting for it, and no longer in the line of a pool, of
    /// which the other may need a slot.
    case held(Claim)
    /// A pool has no room, or others wait for it who came before. The run stands in line for it, and stays there until all
    /// slots that it wants are granted. Of several full pools this is the first; it stands in line for each.
    ///
    /// - runs: those that hold slots of this pool or stand before this one; some of them may be dead.
    case full(pool: String, runs: Set<Int64>)
    /// The key has another success on record than the one that was seen, or none any more; this is what is on record. The
    /// run no longer waits for it.
    case changed(TaskRecord)
}

/// A run that waits for a key that another has claimed, or for a slot of a pool.
public struct Wait: Hashable, Sendable {
    /// Its place in every line; a lower one came before.
    public var ticket: Int64
    public var run: Int64
    public var key: TaskKey
    /// The pool that it waits for; `nil` where it waits for the key's claim.
    public var pool: String?
    /// In milliseconds since 1970.
    public var since: Int64

    public init(ticket: Int64, run: Int64, key: TaskKey, pool: String?, since: Int64) {
        self.ticket = ticket
        self.run = run
        self.key = key
        self.pool = pool
        self.since = since
    }
}
