import PipelineRecord

/// The statements of ``TransitionWriter``.
enum TransitionSQL {
    static let reservePlaces = "UPDATE successes SET count = count + ? RETURNING count"

    static let insertAttempt = """
        INSERT INTO attempts (ds, task, number, run, state, started_at, invocation)
        VALUES (?, ?, ?, ?, 'running', ?, ?)
        """

    static let startTask = """
        INSERT INTO tasks (ds, task, state, attempts, changed_at) VALUES (?, ?, 'running', ?, ?)
        ON CONFLICT (ds, task) DO UPDATE SET state = excluded.state, reason = '',
            attempts = max(attempts, excluded.attempts), changed_at = excluded.changed_at
        """

    /// Only where it is still running: one that was found lost meanwhile is no longer ours to end.
    static let endAttempt = """
        UPDATE attempts SET state = ?4, exit_code = ?5, signal = ?6, reason = ?7, ended_at = ?8, cause = ?9
        WHERE ds = ?1 AND task = ?2 AND number = ?3 AND state = 'running'
        RETURNING started_at
        """

    /// A success ends every row of losses.
    static let setDuration = "UPDATE tasks SET last_duration = ?3, lost_in_a_row = 0 WHERE ds = ?1 AND task = ?2"

    static let countLoss = "UPDATE tasks SET lost_in_a_row = lost_in_a_row + 1 WHERE ds = ?1 AND task = ?2"

    static let endLosses = "UPDATE tasks SET lost_in_a_row = 0 WHERE ds = ?1 AND task = ?2 AND lost_in_a_row > 0"

    static let setLatestDuration = """
        INSERT INTO durations (task, milliseconds) VALUES (?, ?)
        ON CONFLICT (task) DO UPDATE SET milliseconds = excluded.milliseconds
        """

    static let changeTask = """
        INSERT INTO tasks (ds, task, state, reason, changed_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (ds, task) DO UPDATE SET state = excluded.state, reason = excluded.reason,
            changed_at = excluded.changed_at
        """

    /// A ds that fails again is counted once.
    static let countFailure = """
        INSERT INTO streaks (task, failures, ds) VALUES (?, 1, ?)
        ON CONFLICT (task) DO UPDATE SET failures = failures + 1, ds = excluded.ds WHERE ds <> excluded.ds
        """

    static let endStreak = "DELETE FROM streaks WHERE task = ?"

    /// A retry of a creation finds the row of the first attempt.
    static let beginResource = """
        INSERT INTO resources (ds, resource, run, since) VALUES (?, ?, ?, ?) ON CONFLICT (ds, resource) DO NOTHING
        """

    static let endResource = "DELETE FROM resources WHERE ds = ? AND resource = ?"

    static let succeedTask = """
        INSERT INTO tasks (ds, task, state, success_order, changed_at, invocation) VALUES (?, ?, 'succeeded', ?, ?, ?)
        ON CONFLICT (ds, task) DO UPDATE SET state = excluded.state, reason = '',
            success_order = excluded.success_order, changed_at = excluded.changed_at,
            invocation = excluded.invocation
        """
}
