import Dataswarm

extension Graph {
    /// Resolves the names of a description and checks all that can be checked, reporting all problems at once.
    init(_ description: GraphDescription) throws(GraphError) {
        var builder = GraphBuilder(description)
        builder.build()
        let graph = builder.graph
        var problems = builder.problems
        problems += Validation.problems(of: graph)
        problems += WindowCheck.problems(in: graph)
        if problems.isEmpty { problems += Cycle.problems(in: graph) }
        if problems.isEmpty {
            let forgotten = description.pipelines.flatMap { pipeline in
                pipeline.forgotten.map { "\(pipeline.name).\($0.name)" }
            }
            problems += OutputReferences.problems(in: graph, forgotten: Set(forgotten))
        }
        if !problems.isEmpty { throw GraphError(details: problems) }
        self = graph
    }
}

/// Turns a description into nodes and edges, and notes the names that do not resolve.
private struct GraphBuilder {
    private let description: GraphDescription
    private(set) var problems: [Problem] = []
    private var nodes: [Node] = []
    private var pipelines: [PipelineNode] = []
    private var indices: [String: Int] = [:]
    private var dependencies: [[GraphDescription.Dependency]] = []
    private var edges: [(from: Int, to: Int)] = []
    private var windows: [WindowEdge] = []
    /// What the nodes wait for at other datestamps, as their authors say it.
    private var namedWindows: [Int: [(source: Int, window: DatestampWindow)]] = [:]
    private var resources: [ResourceNode] = []
    /// What the nodes use that use something.
    private var uses: [(user: Int, resources: [GraphDescription.Dependency])] = []

    init(_ description: GraphDescription) { self.description = description }

    var graph: Graph {
        Graph(
            sha256: description.sha256,
            pools: description.pools.map(\.pool),
            pipelines: pipelines,
            nodes: nodes,
            resources: resources,
            upstream: Edges(count: nodes.count, edges),
            downstream: Edges(count: nodes.count, edges.map { (from: $0.to, to: $0.from) }),
            windows: windows,
            warnings: warnings,
            indices: indices)
    }

    private var warnings: [String] {
        description.pipelines.flatMap { pipeline in
            pipeline.forgotten.map { node in
                "\(node.location.isEmpty ? "" : "\(node.location.printable): ")warning: '\(node.name.printable)' is no part of the pipeline '\(pipeline.name.printable)': nothing lists it, or it belongs to another. Let it stand as a statement of its own pipeline, wait for it, use it, or take it away."
            }
        }
    }

    mutating func build() {
        let count = description.pipelines.reduce(0) { $0 + $1.tasks.count + $1.groups.count + 2 * $1.resources.count }
        nodes.reserveCapacity(count)
        dependencies.reserveCapacity(count)
        indices.reserveCapacity(count)
        checkPools()
        var places: [String: String] = [:]
        for pipeline in description.pipelines {
            if let other = places.updateValue(pipeline.location, forKey: pipeline.name) {
                note(
                    pipeline.location,
                    "the pipeline '\(pipeline.name.printable)' \(Problem.twice("defined", other)): rename one of them."
                )
            }
            add(pipeline)
        }
        resolveDependencies()
        if !resources.isEmpty || !uses.isEmpty { resolveUses() }
    }

    private mutating func checkPools() {
        var places: [String: String] = [:]
        for pool in description.pools {
            if let other = places.updateValue(pool.location, forKey: pool.name) {
                note(
                    pool.location,
                    "the pool '\(pool.name.printable)' \(Problem.twice("declared", other)): remove one of them.")
            }
            if !Name.isValid(pool.name) {
                note(pool.location, "'\(pool.name.printable)' cannot be a pool's name: \(Name.rule).")
            }
            if !(1...1_000_000).contains(pool.slots) {
                note(
                    pool.location,
                    "the pool '\(pool.name.printable)' has \(pool.slots) slots: it needs from 1 to 1000000.")
            }
        }
    }

    // MARK: Nodes

