import GRDB
import PipelineRecord

/// A table whose rows carry a checksum over all of their fields, in this order.
enum Table: String, CaseIterable {
    case runs, tasks, attempts, claims, slots, waits, streaks, resources, sums

    /// The names of the fields, with commas between. There may be 21 of them: see ``Checksum``.
    var fields: String {
        switch self {
        case .runs:
            """
            id, request, ds_first, ds_last, owner, pid, boot_id, mark, process_started, adoptable, cancel, command_line, \
            state, started_at, ended_at, first_attempt, last_attempt
            """
        case .tasks:
            """
            ds, task, state, reason, attempts, success_order, began_order, changed_at, lost_in_a_row, claimed_by, \
            invocation
            """
        case .attempts:
            """
            ds, task, number, run, state, exit_code, signal, reason, started_at, ended_at, cause, handle, peak_memory, \
            user_ms, system_ms, log_bytes, output_bytes, began_order, invocation
            """
        case .claims: "ds, task, run, number, since"
        case .slots: "ds, task, pool, run, slots"
        case .waits: "ticket, run, ds, task, pool, since"
        case .streaks: "task, failures, ds"
        case .resources: "ds, resource, run, since"
        case .sums: "name, ds, total"
        }
    }

    /// How many fields there are; in ``columns``, the checksum stands at this place.
    var fieldCount: Int32 {
        switch self {
        case .runs: 17
        case .tasks: 11
        case .attempts: 19
        case .claims, .slots: 5
        case .waits: 6
        case .streaks, .sums: 3
        case .resources: 4
        }
    }

    /// What a statement selects whose rows are to be verified.
    var columns: String { "\(fields), checksum" }

    /// Whether ``Sums`` tells when a row of it is missing, and for what each sum is.
    private var summedBy: String? {
        switch self {
        case .tasks: "ds"
        case .runs, .claims, .slots, .waits, .streaks, .resources: "''"
        // The attempts of a task are numbered without a gap, and the task's own row tells how many there are.
        case .attempts: nil
        case .sums: nil
        }
    }

    /// What is thrown for a row that is not as it was written.
    var harm: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT, message: harmMessage) }
    var harmMessage: String { Table.harmMessage(rawValue) }
    static func harmMessage(_ name: String) -> String { "a row of \(name) is not as it was written" }
    /// What is thrown where rows are missing, or there are more than were written.
    var loss: DatabaseError { DatabaseError(resultCode: .SQLITE_CORRUPT, message: "rows of \(rawValue) are missing") }

    /// The column for the checksum, as a part of the table's definition. SQLite fills it in.
    var checksumColumn: String {
        "checksum INTEGER NOT NULL GENERATED ALWAYS AS (row_checksum(\(fields))) STORED"
    }

    /// What guards the rows when they are changed: writing to a row that was harmed would make its harm the record.
    var triggers: String {
        // A sum that was harmed is another one than that of its rows, ever after.
        if self == .sums { return "" }
        let old = fields.split(separator: ", ").map { "OLD.\($0)" }.joined(separator: ", ")
        guard let summedBy else {
            return """
                CREATE TRIGGER \(rawValue)_are_changed AFTER UPDATE ON \(rawValue) BEGIN
                    SELECT row_changed('\(rawValue)', NULL, OLD.checksum, NEW.checksum, \(old));
                END;

                """
        }
        let (newKey, oldKey) = summedBy == "ds" ? ("NEW.ds", "OLD.ds") : (summedBy, summedBy)
        let (added, changed, taken) = self == .runs ? Table.runningRuns : ("", "", "")
        return """
            CREATE TRIGGER \(rawValue)_are_added AFTER INSERT ON \(rawValue) BEGIN
                SELECT row_changed('\(rawValue)', \(newKey), 0, NEW.checksum);\(added)
            END;
            CREATE TRIGGER \(rawValue)_are_changed AFTER UPDATE ON \(rawValue) BEGIN
                SELECT row_changed('\(rawValue)', \(oldKey), OLD.checksum, NEW.checksum, \(old));\(changed)
            END;
            CREATE TRIGGER \(rawValue)_are_taken AFTER DELETE ON \(rawValue) BEGIN
                SELECT row_changed('\(rawValue)', \(oldKey), OLD.checksum, 0, \(old));\(taken)
            END;

            """
    }

    /// The runs that are running have a sum of their own: others may be left out of a list, but not these.
    private static let runningRuns: (added: String, changed: String, taken: String) = {
        let old = "iif(OLD.state = 'running', OLD.checksum, 0)"
        let new = "iif(NEW.state = 'running', NEW.checksum, 0)"
        func call(_ old: String, _ new: String) -> String {
            "\n    SELECT row_changed('\(Sums.runningRuns)', '', \(old), \(new));"
        }
        return (call("0", new), call(old, new), call(old, "0"))
    }()
}
