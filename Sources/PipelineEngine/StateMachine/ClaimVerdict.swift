/// What comes of a claim.
public enum ClaimVerdict: Hashable, Sendable {
    /// The item and its slots are this run's, and its attempt has that number.
    case granted(number: Int)
    /// Another run has claimed the item.
    case held
    /// A pool has no slot left, over all runs.
    case full(pool: String)
    /// Another run has done it meanwhile, as this one would have.
    case done
    /// The attempt of that number may begin, but not yet: what another run has left is to be destroyed first.
    case early(number: Int)
    /// It can never be granted; a sentence says why.
    case impossible(String)
}
