public import CivilTime
import Dataswarm

/// The time zones that a graph names, and what is wrong with them on this machine.
extension Graph {
    /// The names of all zones that schedules and tasks go by.
    public var zoneNames: Set<String> {
        Set(pipelines.map(\.schedule.timeZone)).union(nodes.compactMap(\.zoneName))
    }

    /// Makes sure that the machine has the zones that selected tasks and their pipelines go by.
    ///
    /// - Throws: all problems, each with its place.
    public func verifyZones(of selection: Selection) throws(GraphError) {
        guard zones.hasProblems else { return }
        var problems: [Problem] = []
        var mistaken: Set<Int> = []
        var checked: Set<Int> = []
        for task in selection.tasks {
            let pipeline = nodes[task].pipeline
            let isFirst = checked.insert(pipeline).inserted
            let found = (isFirst ? zoneProblem(ofPipeline: pipeline) : []) + zoneProblem(ofTask: task)
            if !found.isEmpty { mistaken.insert(pipeline) }
            problems += found
        }
        if !problems.isEmpty { throw GraphError(details: problems, pipelines: mistaken) }
    }

    /// What ``verifyZones(of:)`` throws, as a list.
    public func zoneProblems(of selection: Selection) -> [Problem] {
        do throws(GraphError) {
            try verifyZones(of: selection)
            return []
        } catch {
            return error.details
        }
    }

    /// The zone by whose clocks a pipeline's datestamps are named.
    ///
    /// - Throws: the problem, with its place, where the machine has no such zone.
    public func zone(ofPipeline index: Int) throws(GraphError) -> Zone {
        let pipeline = pipelines[index]
        let name = pipeline.schedule.timeZone
        do throws(ZoneProblem) {
            return try zones.zone(named: name)
        } catch {
            let sentence =
                "the schedule of '\(pipeline.name)' is wrong: it goes by the time zone '\(name)', which \(error)."
            throw GraphError(details: [Problem(.definition, at: pipeline.location.printable, sentence)])
        }
    }

    private func zoneProblem(ofPipeline index: Int) -> [Problem] {
        do throws(GraphError) {
            _ = try zone(ofPipeline: index)
            return []
        } catch {
            return error.details
        }
    }

    private func zoneProblem(ofTask index: Int) -> [Problem] {
        guard let name = nodes[index].zoneName else { return [] }
        do throws(ZoneProblem) {
            _ = try zones.zone(named: name)
            return []
        } catch {
            let sentence = "'\(nodes[index].fullName)' waits for a time in the zone '\(name)', which \(error)."
            return [Problem(.definition, at: nodes[index].location.printable, sentence)]
        }
    }
}

extension Node {
    /// The name of the time zone by which it waits; `nil` where it waits for no time.
    fileprivate var zoneName: String? {
        guard case .probe(let probe) = invocation, case .time(_, _, let name) = probe.condition else { return nil }
        return name
    }
}
