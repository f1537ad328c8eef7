/// Writes pipelines and pools as graph JSON; the grammar is documented in `GraphFormat.md`.
struct GraphWriter {
    /// The version of the grammar.
    static let version = 1

    private var json = JSONWriter()

    /// The graph as canonical JSON: the same definitions give the same bytes.
    static func write(pools: [Pool], pipelines: [Pipeline]) -> [UInt8] {
        var body = GraphWriter()
        body.json.object { json in
            json.key("pools")
            json.array(pools.sorted { $0.name < $1.name }) { json, pool in
                json.breakLine()
                json.write(pool)
            }
            json.key("pipelines")
            json.array(pipelines.sorted { $0.name < $1.name }) { json, pipeline in
                json.breakLine()
                json.write(pipeline)
            }
        }
        // The hash names the content, so it stands before it and outside of it.
        let content = body.json.bytes
        let header = "{\"dataswarm\":\(version),\"sha256\":\"\(SHA256.hexDigest(of: content))\",\"graph\":\n"
        return Array(header.utf8) + content + Array("}\n".utf8)
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ pool: Pool) {
        object { json in
            json.key("name")
            json.value(pool.name)
            json.key("slots")
            json.value(pool.slots)
            json.key("at")
            json.value(pool.location.description)
        }
    }

    fileprivate mutating func write(_ pipeline: Pipeline) {
        let membership = Membership(pipeline)
        object { json in
            json.key("name")
            json.value(pipeline.name)
            json.key("at")
            json.value(pipeline.location.description)
            if let generator = pipeline.generator {
                json.key("generator")
                json.object { json in
                    json.key("name")
                    json.value(generator.name)
                    json.key("at")
                    json.value(generator.location.description)
                }
            }
            if let documentation = pipeline.documentation {
                json.key("documentation")
                json.value(documentation)
            }
            json.key("schedule")
            json.write(pipeline.schedule)
            if let limit = pipeline.limit {
                json.key("limit")
                json.value(limit)
            }
            if let parallel = pipeline.parallel {
                json.key("parallel")
                json.value(parallel)
            }
            if let family = pipeline.familyDefaults {
                json.key("family")
                json.write([family], in: pipeline.name)
            }
            if !pipeline.defaults.isEmpty {
                json.key("defaults")
                json.write(pipeline.defaults, in: pipeline.name)
            }
            if !pipeline.forgotten.isEmpty {
                json.key("forgotten")
                json.array(pipeline.forgotten) { json, node in
                    json.object { json in
                        json.key("name")
                        json.value(node.name)
                        json.key("at")
                        json.value(node.location.description)
                    }
                }
            }
            if !pipeline.groups.isEmpty {
                json.key("groups")
                json.array(pipeline.groups) { json, group in
                    json.breakLine()
                    json.write(group, in: pipeline, membership)
                }
            }
            if !pipeline.resources.isEmpty {
                json.key("resources")
                json.array(pipeline.resources) { json, resource in
                    json.breakLine()
                    json.write(resource, in: pipeline)
                }
            }
            json.key("tasks")
            json.array(pipeline.tasks) { json, task in
                json.breakLine()
                json.write(task, in: pipeline, membership)
            }
        }
    }

    private mutating func write(_ group: Group, in pipeline: Pipeline, _ membership: Membership) {
        object { json in
            json.writeNode(group, in: pipeline, membership)
            if let limit = group.limit {
                json.key("limit")
                json.value(limit)
            }
            if !group.defaults.isEmpty {
                json.key("defaults")
                json.write(group.defaults, in: pipeline.name)
            }
        }
    }

    private mutating func write(_ task: Task, in pipeline: Pipeline, _ membership: Membership) {
        object { json in
            json.writeNode(task, in: pipeline, membership)
            json.writeUses(of: task, in: pipeline, membership)
            json.key("operator")
            json.value(type(of: task.operation).name)
            json.key("run")
            json.write(task.operation.invocation, in: pipeline.name)
            json.writeSettings(task.settings, in: pipeline.name)
        }
    }

    private mutating func write(_ resource: Resource, in pipeline: Pipeline) {
        object { json in
            json.key("name")
            json.value(resource.name)
            json.key("at")
            json.value(resource.location.description)
            json.writeDependencies(of: resource.anchor, in: pipeline)
            for (key, step) in [("create", resource.anchor.create), ("destroy", resource.anchor.destroy)] {
                json.key(key)
                json.object { json in
                    json.key("operator")
                    json.value(type(of: step.operation).name)
                    json.key("run")
                    json.write(step.operation.invocation, in: pipeline.name)
                    json.writeSettings(step.settings, in: pipeline.name)
                }
            }
        }
    }

    /// What a task uses itself, and what the groups around it do.
    private mutating func writeUses(of task: Task, in pipeline: Pipeline, _ membership: Membership) {
        var uses: [ResourceAnchor] = []
        for resource in membership.groups(around: task).flatMap(\.anchors) + task.anchors
        where !uses.contains(where: { $0 === resource }) {
            uses.append(resource)
        }
        if uses.isEmpty { return }
        key("uses")
        array(uses) { json, resource in
            if let other = resource.reference.pipeline, resource.scope?.root !== pipeline.closure {
                json.object { $0.member("resource", "\(other).\(resource.name)") }
            } else {
                json.value(resource.name)
            }
        }
    }

    private mutating func writeNode(_ node: Node, in pipeline: Pipeline, _ membership: Membership) {
        key("name")
        value(node.name)
        key("at")
        value(node.location.description)
        if let group = membership.group(of: node) {
            key("group")
            value(group.name)
        }
        writeDependencies(of: node, in: pipeline)
    }
}
