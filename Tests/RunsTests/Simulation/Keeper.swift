import Runs

/// What keeps the attempts of a process, and shows by a lock of its own that they are kept when the process is gone.
final class Keeper {
    private(set) var isAlive = true
    private var locks: [OwnerLock] = []

    func hold(_ lock: OwnerLock) { locks.append(lock) }

    func die() {
        isAlive = false
        locks = []
    }
}
