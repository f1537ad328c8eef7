extension Schedule {
    /// Everything that is wrong with the schedule, a sentence each; empty if it is sound.
    ///
    /// Whether a time zone of that name exists is left to those who have the tz database; here only its spelling is
    /// looked at.
    public var problems: [String] {
        var problems: [String] = []
        if let problem = cadenceProblem { problems.append(problem) }
        if let problem = timeZoneProblem { problems.append(problem) }
        let first = bound("start", start, &problems)
        let last = bound("end", end, &problems)
        if let first, let last, let problem = spanProblem(from: first, through: last) { problems.append(problem) }
        if let problem = dueProblem { problems.append(problem) }
        return problems
    }

    private var cadenceProblem: String? {
        switch cadence {
        case .never, .hourly, .daily, .weekly:
            return nil
        case .monthly(let day):
            guard !(1...31 ~= day) else { return nil }
            let remedy = "write a day from 1 to 31, which in a shorter month stands for its last day"
            return "A schedule cannot run monthly on day \(day): \(remedy)."
        case .cron(let expression):
            do throws(CronError) {
                _ = try CronExpression(expression)
                return nil
            } catch {
                return error.description
            }
        }
    }

    /// Names of the tz database are words of letters, digits, `_`, `+` and `-`, with slashes between them. Nothing else
    /// passes, since programs look the name up as a file: neither `..` nor a path from the root.
    private var timeZoneProblem: String? {
        let words = timeZone.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let wellFormed = words.allSatisfy { word in !word.isEmpty && word.allSatisfy(Self.isNameByte) }
        guard !wellFormed else { return nil }
        return "\(Printable.quoted(timeZone)) is not the name of a time zone: write one such as UTC or Europe/Berlin."
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// Reads one end of the schedule; nil, and a problem, if it is no datestamp or not of the schedule's granularity.
    private func bound(_ name: String, _ text: String?, _ problems: inout [String]) -> Datestamp? {
        guard let text else { return nil }
        do throws(DatestampError) {
            let datestamp = try Datestamp(text)
            guard let granularity, granularity != datestamp.granularity else { return datestamp }
            let kind = datestamp.granularity.withArticle
            problems.append(
                "The schedule's \(name), \(datestamp), is \(kind), but it runs \(cadence): "
                    + "write \(granularity.withExample)."
            )
        } catch {
            problems.append("The schedule's \(name) is wrong: \(error)")
        }
        return nil
    }

    private func spanProblem(from first: Datestamp, through last: Datestamp) -> String? {
        guard first.granularity == last.granularity else {
            let start = "\(first), \(first.granularity.withArticle)"
            let end = "\(last), \(last.granularity.withArticle)"
            return "The schedule starts with \(start), and ends with \(end): write both the same way."
        }
        guard last < first else { return nil }
        return "The schedule ends with \(last), before it starts with \(first): no run is left, so change one of them."
    }

    private var dueProblem: String? {
        guard let due else { return nil }
        // Of a wrong cron expression it is not known what it is for, and it has its own problem.
        guard let granularity else {
            guard cadence == .never else { return nil }
            return
                "The schedule says when a run is due, and is for none: write how often, such as .daily, or leave at(…) out."
        }
        switch due {
        case .minutesAfter(let minutes):
            guard granularity == .hour else {
                return "The schedule runs \(cadence), and is due \(minutes) minutes after an hour: "
                    + "write a time of day, such as at(\"07:00\")."
            }
            guard !(0...10_080 ~= minutes) else { return nil }
            return "The schedule is due \(minutes) minutes after the hour: write 0 to 10080."
        case .time(let time, let days):
            let written = "at(\(Printable.quoted(time)))"
            guard granularity != .hour else {
                return "The schedule runs \(cadence), and is due \(written), a time of day: "
                    + "write minutes after the hour, such as at(minutesAfter: 10)."
            }
            guard Self.minuteOfDay(time) != nil else {
                return "The schedule is due \(written), which is no time of day: write 00:00 to 23:59."
            }
            guard let days else { return nil }
            guard 0...366 ~= days else {
                return "The schedule is due \(days) days after: write 0, for the day itself, to 366."
            }
            guard case .monthly(let day) = cadence, day != 1 else { return nil }
            return "The schedule runs \(cadence), and is due \(days) days after the month: say one of the two."
        }
    }
}
