import Dataswarm

extension JSONReader {
    mutating func readGroup() throws(JSONSyntaxError) -> GraphDescription.NodeDescription {
        enum Member: String, CaseIterable { case name, at, group, after, limit, defaults }
        var node = GraphDescription.NodeDescription()
        var name = ""
        var location = ""
        var layers: [SettingsLayer] = []
        var limit: Int?
        let place = try nextPlace()
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .name: name = try reader.readString()
            case .at: location = try reader.readSharedString()
            case .group: node.group = try reader.readSharedString()
            case .after: node.after = try reader.readDependencies()
            case .limit: limit = try reader.readInt()
            case .defaults: layers = try reader.readLayers(.group)
            }
        }
        location = self.location(location, at: place)
        node.body = Node.Body(name: name, location: location, layers: layers, limit: limit)
        return node
    }

    mutating func readTask() throws(JSONSyntaxError) -> GraphDescription.NodeDescription {
        enum Member: String, CaseIterable { case name, at, group, after, uses, `operator`, run }
        var node = GraphDescription.NodeDescription()
        var name = ""
        var location = ""
        var operatorName = ""
        var invocation = Invocation.nothing
        var settings = Settings()
        var hasSettings = false
        let place = try nextPlace()
        try readObject(of: EitherMember<Member, SettingMember>.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .first(.name): name = try reader.readString()
            case .first(.at): location = try reader.readSharedString()
            case .first(.group): node.group = try reader.readSharedString()
            case .first(.after): node.after = try reader.readDependencies()
            case .first(.uses): node.uses = try reader.readUses()
            case .first(.operator): operatorName = try reader.readSharedString()
            case .first(.run): invocation = try reader.readInvocation()
            case .second(let member):
                try reader.read(member.setting, into: &settings)
                hasSettings = true
            }
        }
        location = self.location(location, at: place)
        node.body = Node.Body(
            name: name, location: location, operatorName: operatorName, invocation: invocation,
            settings: hasSettings ? sharedValues.settings(settings) : nil)
        return node
    }

    /// What a node waits for.
    mutating func readDependencies() throws(JSONSyntaxError) -> [GraphDescription.Dependency] {
        var dependencies: [GraphDescription.Dependency] = []
        try readArray { reader throws(JSONSyntaxError) in
            if let dependency = try reader.readDependency() { dependencies.append(dependency) }
        }
        return dependencies
    }

    private mutating func readDependency() throws(JSONSyntaxError) -> GraphDescription.Dependency? {
        enum Member: String, CaseIterable { case task, pipeline, previous, window }
        if try peek() == .string { return .local(try readString()) }
        var dependency: GraphDescription.Dependency?
        var window: DatestampWindow?
        var found: [String] = []
        let place = try nextPlace()
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            if member != .window { found.append(member.rawValue) }
            switch member {
            case .task: dependency = .full(try reader.readString())
            case .pipeline: dependency = .pipeline(try reader.readString())
            case .previous:
                dependency = .previous
                try reader.readTrue(member.rawValue)
            case .window: window = try reader.readWindow()
            }
        }
        requireOne(found, of: "what is waited for", ["task", "pipeline", "previous"], at: place)
        guard let window, let target = dependency else { return dependency }
        return .window(target, window)
    }

    /// A member that says something by being there.
    private mutating func readTrue(_ member: String) throws(JSONSyntaxError) {
        let place = try nextPlace()
        let problems = problems.count
        if try !readBool(), problems == self.problems.count {
            note("'\(member)' is true, or left out.", at: place)
        }
    }

    private mutating func readUses() throws(JSONSyntaxError) -> [GraphDescription.Dependency] {
        var uses: [GraphDescription.Dependency] = []
        try readArray { reader throws(JSONSyntaxError) in
            if let use = try reader.readUse() { uses.append(use) }
        }
        return uses
    }

    /// What a task uses: a resource of its pipeline by its name, or of any by `{"resource": "cat_gifs.scratch_db"}`.
    private mutating func readUse() throws(JSONSyntaxError) -> GraphDescription.Dependency? {
        enum Member: String, CaseIterable { case resource }
        if try peek() == .string { return .local(try readString()) }
        var use: GraphDescription.Dependency?
        let place = try nextPlace()
        let isObject = try peek() == .object
        try readObject(of: Member.self) { (reader, member) throws(JSONSyntaxError) in
            switch member {
            case .resource: use = .full(try reader.readString())
            }
        }
        if use == nil, isObject {
            noteMissing("the member 'resource' is missing, which names what is used.", at: place)
        }
        return use
    }
}
