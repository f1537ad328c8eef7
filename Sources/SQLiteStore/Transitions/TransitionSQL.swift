import PipelineRecord

/// The statements of ``TransitionWriter``.
enum TransitionSQL: Int, CaseIterable {
    case look, reservePlaces
    case run, task, claim, isRunning, takeClaim, insertAttempt, startTask
    case slots, takeSlots, freeSlots
    case ticket, nextTicket, waitsBefore, isWaiting, wait, endWaitForKey, endWaits
    case giveHandle, endAttempt, countLoss, endLosses
    case changeTask, succeedTask, skipTask, releaseClaim, setClaim, countFailure, endStreak
    case beginResource, endResource

    var text: String { Self.texts[rawValue] }

    private static let texts = allCases.map(\.made)

    private var made: String {
        switch self {
        // What a batch of transitions need not look after.
        case .look:
            """
            SELECT \(Table.sums.columns), EXISTS (SELECT 1 FROM slots), EXISTS (SELECT 1 FROM waits),
                EXISTS (SELECT 1 FROM streaks)
            FROM sums WHERE name = 'successes' AND ds = ''
            """
        case .reservePlaces: "UPDATE sums SET total = total + ? WHERE name = 'successes' AND ds = ''"

        case .run: "SELECT 1 FROM runs WHERE id = ?"
        case .task: "SELECT \(Table.tasks.columns) FROM tasks WHERE ds = ? AND task = ?"
        case .claim: "SELECT \(Table.claims.columns) FROM claims WHERE ds = ? AND task = ?"
        case .isRunning:
            "SELECT 1 FROM attempts WHERE ds = ? AND task = ? AND number = ? AND run = ? AND state = 'running'"
        // Of one that is ours already, it is for one more attempt.
        case .takeClaim:
            """
            INSERT INTO claims (ds, task, run, number, since) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (ds, task) DO UPDATE SET number = excluded.number
            """
        case .insertAttempt:
            """
            INSERT INTO attempts (ds, task, number, run, state, started_at, began_order, invocation)
            VALUES (?, ?, ?, ?, 'running', ?, ?, ?)
            """
        case .startTask:
            """
            INSERT INTO tasks (ds, task, state, attempts, changed_at, claimed_by) VALUES (?, ?, 'running', ?, ?, ?)
            ON CONFLICT (ds, task) DO UPDATE SET state = excluded.state, reason = '', attempts = excluded.attempts,
                changed_at = excluded.changed_at, claimed_by = excluded.claimed_by
            """

        case .slots: "SELECT \(Table.slots.columns) FROM slots"
        case .takeSlots: "INSERT INTO slots (ds, task, pool, run, slots) VALUES (?, ?, ?, ?, ?)"
        case .freeSlots: "DELETE FROM slots WHERE ds = ? AND task = ? AND run = ?"

        case .ticket: "SELECT min(ticket) FROM waits WHERE run = ? AND ds = ? AND task = ?"
        // No trigger looks whether it was harmed.
        case .nextTicket:
            """
            UPDATE sums SET total = total + 1
            WHERE name = 'tickets' AND ds = '' AND checksum = row_checksum(name, ds, total)
            RETURNING total
            """
        case .waitsBefore: "SELECT DISTINCT run FROM waits WHERE pool = ? AND ticket < ? AND run <> ?"
        case .isWaiting: "SELECT 1 FROM waits WHERE run = ? AND ds = ? AND task = ? AND pool IS ?"
        case .wait: "INSERT INTO waits (ticket, run, ds, task, pool, since) VALUES (?, ?, ?, ?, ?, ?)"
        case .endWaitForKey: "DELETE FROM waits WHERE run = ? AND ds = ? AND task = ? AND (pool IS NULL) = ?"
        case .endWaits: "DELETE FROM waits WHERE run = ? AND ds = ? AND task = ?"

        case .giveHandle:
            """
            UPDATE attempts SET handle = ?5 WHERE ds = ?1 AND task = ?2 AND number = ?3 AND run = ?4 AND state = 'running'
            """
        // Only where it is still running: one that was found lost meanwhile is no longer ours to end.
        case .endAttempt:
            """
            UPDATE attempts SET state = ?5, exit_code = ?6, signal = ?7, reason = ?8, ended_at = ?9, cause = ?10,
                peak_memory = ?11, user_ms = ?12, system_ms = ?13, log_bytes = ?14, output_bytes = ?15, handle = NULL
            WHERE ds = ?1 AND task = ?2 AND number = ?3 AND run = ?4 AND state = 'running'
            """
        case .countLoss: "UPDATE tasks SET lost_in_a_row = lost_in_a_row + 1 WHERE ds = ? AND task = ?"
        case .endLosses: "UPDATE tasks SET lost_in_a_row = 0 WHERE ds = ? AND task = ? AND lost_in_a_row > 0"

        case .changeTask:
            """
            INSERT INTO tasks (ds, task, state, reason, changed_at, claimed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (ds, task) DO UPDATE SET state = excluded.state, reason = excluded.reason,
                changed_at = excluded.changed_at, claimed_by = excluded.claimed_by
            """
        case .succeedTask:
            """
            INSERT INTO tasks (ds, task, state, success_order, began_order, changed_at, invocation)
            VALUES (?1, ?2, 'succeeded', ?3, ?4, ?5, ?6)
            ON CONFLICT (ds, task) DO UPDATE SET state = excluded.state, reason = '',
                success_order = excluded.success_order, began_order = excluded.began_order,
                changed_at = excluded.changed_at, invocation = excluded.invocation,
                claimed_by = nullif(claimed_by, ?7)
            """
        // It was claimed, so that it is on record.
        case .skipTask:
            """
            UPDATE tasks SET state = 'skipped', reason = ?3, began_order = ?4, changed_at = ?5, invocation = ?6,
                claimed_by = nullif(claimed_by, ?7)
            WHERE ds = ?1 AND task = ?2
            """
        case .releaseClaim: "DELETE FROM claims WHERE ds = ? AND task = ? AND run = ?"
        case .setClaim: "UPDATE tasks SET claimed_by = ?3 WHERE ds = ?1 AND task = ?2"
        // A ds that fails again is counted once.
        case .countFailure:
            """
            INSERT INTO streaks (task, failures, ds) VALUES (?, 1, ?)
            ON CONFLICT (task) DO UPDATE SET failures = failures + 1, ds = excluded.ds WHERE ds <> excluded.ds
            """
        case .endStreak: "DELETE FROM streaks WHERE task = ?"

        // A retry of a creation finds the row of the first attempt.
        case .beginResource:
            "INSERT INTO resources (ds, resource, run, since) VALUES (?, ?, ?, ?) ON CONFLICT (ds, resource) DO NOTHING"
        case .endResource: "DELETE FROM resources WHERE ds = ? AND resource = ?"
        }
    }
}
