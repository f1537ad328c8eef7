import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord
import Runs
import StoreConformance

/// Holds what happens to what is promised, from outside: it sees what begins and ends, and what is put on record.
struct Referee {
    private unowned let scene: Scene
    /// Before which step each attempt was claimed.
    private var claimedAt: [AttemptKey: Int] = [:]
    private var started: Set<AttemptKey> = []
    /// When each key last succeeded on record, and in which run.
    private var successes: [TaskKey: (step: Int, run: Int64)] = [:]
    /// When a run last saw what is on record of a key.
    private var asked: [Question: Int] = [:]
    /// The ds that runs have planned, and when they were told of it.
    private var plannedAt: [Part: Int] = [:]
    /// What each run was told to have succeeded.
    private var succeeded: [Int64: Set<TaskKey>] = [:]
    /// How many attempts of each key have succeeded.
    private var done: [TaskKey: Int] = [:]
    /// What has been created, and in which run.
    private var things: [TaskKey: Thing] = [:]

    /// The runs that gave up a resource, because others and they would have waited for each other for ever.
    private var yielding: Set<Int64> = []
    /// Whether there has been a circle since a run was last told that another keeps what it is to create.
    private var circles: [Question: Bool] = [:]

    private struct Question: Hashable {
        let run: Int64
        let key: TaskKey
    }

    private struct Part: Hashable {
        let run: Int64
        let ds: String
    }

    private struct Thing {
        let run: Int64
        var isComplete = false
        /// Whether somebody has tried in vain to destroy it.
        var isAbandoned = false
    }

    init(_ scene: Scene) { self.scene = scene }

    private var graph: Graph { scene.scenario.graph }

    private func require(_ condition: Bool, _ sentence: @autoclosure () -> String) {
        if !condition { scene.fail(sentence()) }
    }

    // MARK: What is under way

    mutating func begins(_ attempt: AttemptKey, run: Int64, isLook: Bool) {
        let key = attempt.key
        for other in scene.workshop.inOrder where other.attempt.key == key {
            scene.fail(
                "attempt \(attempt.number) of \(key) begins in run \(run) while attempt \(other.attempt.number) is under way in run \(other.run)"
            )
        }
        if !isLook { require(started.insert(attempt).inserted, "attempt \(attempt.number) of \(key) is started twice") }
        guard let node = graph.index(of: key.task) else { return scene.fail("nobody knows \(key)") }
        checkPools(of: node, key)
        checkResources(of: node, key, run: run)
    }

    private func slots(_ node: Int, of pool: Pool) -> Int {
        let wanted = graph.settings(of: node).pool?.pools.first { $0.name == pool.name }?.slots ?? 0
        return min(wanted, pool.slots)
    }

    private func checkPools(of node: Int, _ key: TaskKey) {
        for pool in graph.pools {
            let own = slots(node, of: pool)
            if own == 0 { continue }
            let others = scene.workshop.works.values.reduce(0) { sum, work in
                sum + (graph.index(of: work.attempt.key.task).map { slots($0, of: pool) } ?? 0)
            }
            require(own + others <= pool.slots, "\(key) begins and the pool \(pool.name) overflows")
        }
    }

    /// The creations of what a task uses; a destruction, which waits for one as well, uses nothing.
    private func uses(of node: Int) -> [Int] { graph.nodes[node].step == nil ? graph.uses(of: node) : [] }

    private mutating func checkResources(of node: Int, _ key: TaskKey, run: Int64) {
        for creation in uses(of: node) {
            let resource = TaskKey(graph.subject(of: creation), ds: key.ds)
            let isThere = things[resource].map { $0.isComplete && $0.run == run } ?? false
            require(isThere, "\(key) begins in run \(run) without \(resource)")
        }
        guard let step = graph.nodes[node].step else { return }
        let resource = TaskKey(graph.subject(of: node), ds: key.ds)
        for work in scene.workshop.inOrder where work.attempt.key.ds == key.ds {
            guard let other = graph.index(of: work.attempt.key.task) else { continue }
            let uses = uses(of: other).contains { graph.subject(of: $0) == resource.task }
            require(!uses, "\(key) begins while \(work.attempt.key) uses \(resource)")
            let isStep = graph.nodes[other].step != nil && graph.subject(of: other) == resource.task
            require(!isStep, "\(key) begins while \(work.attempt.key) is under way")
        }
        switch step.kind {
        case .create:
            let isFree = things[resource].map { $0.isAbandoned || $0.run == run && !$0.isComplete } ?? true
            require(isFree, "\(key) creates in run \(run) what is there")
            things[resource] = Thing(run: run)
        case .destroy: things[resource]?.isComplete = false
        }
    }

    mutating func ended(_ work: Workshop.Work) {
        let isSuccess = work.isLook ? work.answer == .yes : work.end == .exited(0)
        guard let node = graph.index(of: work.attempt.key.task) else { return }
        if isSuccess { done[work.attempt.key, default: 0] += 1 }
        guard let step = graph.nodes[node].step else { return }
        let resource = TaskKey(graph.subject(of: node), ds: work.attempt.key.ds)
        if !isSuccess {
            if step.kind == .destroy { things[resource]?.isAbandoned = true }
            return
        }
        switch step.kind {
        case .create: things[resource]?.isComplete = true
        case .destroy: things[resource] = nil
        }
    }

