import Dataswarm

extension JSONReader {
    /// A window: `{"from": [["shift", -1, "days"]], "last": 7, "clipped": true}`.
    mutating func readWindow() throws(JSONSyntaxError) -> DatestampWindow {
        enum Member: String, CaseIterable { case from, last, since, each, containing, previous, by, clipped }
        var window = DatestampWindow.same
        var reaches: [DatestampWindow.Reach?] = []
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .from: window.steps = try reader.readSteps()
            case .last: reaches.append(try reader.readWindowLength().map { .last($0) })
            case .since: reaches.append(try reader.readWord(CalendarUnit.self, "a unit").map { .since($0) })
            case .each:
                reaches.append(try reader.readWord(Datestamp.Granularity.self, "a granularity").map { .each($0) })
            case .containing:
                reaches.append(
                    try reader.readWord(Datestamp.Granularity.self, "a granularity").map { .containing($0) })
            case .previous: if try reader.readBool() { reaches.append(.previous) }
            case .by: window.matching = try reader.readWord(DatestampWindow.Matching.self, "a way to match datestamps")
            case .clipped: window.isClipped = try reader.readBool()
            }
        }
        if reaches.count > 1 {
            note("a window has one of last, since, each, containing, previous, and not two of them.")
        }
        if let reach = reaches.first ?? nil { window.reach = reach }
        return window
    }

    private mutating func readWindowLength() throws(JSONSyntaxError) -> Int? {
        let count = try readInt()
        if 1...DatestampWindow.lengthLimit ~= count { return count }
        note("a window has from 1 to \(DatestampWindow.lengthLimit) datestamps, and not \(count).")
        return nil
    }
}
