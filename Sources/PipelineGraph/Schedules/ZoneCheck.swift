import CivilTime
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
        var checked: Set<Int> = []
        for task in selection.tasks {
            let node = nodes[task]
            if checked.insert(node.pipeline).inserted { problems += zoneProblem(ofPipeline: node.pipeline) }
            problems += zoneProblem(ofTask: task)
        }
        if !problems.isEmpty { throw GraphError(details: problems) }
    }

    private func zoneProblem(ofPipeline index: Int) -> [Problem] {
        let pipeline = pipelines[index]
        let name = pipeline.schedule.timeZone
        do throws(ZoneProblem) {
            _ = try zones.zone(named: name)
            return []
        } catch {
            let sentence =
                "the schedule of '\(pipeline.name)' is wrong: it goes by the time zone '\(name)', which \(error)."
            return [Problem(.definition, at: pipeline.location.printable, sentence)]
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
