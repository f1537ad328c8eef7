public import Dataswarm
public import PipelineRecord

/// What a run will do: graph × selection × ds × what is on record.
public struct Plan: Sendable {
    /// The tasks and the groups between them, in the order in which one slot would take them.
    public internal(set) var items: [PlanItem]
    /// What the reader should know: tasks that were assumed to be done, pipelines that were left out.
    public internal(set) var warnings: [String]
    /// How many of the tasks of a pipeline or a group may be under way at a time.
    public internal(set) var limits: [TaskLimit]

    private let parameters: ParameterValues

    /// How many tasks and steps of resources are to run.
    public var runCount: Int { items.indices.count { !items[$0].isGroup && items[$0].runs } }
    /// How many of these are steps of resources, which are created or destroyed.
    public var stepCount: Int { items.indices.count { items[$0].resource != nil } }
    /// How many tasks are done already.
    public var skipCount: Int { items.indices.count { !items[$0].isGroup && items[$0].isDone } }

    init(items: [PlanItem], limits: [TaskLimit], warnings: [String], parameters: ParameterValues) {
        self.items = items
        self.limits = limits
        self.warnings = warnings
        self.parameters = parameters
    }

    /// The same without its items, for whoever has these elsewhere.
    public var withoutItems: Plan { Plan(items: [], limits: limits, warnings: warnings, parameters: parameters) }

    /// What an item executes, with folders as paths; ``PlanItem/invocation`` has them as variables.
    public func invocation(
        of item: PlanItem, in graph: Graph, folders: Bindings.Folders
    ) throws(RenderingError) -> RenderedInvocation {
        let node = graph.nodes[item.node]
        let values = parameters.values(of: graph.pipelines[node.pipeline].name)
        var bindings = Bindings(ds: item.ds, task: item.subject, parameters: values, folders: folders)
        if !graph.windows.isEmpty { bindings.schedule = graph.windowSchedule(ofPipeline: node.pipeline) }
        return try node.invocation.rendered(with: bindings, settings: item.settings)
    }
}

/// A task in a plan, a group between tasks, or a step of a resource.
public struct PlanItem: Sendable {
    /// What names its work: its full name and the ds.
    public let key: TaskKey
    public let ds: Datestamp
    /// Its place in the graph.
    public let node: Int
    public let isGroup: Bool
    /// Whether it runs or is passed over, and why.
    public internal(set) var decision: Decision
    /// Why a task is to be executed, also where something holds it back.
    public internal(set) var reason: Decision.Reason?
    /// What it executes, with folders as the variables that name them.
    public let invocation: RenderedInvocation
    /// Its settings, all layers merged.
    public var settings: Settings { sharedSettings.value }
    /// What it takes of each pool, all at once or nothing; quicker to ask for than all settings. A group takes nothing.
    public var pools: [PoolSlots] { isGroup ? [] : sharedSettings.value.pool?.pools ?? [] }
    /// The items that it waits for, as places in ``Plan/items``; all of them stand before it.
    public internal(set) var upstream: [Int]
    /// What it waits for that the same run does already, planned before this.
    public internal(set) var across: [TaskKey] = []
    /// The creations of the resources that it uses, as places in ``Plan/items``; all of them stand before it.
    public internal(set) var uses: [Int] = []
    /// What it does to a resource, if that is what it is for.
    public internal(set) var resource: ResourceRole?
    /// How many tasks stand on the longest way from it to an end, itself included.
    public let height: Int
    /// How many attempts are on record for the ds.
    public let attempts: Int
    /// The place of its last success when the plan was made, on which the decision stands; `nil` where it had none.
    public internal(set) var seen: Int64?
    /// The place of the success that it stands on and that came last when the plan was made, by its rule; 0 where there is none.
    public internal(set) var standsOn: Int64 = 0
    /// How many of the latest attempts on record for the ds were lost, one after the other.
    public let lostInARow: Int
    /// Its failures in a row when the plan was made; `nil` where its last end was a success.
    public internal(set) var streak: Streak?
    /// The limits that it counts against, as places in ``Plan/limits``.
    public internal(set) var limits: [Int]
    private let sharedSettings: SharedSettings

    /// The full name.
    public var name: String { key.task }

    /// What its output is named by: a task by itself, both steps of a resource by that.
    public var subject: String { resource?.name ?? name }

    /// Whether it succeeded before, and nothing that it stands on has changed.
    public var isDone: Bool { if case .skip = decision { true } else { false } }

