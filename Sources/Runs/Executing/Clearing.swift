/// The destruction of what another run has left, which a creation waits for.
struct Clearing {
    /// The place of the destruction.
    let place: Int
    /// How often others had begun the creation by then: if they have since, something else is left.
    let creations: Int
}