    // MARK: What is on record

    mutating func told(run: Int64, success key: TaskKey) { succeeded[run, default: []].insert(key) }

    mutating func planned(run: Int64, ds: String) { plannedAt[Part(run: run, ds: ds)] = scene.steps }

    mutating func committed(
        _ transitions: [Transition], _ result: CommitResult, run: Int64, from before: MemoryRecord,
        to after: MemoryRecord
    ) {
        var (answers, places) = (result.claims[...], result.places[...])
        var keys: Set<TaskKey> = []
        for transition in transitions {
            scene.tell("        run \(run) records \(transition)")
            switch transition {
            case .claim(let request):
                keys.insert(request.key)
                asked[Question(run: run, key: request.key)] = scene.steps
                let answer = answers.popFirst()
                scene.tell("            \(StableText(answer as Any))")
                if case .held(let claim)? = answer, claim.key == request.key, keeps(claim.key, until: nil) {
                    circles[Question(run: run, key: request.key)] = false
                } else {
                    circles[Question(run: run, key: request.key)] = nil
                }
                guard case .granted(let number, _)? = answer, request.isNewAttempt else { continue }
                claimedAt[AttemptKey(request.key, number: number)] = scene.steps
                let isDestruction = graph.index(of: request.key.task).map { graph.nodes[$0].step?.kind == .destroy }
                require(
                    before.run(run)?.cancellation == nil || isDestruction ?? false,
                    "run \(run) begins \(request.key), and is asked to stop")
            case .taskChanged(let key, .failed, let reason, _)
            where reason.contains("waits for a resource that this run"):
                keys.insert(key)
                yielding.insert(run)
                noteCircles(before)
                let wasInACircle = circles.removeValue(forKey: Question(run: run, key: key)) ?? false
                require(wasInACircle, "run \(run) gives up \(key), for which it need not wait for ever")
            case .taskChanged(let key, _, _, _), .attemptEnded(let key, _, _, _): keys.insert(key)
            case .taskSucceeded(let key, _, _):
                keys.insert(key)
                successes[key] = (scene.steps, run)
                _ = places.popFirst()
            case .nothingSucceeded(let key, _, _):
                keys.insert(key)
                if places.popFirst() ?? nil != nil { successes[key] = (scene.steps, run) }
            default: break
            }
        }
        for key in keys.sorted() { check(key, run: run, from: before, to: after) }
        noteCircles(after)
    }

    /// Takes note of circles that there are now. Whoever sees one gives up a moment later, when it may be there no more.
    private mutating func noteCircles(_ record: MemoryRecord) {
        for (question, isKnown) in circles where !isKnown {
            if isInACircle(question.run, question.key, record) { circles[question] = true }
        }
    }

    /// Whether a run keeps a resource until it has had another, and others that keep what is waited for wait for the former.
    private func isInACircle(_ run: Int64, _ key: TaskKey, _ record: MemoryRecord) -> Bool {
        let claims = record.claims(ds: nil).filter { keeps($0.key, until: nil) }
        var reached = claims.filter { $0.key == key }
        for _ in claims {
            for wait in record.waits() where wait.pool == nil {
                let isReached = reached.contains { $0.run == wait.run && keeps($0, until: wait.key) }
                if isReached { reached += claims.filter { $0.key == wait.key && !reached.contains($0) } }
            }
        }
        return reached.contains { $0.run == run && keeps($0, until: key) }
    }

    /// Whether a run keeps what it has created until another key has been done, or until its end, for it could not destroy it.
    private func keeps(_ claim: Claim, until other: TaskKey) -> Bool {
        let resource = graph.index(of: claim.key.task).map { TaskKey(graph.subject(of: $0), ds: claim.key.ds) }
        let isLeft = resource.flatMap { things[$0] }.map { $0.isAbandoned && $0.run == claim.run } ?? false
        return isLeft && claim.key != other || keeps(claim.key, until: other)
    }

    /// Whether a key creates a resource that is not destroyed before another key has been done, where one is given.
    private func keeps(_ key: TaskKey, until other: TaskKey?) -> Bool {
        guard let creation = graph.index(of: key.task), graph.nodes[creation].step?.kind == .create else {
            return false
        }
        guard let other else { return true }
        guard let node = graph.index(of: other.task), key.ds == other.ds else { return false }
        var waiting: Set<Int> = [node]
        // What stands later in the graph waits for what stands before it.
        var count = 0
        while count != waiting.count {
            count = waiting.count
            for each in graph.nodes.indices where graph.upstream[each].contains(where: waiting.contains) {
                waiting.insert(each)
            }
        }
        return graph.taskIndices.contains { waiting.contains($0) && graph.uses(of: $0).contains(creation) }
    }

