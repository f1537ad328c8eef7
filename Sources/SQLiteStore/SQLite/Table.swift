import GRDB
import PipelineRecord

/// A table whose rows carry a checksum over all of their fields, in this order.
enum Table: String, CaseIterable {
    case runs, tasks, attempts, durations, successes, streaks, resources

    /// The names of the fields, with commas between.
    var fields: String {
        switch self {
        case .runs:
            "id, ds, graph_hash, command_line, pid, boot_id, state, started_at, ended_at, mark, process_started"
        case .tasks:
            """
            ds, task, state, reason, attempts, success_order, changed_at, last_duration, lost_in_a_row, invocation
            """
        case .attempts:
            """
            ds, task, number, run, state, exit_code, signal, reason, started_at, ended_at, cause, invocation
            """
        case .durations: "task, milliseconds"
        case .successes: "count"
        case .streaks: "task, failures, ds"
        case .resources: "ds, resource, run, since"
        }
    }

    /// How many fields there are; in ``columns``, the checksum stands at this place.
    var fieldCount: Int32 {
        switch self {
        case .runs: 11
        case .tasks: 10
        case .attempts: 12
        case .durations: 2
        case .successes: 1
        case .streaks: 3
        case .resources: 4
        }
    }

    /// What a statement selects whose rows are to be verified.
    var columns: String { "\(fields), checksum" }

    /// Whether ``Sums`` tells when a row of it is missing, and for what each sum is.
    var summedBy: String? {
        switch self {
        case .tasks: "ds"
        case .runs, .streaks, .resources: "''"
        // The attempts of a task are numbered without a gap, and the task's own row tells how many there are.
        case .attempts: nil
        // Of how long a task took, nothing depends. There is one row of successes, and it is missed.
        case .durations, .successes: nil
        }
    }

    /// What is thrown for a row that is not as it was written.
    var harm: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT, message: harmMessage) }
    private var harmMessage: String { "a row of \(rawValue) is not as it was written" }
    /// What is thrown where rows are missing, or there are more than were written.
    var loss: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT, message: "rows of \(rawValue) are missing") }

    /// The column for the checksum, as a part of the table's definition. SQLite fills it in.
    var checksumColumn: String {
        "checksum INTEGER NOT NULL GENERATED ALWAYS AS (row_checksum(\(fields))) STORED"
    }

    /// What guards the rows when they are changed.
    var triggers: String {
        let old = fields.split(separator: ", ").map { "OLD.\($0)" }.joined(separator: ", ")
        // Writing to a row that was harmed would make its harm the record.
        var triggers = """
            CREATE TRIGGER \(rawValue)_are_unharmed BEFORE UPDATE ON \(rawValue)
            WHEN OLD.checksum IS NOT row_checksum(\(old))
            BEGIN SELECT RAISE(ABORT, '\(harmMessage)'); END;

            """
        guard let summedBy else { return triggers }
        let (column, oldColumn) = summedBy == "ds" ? ("NEW.ds", "OLD.ds") : (summedBy, summedBy)
        triggers += """
            CREATE TRIGGER \(rawValue)_are_added AFTER INSERT ON \(rawValue) BEGIN
                INSERT INTO sums (name, ds, total) VALUES ('\(rawValue)', \(column), NEW.checksum)
                ON CONFLICT (name, ds) DO UPDATE SET total = (total + excluded.total) & \(Checksum.mask);
            END;
            CREATE TRIGGER \(rawValue)_are_changed AFTER UPDATE ON \(rawValue) BEGIN
                UPDATE sums SET total = (total - OLD.checksum + NEW.checksum) & \(Checksum.mask)
                WHERE name = '\(rawValue)' AND ds = \(column);
            END;
            CREATE TRIGGER \(rawValue)_are_taken AFTER DELETE ON \(rawValue) BEGIN
                UPDATE sums SET total = (total - OLD.checksum) & \(Checksum.mask)
                WHERE name = '\(rawValue)' AND ds = \(oldColumn);
            END;

            """
        return triggers
    }
}
