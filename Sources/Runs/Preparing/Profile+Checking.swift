public import PipelineGraph
public import PipelineRecord

extension Profile {
    /// What of it a graph does not have or take, each with its place.
    public func problems(in graph: Graph) -> [Problem] {
        var problems: [Problem] = []
        // One by one, so that they are told in the order of the file.
        for value in parameters {
            var single = Profile(name: name)
            single.parameters = [value]
            problems += ParameterValues([:], over: single, in: graph).problems
        }
        for value in settings {
            var single = Profile(name: name)
            single.settings = [value]
            do throws(PlanError) { _ = try SettingOverrides.parse([], over: single, in: graph) } catch {
                problems += error.details
            }
        }
        return problems
    }
}
