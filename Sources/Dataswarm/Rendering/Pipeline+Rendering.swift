extension Pipeline {
    /// What a task of this pipeline executes for a ds, for a test of the pipeline to look at.
    ///
    /// The two steps of a resource are called `scratch_db.create` and `scratch_db.destroy`. Folders appear as the variables that hold them, such as `$DATASWARM_OUTPUT`.
    ///
    /// - Throws: ``DatestampError`` where `ds` is none, ``RenderingError`` where a macro has no value or there is no such
    ///   task.
    public func rendered(
        _ name: String, ds: String, parameters: [String: String] = [:]
    ) throws -> RenderedInvocation {
        if let (resource, step) = step(name) {
            let bindings = Bindings(
                ds: try Datestamp(ds), task: "\(self.name).\(resource.name)", parameters: parameters)
            let settings = ([familyDefaults].compactMap { $0 } + defaults).map(\.settings)
                .reduce(Settings.library) { $0.overridden(by: $1) }.overridden(by: step.settings)
            return try step.operation.invocation.rendered(with: bindings, settings: settings)
        }
        guard let task = task(named: name) else {
            let names = tasks.map(\.name).joined(separator: ", ")
            throw RenderingError("Pipeline '\(self.name)' has no task '\(name)': it has \(names).")
        }
        let bindings = Bindings(ds: try Datestamp(ds), task: "\(self.name).\(name)", parameters: parameters)
        return try task.operation.invocation.rendered(with: bindings, settings: mergedSettings(of: task))
    }

    /// A step of a resource by its name.
    private func step(_ name: String) -> (Resource, Resource.Step)? {
        for resource in resources {
            if name == "\(resource.name).create" { return (resource, resource.anchor.create) }
            if name == "\(resource.name).destroy" { return (resource, resource.anchor.destroy) }
        }
        return nil
    }

    private func mergedSettings(of task: Task) -> Settings {
        let groups = Membership(self).groups(around: task).flatMap(\.defaults)
        let layers = [familyDefaults].compactMap { $0 } + defaults + groups
        return layers.map(\.settings).reduce(Settings.library) { $0.overridden(by: $1) }.overridden(by: task.settings)
    }
}
