public import CivilTime
public import Dataswarm

/// Which pipelines of a graph are meant for a ds, and when it is due for each.
///
/// It is the graph's own: ``Graph/timetable``. Every schedule is read once, and shared by the pipelines that have the same one: a range may have 100,000 ds.
public struct Timetable: Sendable {
    private let schedules: [ZonedSchedule?]
    /// For each pipeline, the place of its schedule.
    private let places: [Int]
    /// Whether no pipeline has a schedule, so that a ds is for all of them.
    private let isEmpty: Bool

    init(_ pipelines: [PipelineNode], _ zones: ZoneTable) {
        var known: [Schedule: Int] = [:]
        var schedules: [ZonedSchedule?] = []
        places = pipelines.map { pipeline in
            if let place = known[pipeline.schedule] { return place }
            // What is done about a zone that is not there is said where one is needed.
            let zone = (try? zones.zone(named: pipeline.schedule.timeZone)) ?? .utc
            schedules.append(ZonedSchedule(pipeline.schedule, in: zone))
            known[pipeline.schedule] = schedules.count - 1
            return schedules.count - 1
        }
        self.schedules = schedules
        isEmpty = pipelines.allSatisfy { $0.schedule.cadence == .never }
    }

    /// The schedule of a pipeline, by its place in the graph.
    public subscript(pipeline: Int) -> ZonedSchedule? { schedules[places[pipeline]] }

    /// Whether a pipeline is meant where a ds is named and no task is: its schedule includes the ds. One that is only for
    /// when it is asked for is not meant, unless no pipeline at all has a schedule.
    public func isMeant(_ pipeline: Int, for ds: Datestamp) -> Bool { isMeant(schedule: places[pipeline], for: ds) }

    /// Whether any pipeline is meant for a ds.
    public func isMeant(_ ds: Datestamp) -> Bool { schedules.indices.contains { isMeant(schedule: $0, for: ds) } }

    /// Whether a pipeline has a ds that others may wait for: its schedule includes it, or it has none and runs for whatever ds
    /// it is asked for between its start and its end.
    func has(_ pipeline: Int, _ ds: Datestamp) -> Bool { schedules[places[pipeline]].map { has($0, ds) } ?? false }

    /// The newest ds of a pipeline up to one, itself included; `nil` where there is none.
    func newest(_ pipeline: Int, through ds: Datestamp) -> Datestamp? {
        if has(pipeline, ds) { return ds }
        return schedules[places[pipeline]]?.previous(before: ds)
    }

    private func isMeant(schedule: Int, for ds: Datestamp) -> Bool {
        guard let schedule = schedules[schedule], isEmpty || schedule.calendar.granularity != nil else { return false }
        return has(schedule, ds)
    }

    private func has(_ schedule: ZonedSchedule, _ ds: Datestamp) -> Bool {
        if schedule.calendar.granularity != nil { return schedule.includes(ds) }
        return schedule.calendar.isWithin(ds)
    }
}