    private mutating func add(_ pipeline: GraphDescription.PipelineDescription) {
        let place = pipelines.count
        let first = nodes.count
        let layers = pipeline.family + pipeline.defaults
        pipelines.append(
            PipelineNode(
                name: pipeline.name, location: pipeline.location, documentation: pipeline.documentation,
                schedule: pipeline.schedule, generator: pipeline.generator, layers: layers,
                limit: pipeline.limit, parallel: pipeline.parallel, nodes: first..<first,
                bases: [SharedSettings(layers.reduce(Settings.library) { $0.overridden(by: $1.settings) })]))
        for group in pipeline.groups { add(group, isGroup: true, to: pipeline.name, place) }
        for task in pipeline.tasks { add(task, isGroup: false, to: pipeline.name, place) }
        if !pipeline.resources.isEmpty { addResources(of: pipeline, layers, place) }
        pipelines[place].nodes = first..<nodes.count
        joinGroups(of: pipeline, place, first: first)
    }

    private mutating func add(
        _ node: GraphDescription.NodeDescription, isGroup: Bool, to pipeline: String, _ place: Int
    ) {
        let fullName = "\(pipeline).\(node.body.name)"
        if let other = indices.updateValue(nodes.count, forKey: fullName) {
            note(
                node.body.location,
                "'\(fullName.printable)' \(Problem.twice("defined", nodes[other].location)): rename one of them.")
        }
        nodes.append(
            Node(
                fullName: fullName, pipeline: place, group: nil, isGroup: isGroup, body: node.body))
        dependencies.append(node.after)
        if !node.uses.isEmpty { uses.append((nodes.count - 1, node.uses)) }
    }

    /// Gives each member its group, and each group's members the settings that stand below theirs.
    private mutating func joinGroups(of pipeline: GraphDescription.PipelineDescription, _ place: Int, first: Int) {
        if pipeline.groups.isEmpty {
            for (offset, task) in pipeline.tasks.enumerated() {
                if let group = task.group { noteUnknownGroup(group, of: first + offset) }
            }
            return
        }
        join(pipeline.groups, first: first)
        join(pipeline.tasks, first: first + pipeline.groups.count)
        var bases: [Int: Int] = [:]
        for group in first..<first + pipeline.groups.count {
            guard let enclosing = enclosingGroups(of: group) else {
                note(nodes[group].location, "the group '\(nodes[group].fullName.printable)' lies in itself.")
                continue
            }
            let settings = (enclosing.reversed() + [group]).flatMap { nodes[$0].layers.map(\.settings) }
            bases[group] = pipelines[place].bases.count
            let base = settings.reduce(pipelines[place].bases[0].value) { $0.overridden(by: $1) }
            pipelines[place].bases.append(SharedSettings(base))
        }
        for index in first..<nodes.count {
            guard let group = nodes[index].group else { continue }
            nodes[index].base = bases[group] ?? 0
        }
    }

    private mutating func join(_ members: [GraphDescription.NodeDescription], first: Int) {
        var last: (name: String, group: Int)?
        for (offset, member) in members.enumerated() {
            guard let name = member.group else { continue }
            let index = first + offset
            if let last, last.name == name, last.group != index {
                nodes[index].group = last.group
                continue
            }
            let pipeline = pipelines[nodes[index].pipeline].name
            guard let group = indices["\(pipeline).\(name)"], nodes[group].isGroup, group != index else {
                noteUnknownGroup(name, of: index)
                continue
            }
            nodes[index].group = group
            last = (name, group)
        }
    }

    /// The groups around a group, the innermost first; `nil` where they go round in a circle.
    private func enclosingGroups(of group: Int) -> [Int]? {
        var groups: [Int] = []
        var current = nodes[group].group
        while let next = current {
            if groups.count > 64 || next == group { return nil }
            groups.append(next)
            current = nodes[next].group
        }
        return groups
    }

    private mutating func noteUnknownGroup(_ name: String, of node: Int) {
        note(
            nodes[node].location,
            "'\(nodes[node].fullName.printable)' is a member of '\(name.printable)', which is no group of its pipeline."
        )
    }

