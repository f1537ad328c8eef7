import Dataswarm

extension JSONReader {
    mutating func readSchedule() throws(JSONSyntaxError) -> Schedule {
        enum Member: String, CaseIterable {
            case every, on, start, end, due
            case timeZone = "time_zone"
        }
        var every = "never"
        var detail: String?
        var schedule = Schedule.never
        var detailPlace: Place?
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .every: every = try reader.readString()
            case .on:
                detailPlace = try reader.nextPlace()
                detail = try reader.readString()
            case .timeZone: schedule.timeZone = try reader.readString()
            case .start: schedule.start = try reader.readString()
            case .end: schedule.end = try reader.readString()
            case .due: schedule.due = try reader.readDue()
            }
        }
        if let detailPlace, ["never", "hourly", "daily"].contains(every) {
            note("the member 'on' says nothing where 'every' is '\(every)': leave it out.", at: detailPlace)
        }
        switch every {
        case "never": schedule.cadence = .never
        case "hourly": schedule.cadence = .hourly
        case "daily": schedule.cadence = .daily
        case "weekly":
            let day = detail ?? "Monday"
            if let weekday = Weekday.allCases.first(where: { $0.description == day }) {
                schedule.cadence = .weekly(weekday)
            } else {
                note("'\(day.printable)' is not a day of the week, such as Monday.")
            }
        case "monthly":
            if let day = Int(detail ?? "1"), detail == nil || detail == String(day) {
                schedule.cadence = .monthly(day: day)
            } else {
                note("'\((detail ?? "").printable)' is not a day of the month, such as 1.")
            }
        case "cron": schedule.cadence = .cron(detail ?? "")
        default:
            note("'\(every.printable)' is not a cadence: it is one of never, hourly, daily, weekly, monthly, cron.")
        }
        return schedule
    }

    private mutating func readDue() throws(JSONSyntaxError) -> Schedule.Due? {
        enum Member: String, CaseIterable {
            case at
            case daysAfter = "days_after"
            case minutesAfter = "minutes_after"
        }
        var (time, days, minutes): (String?, Int?, Int?)
        let known = problems.count
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .at: time = try reader.readString()
            case .daysAfter: days = try reader.readInt()
            case .minutesAfter: minutes = try reader.readInt()
            }
        }
        // What is not understood says nothing about what it lacks.
        if problems.count > known { return nil }
        switch (time, minutes) {
        case (let time?, nil): return .time(time, daysAfter: days)
        case (nil, let minutes?) where days == nil: return .minutesAfter(minutes)
        default:
            note("'due' says a time of day ('at', and 'days_after' beside it), or 'minutes_after' an hour.")
            return nil
        }
    }
}
