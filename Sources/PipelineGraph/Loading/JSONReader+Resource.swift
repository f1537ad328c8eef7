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
        enum Member: String, CaseIterable { case name, at, after, create, destroy }
        var resource = GraphDescription.ResourceDescription()
        var create: StepDescription?
        var destroy: StepDescription?
        let place = try nextPlace()
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .name: resource.name = try reader.readString()
            case .at: resource.location = try reader.readString()
            case .after: resource.after = try reader.readDependencies()
            case .create: create = try reader.readStepDescription()
            case .destroy: destroy = try reader.readStepDescription()
            }
        }
        resource.location = location(resource.location, at: place)
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
        enum Member: String, CaseIterable { case `operator`, run }
        var step = StepDescription()
        try readObject(of: EitherMember<Member, StepSettingMember>.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .first(.operator): step.operatorName = try reader.readSharedString()
            case .first(.run): step.invocation = try reader.readInvocation()
            case .second(let member) where member.isOfTasksAlone:
                reader.note("a resource has no '\(member.rawValue)': its users have. Take it away.")
                try reader.skipValue()
            case .second(let member): try reader.read(member.setting, into: &step.settings)
            }
        }
        return step
    }
}