    // MARK: Resources

    private mutating func addResources(
        of pipeline: GraphDescription.PipelineDescription, _ layers: [SettingsLayer], _ place: Int
    ) {
        // Rules and skips are for tasks: what a step waits for, and how, is not a matter of settings.
        let shared = layers.reduce(Settings()) { $0.overridden(by: $1.settings) }
        let bases = [Settings.library, .libraryOfDestruction].map { library in
            var base = library.overridden(by: shared)
            (base.when, base.skipOn) = (library.when, nil)
            return SharedSettings(base)
        }
        let base = pipelines[place].bases.count
        pipelines[place].bases += bases
        for resource in pipeline.resources {
            let fullName = "\(pipeline.name).\(resource.name)"
            noteTwin(of: fullName, at: resource.location)
            let create = nodes.count
            for (offset, body) in [resource.create, resource.destroy].enumerated() {
                var node = GraphDescription.NodeDescription()
                node.body = body ?? Node.Body()
                node.after = offset == 0 ? resource.after : []
                add(node, isGroup: false, to: pipeline.name, place)
                nodes[create + offset].base = base + offset
                nodes[create + offset].step = ResourceStep(
                    kind: offset == 0 ? .create : .destroy, resource: resources.count)
            }
            resources.append(
                ResourceNode(
                    fullName: fullName, location: resource.location, pipeline: place, create: create,
                    destroy: create + 1))
            if let words = resource.after.lazy.compactMap(\.otherDatestamps).first {
                note(
                    resource.location,
                    "the resource '\(fullName.printable)' waits for \(words): it lives for one run. Let its users wait."
                )
            }
        }
    }

    private mutating func noteTwin(of resource: String, at location: String) {
        let node = indices[resource].map { nodes[$0].location }
        guard let other = node ?? resources.first(where: { $0.fullName == resource })?.location else { return }
        note(location, "'\(resource.printable)' \(Problem.twice("defined", other)): rename one of them.")
    }

    /// Leads each user to the creation of what it uses, and each destruction to the creation and the users.
    private mutating func resolveUses() {
        let places = Dictionary(resources.indices.map { (resources[$0].fullName, $0) }, uniquingKeysWith: { $1 })
        for (user, names) in uses {
            for name in names {
                let own = pipelines[nodes[user].pipeline].name
                let fullName: String
                switch name {
                case .local(let name): fullName = "\(own).\(name)"
                case .full(let name): fullName = name
                case .previous, .pipeline, .window: continue
                }
                guard let place = places[fullName] else {
                    noteUnknownResource(fullName, of: user)
                    continue
                }
                if resources[place].users.last != user { resources[place].users.append(user) }
            }
        }
        for resource in resources {
            edges += resource.users.map { (from: $0, to: resource.create) }
            edges.append((from: resource.destroy, to: resource.create))
            edges += resource.users.map { (from: resource.destroy, to: $0) }
        }
    }

    private mutating func noteUnknownResource(_ fullName: String, of user: Int) {
        let what = indices[fullName].map { nodes[$0].isGroup ? "a group" : "a task" }
        let problem =
            what.map { "which is \($0) and no resource: wait for it instead." }
            ?? Problem.missing(fullName, in: pipelines.lazy.map(\.name), among: resources.map(\.fullName))
        note(
            nodes[user].location,
            "'\(nodes[user].fullName.printable)' uses '\(fullName.printable)', \(problem)")
    }

    // MARK: Edges

