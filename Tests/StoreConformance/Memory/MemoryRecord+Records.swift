public import PipelineRecord

extension MemoryRecord {
    public func records(ds: String) -> [String: TaskRecord] {
        tasks.reduce(into: [:]) { if $1.key.ds == ds { $0[$1.key.task] = $1.value } }
    }

    public func records(ds: ClosedRange<String>) -> [TaskRecord] {
        tasks.values.filter { ds.contains($0.ds) }.sorted { $0.key < $1.key }
    }

    public func record(_ key: TaskKey) -> TaskRecord? { tasks[key] }

    public func attempts(_ key: TaskKey) -> [AttemptRecord] { attempts[key] ?? [] }

    public func attempts(run: Int64) -> [AttemptRecord] {
        claimed[run, default: []].compactMap { attempt in
            attempts[attempt.key]?.first { $0.number == attempt.number }
        }
    }

    public func streaks() -> [String: Streak] { streaksByTask }

    public func liveResources(ds: String) -> [LiveResource] {
        resources.filter { $0.ds == ds }.sorted { $0.name < $1.name }.map { resource in
            var resource = resource
            resource.invocation = attempts[TaskKey("\(resource.name).create", ds: ds)]?.last?.invocation
            return resource
        }
    }
}