    private func check(_ key: TaskKey, run: Int64, from before: MemoryRecord, to after: MemoryRecord) {
        let (old, new) = (before.record(key), after.record(key))
        if old == new { return }
        let claim = before.claims(ds: key.ds).first { $0.key == key }
        if let claim, claim.run != run {
            scene.fail("run \(run) writes \(String(describing: new)) over \(key), which run \(claim.run) has claimed")
        }
        require(new?.successOrder ?? 0 >= old?.successOrder ?? 0, "run \(run) forgets a success of \(key)")
        guard old?.state == .succeeded, new?.state != .succeeded, claim == nil, let success = successes[key],
            success.run != run
        else { return }
        let knownAt = max(
            asked[Question(run: run, key: key)] ?? 0, plannedAt[Part(run: run, ds: key.ds)] ?? 0)
        require(
            success.step <= knownAt,
            "run \(run) writes \(new?.state.rawValue ?? "nothing") over a success of run \(success.run) at \(key) that it knows nothing of"
        )
    }

    // MARK: When all is over

    func checkEnd() {
        let record = scene.record
        for claim in record.claims(ds: nil) { scene.fail("run \(claim.run) has left its claim on \(claim.key)") }
        for wait in record.waits() { scene.fail("run \(wait.run) has left its waiting for \(wait.key)") }
        for run in record.runs(RunFilter(states: [.running])) {
            scene.fail("run \(run.id) is still on record as running")
        }
        for ds in [day, "2016-04-27"] {
            for task in record.records(ds: ds...ds) {
                for attempt in record.attempts(task.key) where attempt.state == .running {
                    scene.fail("attempt \(attempt.number) of \(task.key) is still on record as running")
                }
                require(![.running, .ready].contains(task.state), "\(task.key) is left as \(task.state.rawValue)")
            }
        }
        for work in scene.workshop.inOrder where !work.process.isDead {
            scene.fail("\(work.attempt.key) is still under way")
        }
        for fate in scene.fates where !fate.process.isDead { check(fate) }
    }

    private func check(_ fate: Fate) {
        guard let summary = fate.summary else { return scene.fail("run \(fate.run) has no end") }
        if scene.scenario.isSunny, fate.order?.stops.isEmpty ?? false {
            require(
                summary.isSuccess || yielding.contains(fate.run),
                "run \(fate.run) ended with \(summary.counts) though nothing failed")
        }
        checkAdditions(fate, summary)
        guard let order = fate.order, let range = try? DatestampRange(order.request.ds) else { return }
        if scene.scenario.isCalm { checkCalm(range, order) }
    }

    /// The tasks that a request names.
    private func tasks(_ order: Order) -> [Int] {
        guard let selection = try? Selection(only: order.request.only, in: graph, state: { _ in nil }) else {
            return []
        }
        return graph.taskIndices.filter { selection.contains[$0] }
    }

    /// Whether all is done that was added to a run, by whichever process that has come to its end.
    private func checkAdditions(_ fate: Fate, _ summary: RunSummary) {
        guard scene.scenario.isSunny, summary.isSuccess, let run = scene.record.run(fate.run) else { return }
        for request in run.request.additions {
            for ds in (try? DatestampRange(request.ds)).map(Array.init) ?? [] {
                for node in tasks(Order(at: 0, request: request)) {
                    if case .nothing = graph.nodes[node].invocation { continue }
                    let key = TaskKey(graph.nodes[node].fullName, ds: ds.description)
                    require(done[key] ?? 0 > 0, "\(key) was added to run \(run.id), and has not been done")
                }
            }
        }
    }

    private func checkCalm(_ range: DatestampRange, _ order: Order) {
        for ds in range {
            for node in tasks(order) {
                let key = TaskKey(graph.nodes[node].fullName, ds: ds.description)
                if case .nothing = graph.nodes[node].invocation { continue }
                let count = scene.record.attempts(key).count { $0.state == .succeeded }
                // What was given up has perhaps been done by nobody.
                if count == 0, !yielding.isEmpty { continue }
                require(scene.record.record(key)?.state == .succeeded, "\(key) has not succeeded")
                require(count == 1, "\(key) was done \(count) times")
                require(done[key] ?? 0 == 1, "\(key) was really done \(done[key] ?? 0) times")
            }
        }
    }

    /// Whether what was to be done anew has been, when a run has come to its end.
    func checkForce(_ fate: Fate) {
        guard let order = fate.order, order.request.force, order.extensions.isEmpty, fate.summary?.isSuccess ?? false,
            let range = try? DatestampRange(order.request.ds)
        else { return }
        for ds in range {
            for node in tasks(order) {
                if case .nothing = graph.nodes[node].invocation { continue }
                let key = TaskKey(graph.nodes[node].fullName, ds: ds.description)
                let isDone = scene.record.attempts(key).contains { attempt in
                    attempt.state == .succeeded
                        && claimedAt[AttemptKey(key, number: attempt.number)] ?? 0 >= fate.requestedAt
                }
                require(
                    isDone || !(succeeded[fate.run]?.contains(key) ?? false),
                    "run \(fate.run) was to do \(key) anew, and nobody has since it was asked for")
            }
        }
    }
}