    /// Whether it would run, and something holds it back.
    public var isHeld: Bool { decision.isHold }

    public var runs: Bool { decision.runs }

    public init(
        key: TaskKey, ds: Datestamp, node: Int, isGroup: Bool, decision: Decision, invocation: RenderedInvocation,
        settings: Settings, upstream: [Int], height: Int, attempts: Int, lostInARow: Int = 0,
        limits: [Int] = []
    ) {
        self.init(
            key: key, ds: ds, node: node, isGroup: isGroup, decision: decision, invocation: invocation,
            sharedSettings: SharedSettings(settings), upstream: upstream, height: height, attempts: attempts,
            lostInARow: lostInARow, limits: limits)
    }

    init(
        key: TaskKey, ds: Datestamp, node: Int, isGroup: Bool, decision: Decision, invocation: RenderedInvocation,
        sharedSettings: SharedSettings, upstream: [Int], height: Int, attempts: Int, lostInARow: Int = 0,
        limits: [Int] = []
    ) {
        self.key = key
        self.ds = ds
        self.node = node
        self.isGroup = isGroup
        self.decision = decision
        self.invocation = invocation
        self.sharedSettings = sharedSettings
        self.upstream = upstream
        self.height = height
        self.attempts = attempts
        self.lostInARow = lostInARow
        self.limits = limits
    }
}

/// What an item does to a resource.
public struct ResourceRole: Hashable, Sendable {
    /// The resource's full name, such as `cat_gifs.scratch_db`.
    public let name: String
    public let kind: StepKind
    /// Of a destruction, the place of the creation in ``Plan/items``; `nil` where an earlier run has left the resource.
    public internal(set) var creation: Int?

    /// Whether it destroys what an earlier run has left.
    public var isLeftover: Bool { kind == .destroy && creation == nil }
}

/// Whether a task runs, and why.
public enum Decision: Hashable, Sendable, CustomStringConvertible {
    case run(Reason)
    /// It succeeded and nothing that it stands on has changed.
    case skip
    /// Its rule passed it over before, or it has skipped itself, and nothing that it waits for runs.
    case skipAgain
    /// It would run, and something holds it back until somebody sees to that.
    indirect case hold(Hold)

    public var runs: Bool { if case .run = self { true } else { false } }
    public var isHold: Bool { if case .hold = self { true } else { false } }
    /// Why it runs; `nil` where it does not.
    public var reason: Reason? { if case .run(let reason) = self { reason } else { nil } }

    public enum Reason: Hashable, Sendable, CustomStringConvertible {
        /// Nothing is on record.
        case new
        /// Its last state is on record and is no success.
        case unfinished(TaskState)
        /// `driver clear` has made it forgotten.
        case cleared
        /// It succeeded with another invocation; these fields differ.
        case changed([String])
        /// What it waits for has succeeded after it did.
        case upstreamIsNewer(String)
        /// What it waits for runs in this plan.
        case upstreamRuns(String)
        /// `--force` was given.
        case forced
        /// Another run has claimed it. Where that succeeds with it, so does this one.
        case claimed(run: Int64)
        /// It creates a resource that a task of this plan uses, such as this one.
        case used(String)
        /// It destroys a resource whose users have ended.
        case usersEnd
        /// It destroys a resource that an earlier run has left.
        case leftOver(run: Int64)

        public var description: String {
            switch self {
            case .new: "not run yet"
            case .unfinished(.running): "lost before"
            case .unfinished(.waiting), .unfinished(.ready): "not finished before"
            case .unfinished(let state): "\(state.rawValue) before"
            case .cleared: "cleared"
            case .changed(let fields): "changed: \(fields.joined(separator: ", "))"
            case .upstreamIsNewer(let name): "\(name) succeeded after it"
            case .upstreamRuns(let name): "\(name) runs"
            case .forced: "forced"
            case .claimed(let run): "after run \(run), which has claimed it, unless that does it"
            case .used(let name): "\(name) uses it"
            case .usersEnd: "once all that use it have ended"
            case .leftOver(let run): "left by run \(run)"
            }
        }
    }

    public var description: String {
        switch self {
        case .run(let reason): "run, \(reason)"
        case .skip: "skip, done and unchanged"
        case .skipAgain: "skip, passed over before, and nothing that it waits for runs"
        case .hold(let hold): "hold, \(hold)"
        }
    }
}