    private mutating func resolveDependencies() {
        var members: [Int: [Int]] = [:]
        for index in nodes.indices {
            if let group = nodes[index].group { members[group, default: []].append(index) }
        }
        var named: [(from: Int, to: Int)] = []
        named.reserveCapacity(nodes.count)
        var lastNamer = [Int](repeating: -1, count: nodes.count)
        var waits: [Int] = []
        for index in nodes.indices {
            waits.removeAll(keepingCapacity: true)
            resolve(dependencies[index], of: index, into: &waits)
            for wait in waits where lastNamer[wait] != index {
                lastNamer[wait] = index
                named.append((from: index, to: wait))
            }
        }
        dependencies = []
        defer { if !namedWindows.isEmpty { resolveWindows(members) } }
        if members.isEmpty {
            edges = named
            return
        }
        let upstream = Edges(count: nodes.count, named)
        edges.reserveCapacity(nodes.count + named.count)
        for index in nodes.indices {
            // A group waits by its first members; one without any waits itself, as a task does.
            if nodes[index].isGroup, let members = members[index] {
                for member in members { edges.append((from: index, to: member)) }
                continue
            }
            for wait in upstream[index] { edges.append((from: index, to: wait)) }
            addWaitsOfGroups(around: index, upstream)
        }
    }

    /// Leads each task to what it waits for at other datestamps, by itself or through a group around it.
    private mutating func resolveWindows(_ members: [Int: [Int]]) {
        let upstream = Edges(count: nodes.count, edges)
        var seen: Set<WindowEdge> = []
        for index in nodes.indices where !nodes[index].isGroup {
            var named = namedWindows[index] ?? []
            var group = nodes[index].group
            var depth = 0
            while let current = group, depth < 64 {
                // Each member waits for itself, and those that wait for no other member for the rest.
                let isInner = upstream[index].contains { isMember($0, of: current) }
                named += (namedWindows[current] ?? []).compactMap { source, window in
                    source == current ? (index, window) : isInner ? nil : (source, window)
                }
                group = nodes[current].group
                depth += 1
            }
            for (source, window) in named {
                for task in tasks(of: source, members) {
                    let edge = WindowEdge(reader: index, source: task, window: window)
                    guard seen.insert(edge).inserted else { continue }
                    windows.append(edge)
                    // What a window holds of the same ds is an edge like any other, where it is scheduled whenever the reader is.
                    let isOwn = nodes[task].pipeline == nodes[index].pipeline
                    if window.holdsOwnDatestamp, isOwn, task != index, !upstream[index].contains(task) {
                        edges.append((from: index, to: task))
                    }
                }
            }
        }
        namedWindows = [:]
    }

    /// The tasks that a node stands for: a group for all of its members.
    private func tasks(of node: Int, _ members: [Int: [Int]]) -> [Int] {
        if !nodes[node].isGroup { return [node] }
        var tasks: [Int] = []
        var stack = [node]
        var seen: Set<Int> = []
        while let next = stack.popLast() {
            for member in members[next] ?? [] where seen.insert(member).inserted {
                if nodes[member].isGroup { stack.append(member) } else { tasks.append(member) }
            }
        }
        return tasks.sorted()
    }

    /// What a group waits for is waited for by those members that wait for no other member.
    private mutating func addWaitsOfGroups(around index: Int, _ upstream: Edges) {
        guard nodes[index].group != nil else { return }
        var own = Set(upstream[index])
        var group = nodes[index].group
        var depth = 0
        while let current = group, depth < 64 {
            if upstream[index].contains(where: { isMember($0, of: current) }) { return }
            for wait in upstream[current] where own.insert(wait).inserted { edges.append((from: index, to: wait)) }
            // A group in a group waits through its own place, too.
            if upstream[current].contains(where: { wait in nodes[current].group.map { isMember(wait, of: $0) } ?? false
            }) {
                return
            }
            group = nodes[current].group
            depth += 1
        }
    }

    private func isMember(_ node: Int, of group: Int) -> Bool {
        var current = nodes[node].group
        var depth = 0
        while let enclosing = current, depth < 64 {
            if enclosing == group { return true }
            current = nodes[enclosing].group
            depth += 1
        }
        return false
    }

