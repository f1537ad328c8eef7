/// What happens to a process that is attended.
enum ProcessEvent {
    /// Its end is wanted.
    case cancelled
    /// The time that it had to end by itself is over.
    case graceOver
    /// It has exited, and waits to be reaped.
    case exited
}
