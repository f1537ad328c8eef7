import Dataswarm

extension GraphDescription {
    /// A resource as the JSON has it.
    struct ResourceDescription {
        var name = ""
        var location = ""
        var after: [Dependency] = []
        var create: Node.Body?
        var destroy: Node.Body?
    }
}

extension JSONReader {
    mutating func readResource() throws(JSONSyntaxError) -> GraphDescription.ResourceDescription {
        var resource = GraphDescription.ResourceDescription()
        var create: StepDescription?
        var destroy: StepDescription?
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "name": resource.name = try reader.readString()
            case "at": resource.location = try reader.readString()
            case "after":
                try reader.readArray { reader throws(JSONSyntaxError) in
                    if let dependency = try reader.readDependency() { resource.after.append(dependency) }
                }
            case "create": create = try reader.readStepDescription()
            case "destroy": destroy = try reader.readStepDescription()
            default: try reader.skipUnknown(key, among: ["name", "at", "after", "create", "destroy"])
            }
        }
        // Names and places may come after what is named.
        resource.create = create?.body(.create, of: resource)
        resource.destroy = destroy?.body(.destroy, of: resource)
        if create == nil || destroy == nil {
            note(
                "the resource '\(resource.name.printable)' lacks '\(create == nil ? "create" : "destroy")': it needs both, to be created and to be destroyed."
            )
        }
        return resource
    }

    /// What a task uses: a resource of its pipeline by its name, or of any by `{"resource": "cat_gifs.scratch_db"}`.
    mutating func readUse() throws(JSONSyntaxError) -> GraphDescription.Dependency? {
        if try peek() == .string { return .local(try readString()) }
        var use: GraphDescription.Dependency?
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "resource": use = .full(try reader.readString())
            default: try reader.skipUnknown(key, among: ["resource"])
            }
        }
        return use
    }

    private struct StepDescription {
        var operatorName = ""
        var invocation = Invocation.nothing
        var settings = Settings()

        func body(_ kind: StepKind, of resource: GraphDescription.ResourceDescription) -> Node.Body {
            Node.Body(
                name: resource.name + kind.suffix, location: resource.location, operatorName: operatorName,
                invocation: invocation, settings: settings == Settings() ? nil : SharedSettings(settings))
        }
    }

    private mutating func readStepDescription() throws(JSONSyntaxError) -> StepDescription {
        var step = StepDescription()
        try readObject { (reader, key) throws(JSONSyntaxError) in
            switch key {
            case "operator": step.operatorName = try reader.readSharedString()
            case "run": step.invocation = try reader.readInvocation()
            case "when":
                reader.note("a resource has no trigger rule: its users have. Take 'when' away.")
                try reader.skipValue()
            default:
                if try !reader.readSetting(key, into: &step.settings) {
                    let known = ["operator", "run"] + JSONReader.settingNames.filter { $0 != "when" }
                    try reader.skipUnknown(key, among: known)
                }
            }
        }
        return step
    }
}