    /// Adds the places of what a node says that it waits for; one that it names twice occurs twice.
    private mutating func resolve(
        _ dependencies: [GraphDescription.Dependency], of node: Int, into resolved: inout [Int]
    ) {
        for dependency in dependencies {
            switch dependency {
            case .previous: namedWindows[node, default: []].append((node, .previous))
            case .window(let target, let window):
                var places: [Int] = []
                resolve(target, of: node, into: &places)
                namedWindows[node, default: []] += places.map { ($0, window) }
            case .local, .full, .pipeline: resolve(dependency, of: node, into: &resolved)
            }
        }
    }

    /// Adds the places that a name stands for; there are none where there is nothing of that name.
    private mutating func resolve(
        _ dependency: GraphDescription.Dependency, of node: Int, into resolved: inout [Int]
    ) {
        let fullName: String
        switch dependency {
        case .previous: return resolved.append(node)
        case .window: return
        case .local(let name): fullName = "\(pipelines[nodes[node].pipeline].name).\(name)"
        case .full(let name): fullName = name
        case .pipeline(let name):
            if let pipeline = pipelines.first(where: { $0.name == name }) {
                resolved += pipeline.nodes.filter { nodes[$0].isTask }
                return
            }
            fullName = name
        }
        if let index = indices[fullName], nodes[index].step == nil {
            resolved.append(index)
        } else {
            noteUnknown(dependency, fullName, of: node)
        }
    }

    private mutating func noteUnknown(_ dependency: GraphDescription.Dependency, _ fullName: String, of node: Int) {
        let own = pipelines[nodes[node].pipeline]
        if let resource = resources.first(where: { isResource($0, named: fullName) }) {
            note(
                nodes[node].location,
                "'\(nodes[node].fullName.printable)' waits for the resource '\(resource.fullName)': resources are used, not waited for. Name it in 'uses'."
            )
            return
        }
        let waits = "'\(nodes[node].fullName.printable)' waits for"
        if case .local(let name) = dependency {
            let question = suggestion(
                for: name, among: nodes[own.nodes].lazy.map(\.name).filter { [nodes] in $0 != nodes[node].name })
            return note(
                nodes[node].location, "\(waits) '\(fullName.printable)', which no pipeline defines.\(question)")
        }
        let named = fullName.prefix { $0 != "." }
        if let pipeline = pipelines.first(where: { $0.name == named }), named.count < fullName.count {
            let question = suggestion(
                for: fullName,
                among: nodes[pipeline.nodes].lazy.map(\.fullName).filter { [nodes] in $0 != nodes[node].fullName })
            note(
                nodes[node].location,
                "\(waits) '\(fullName.printable)', which the pipeline '\(pipeline.name)' \(pipeline.location.isEmpty ? "" : "(\(pipeline.location.printable)) ")does not have.\(question)"
            )
        } else {
            let question = suggestion(for: String(named), among: pipelines.lazy.map(\.name))
            note(
                nodes[node].location,
                "\(waits) '\(fullName.printable)', and no pipeline '\(named.description.printable)' is listed: add it to the Definitions(…).\(question)"
            )
        }
    }

    private func suggestion(for name: String, among names: some Sequence<String>) -> String {
        // Each looks at every name.
        problems.count < JSONReader.problemLimit ? NearMiss.question(for: name, among: names) : ""
    }

    private func isResource(_ resource: ResourceNode, named name: String) -> Bool {
        [resource.fullName, nodes[resource.create].fullName, nodes[resource.destroy].fullName].contains(name)
    }

    private mutating func note(_ location: String, _ problem: String) {
        problems.append(Problem(.definition, at: location.printable, problem))
    }
}

extension GraphDescription.Dependency {
    /// What is waited for at other datestamps, as a sentence has it; `nil` where it is for the same one.
    fileprivate var otherDatestamps: String? {
        switch self {
        case .local, .full, .pipeline: nil
        case .previous: "itself at the previous ds"
        case .window(let target, let window): window.spelled(of: target.name)
        }
    }

    private var name: String {
        switch self {
        case .local(let name), .full(let name), .pipeline(let name): name
        case .previous: ""
        case .window(let target, _): target.name
        }
    }
}
