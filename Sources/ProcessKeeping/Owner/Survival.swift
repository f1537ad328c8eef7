/// What becomes of orders when the process that gave them ends or is killed.
public enum Survival: Hashable, Sendable {
    /// They end with it.
    case withOwner
    /// They go on, and the next process of the same user can adopt them.
    ///
    /// - Parameters:
    ///   - folder: where their supervisors are found, the user's alone; it is made where it is missing. No two processes
    ///     that live at once may have the same.
    ///   - lock: a file that each supervisor holds a read lock on for as long as it lives (an open file description lock):
    ///     so others see that the owner's orders are not dead. One that cannot have it, for somebody holds a write lock, does not
    ///     begin.
    case adoptable(folder: String, lock: String? = nil)
}
