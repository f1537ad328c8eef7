import PipelineRecord

/// Chooses moves that a run could make as things stand; also some that come too late, or are none of its business.
///
/// What no run does is left out, because stores need not agree on it: a second attempt of a key while the first one runs, a
/// task that settles before its attempt has ended, an end of a run with attempts under way.
struct MoveChooser {
    var random: SeededGenerator
    private var now: Int64 = 1_000

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func next(_ record: MemoryRecord) -> Move {
        // Mostly onwards: clocks are set back.
        now += random.oneIn(20) ? -50 : Int64.random(in: 0...9, using: &random)
        let open = record.runs(RunFilter(states: [.running])).map(\.id)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<70: return open.isEmpty ? begin() : commit(random.pick(open), record)
        case 70..<76: return begin()
        case 76..<83: return end(open, record) ?? begin()
        case 83: return .extend(someRun(record), RunRequest(graphHash: "5eed", ds: random.pick(World.datestamps)))
        case 84..<86: return .requestCancel(someRun(record), random.oneIn(2) ? .end : .kill)
        case 86..<89: return recover(record)
        case 89..<91: return open.isEmpty ? begin() : .adopt(random.pick(open), random.pick(World.owners))
        case 91..<94: return .clear(some(World.tasks), ds: random.pick(World.datestamps), ms: now)
        case 94: return .release(some(World.tasks))
        case 95: return .forget(some(World.resources), ds: random.pick(World.datestamps))
        case 96..<99: return remove(record)
        default: return .removeRuns(before: someTime(), isDryRun: random.oneIn(3))
        }
    }

    // MARK: Runs

    private mutating func begin() -> Move {
        var request = RunRequest(graphHash: "5eed", ds: random.pick(World.datestamps + World.ranges))
        request.force = random.oneIn(2)
        request.only = some(World.tasks)
        return .beginRun(NewRun(request, owner: random.pick(World.owners), commandLine: "driver run", startedAt: now))
    }

    private mutating func end(_ open: [Int64], _ record: MemoryRecord) -> Move? {
        let idle = open.filter { run in !record.attempts(run: run).contains { $0.state == .running } }
        guard !idle.isEmpty else { return nil }
        return .endRun(random.pick(idle), random.pick([.succeeded, .failed, .cancelled]), ms: now)
    }

    private mutating func recover(_ record: MemoryRecord) -> Move {
        let owner = random.pick(World.owners)
        let running = record.claims(ds: nil).filter { $0.owner.id == owner.id }
        // What cannot be adopted is not found again.
        let found = owner.isAdoptable ? some(running.map { AttemptKey($0.key, number: $0.number) }) : []
        return .recover(owner: owner.id, keeping: Set(found), ms: now)
    }

    private mutating func remove(_ record: MemoryRecord) -> Move {
        let ds = random.pick(World.datestamps)
        let before = someTime()
        let all = record.attempts(ds: ds, endedBefore: before)
        let gone = random.oneIn(3) ? some(all.map(\.key)) : all.filter(\.ended).map(\.key)
        return .remove(
            gone.shuffled(using: &random), ds: ds, before: before, forgetsTasks: random.oneIn(2),
            isDryRun: random.oneIn(4))
    }

    // MARK: Work

    private mutating func commit(_ run: Int64, _ record: MemoryRecord) -> Move {
        // Each transition is one that is possible after those before it.
        var after = record
        var transitions: [Transition] = []
        for _ in 1...Int.random(in: 1...4, using: &random) {
            let mine = after.claims(ds: nil).filter { $0.run == run }.map(\.key)
            let key = random.pick(mine.isEmpty || random.oneIn(2) ? World.keys : mine)
            for transition in work(on: key, run: run, after) {
                transitions.append(transition)
                _ = try? after.commit([transition], run: run, at: now)
            }
        }
        if random.oneIn(25) {
            // Late, or another's.
            let number = Int.random(in: 0...3, using: &random)
            transitions.append(.attemptEnded(random.pick(World.keys), number: number, outcome(.failed), nil))
        }
        return .commit(transitions, run: run, ms: now)
    }

    private mutating func work(on key: TaskKey, run: Int64, _ record: MemoryRecord) -> [Transition] {
        let claim = record.claims(ds: key.ds).first { $0.key == key }
        guard let claim, claim.run == run else { return unclaimed(key, isHeld: claim != nil, run: run, record) }
        let isRunning = record.attempts(key).last?.state == .running
        return isRunning ? running(key, claim.number, run: run, record) : between(key, run: run, record)
    }

    private mutating func unclaimed(
        _ key: TaskKey, isHeld: Bool, run: Int64, _ record: MemoryRecord
    ) -> [Transition] {
        var seen = record.record(key)?.successOrder
        if random.oneIn(8) { seen = random.oneIn(2) ? nil : Int64.random(in: 1...9, using: &random) }
        switch Int.random(in: 0..<15, using: &random) {
        case 0: return [.waitEnded(key)]
        case 1 where random.oneIn(3):
            return [.taskSkipped(key, reason: reason(), invocation: "nothing", began: place())]
        case 1: return [random.oneIn(2) ? .slotsGivenBack(key) : .claimGivenUp(key)]
        case 2:
            let began = random.oneIn(2) ? place() : nil
            if isHeld { return [] }
            return random.oneIn(2)
                ? [.taskSucceeded(key, invocation: "nothing", began: began)]
                : [.nothingSucceeded(key, invocation: "nothing", seen: seen)]
        case 3: return [.resourceBegan(resource: random.pick(World.resources), ds: key.ds)]
        case 4: return [.resourceEnded(resource: random.pick(World.resources), ds: key.ds)]
        case 5: return [.claimKept(key)]
        case 6, 7:
            let states: [TaskState] = [.waiting, .failed, .upstreamFailed, .skipped, .cancelled, .lost]
            return [.taskChanged(key, random.pick(states), reason: reason(), seen: seen)]
        default:
            return [
                .claim(ClaimRequest(key, invocation: "at \(now)", slots: World.slots(of: key, run: run), seen: seen))
            ]
        }
    }

    private mutating func running(_ key: TaskKey, _ number: Int, run: Int64, _ record: MemoryRecord) -> [Transition] {
        let slots = World.slots(of: key, run: run)
        if record.holdsSlots(key) || slots.isEmpty {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return [.attemptStarted(key, number: number, handle: "handle \(now)")]
            case 1, 2: return [.slotsGivenBack(key)]
            default: break
            }
        } else if !random.oneIn(4) {
            let look = ClaimRequest(key, invocation: "", slots: slots, seen: nil, isNewAttempt: false)
            return random.oneIn(6) ? [.taskChanged(key, .waiting, reason: "looks again", seen: nil)] : [.claim(look)]
        }
        return ending(key, number)
    }

    private mutating func ending(_ key: TaskKey, _ number: Int) -> [Transition] {
        let state = random.pick([TaskState.succeeded, .succeeded, .failed, .skipped, .cancelled, .lost])
        let measures = AttemptMeasures(
            peakMemory: random.oneIn(2) ? now : nil, userTime: 5, systemTime: random.oneIn(2) ? 0 : nil, logBytes: now)
        let ended = Transition.attemptEnded(key, number: number, outcome(state), random.oneIn(2) ? measures : nil)
        switch Int.random(in: 0..<8, using: &random) {
        // The commit was cut in two.
        case 0: return [ended]
        case 1, 2: return [ended, .taskChanged(key, .waiting, reason: "retry", seen: nil)]
        default:
            if state == .succeeded {
                let succeeded = Transition.taskSucceeded(key, invocation: "at \(now)", began: place())
                return [ended, succeeded] + (random.oneIn(4) ? [.claimKept(key)] : [])
            }
            if state == .skipped {
                return [ended, .taskSkipped(key, reason: reason(), invocation: "at \(now)", began: place())]
            }
            return [ended, .taskChanged(key, state, reason: reason(), seen: nil)]
        }
    }

    private mutating func between(_ key: TaskKey, run: Int64, _ record: MemoryRecord) -> [Transition] {
        if record.record(key)?.state == .succeeded, random.oneIn(2) { return [.claimGivenUp(key)] }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return [.taskChanged(key, random.pick([.cancelled, .failed]), reason: reason(), seen: nil)]
        case 1: return [.taskChanged(key, .waiting, reason: "retry", seen: nil)]
        default:
            let seen = record.record(key)?.successOrder
            return [.claim(ClaimRequest(key, invocation: "again", slots: World.slots(of: key, run: run), seen: seen))]
        }
    }

    // MARK: Values

    private mutating func outcome(_ state: TaskState) -> AttemptOutcome {
        AttemptOutcome(
            state: state, exitCode: random.oneIn(2) ? 3 : nil, signal: random.oneIn(3) ? 9 : nil,
            cause: state == .succeeded ? nil : random.pick(FailureCause.allCases), reason: reason())
    }

    private mutating func reason() -> String { random.oneIn(2) ? "" : "for \(now)" }

    private mutating func place() -> Int64 { Int64.random(in: 0...9, using: &random) }

    private mutating func someTime() -> Int64 { now - Int64.random(in: 0...120, using: &random) }

    private mutating func someRun(_ record: MemoryRecord) -> Int64 {
        random.pick(record.runs(RunFilter()).map(\.id) + [4_711])
    }

    private mutating func some<Element>(_ elements: [Element]) -> [Element] {
        var chosen: [Element] = []
        for element in elements.shuffled(using: &random) where random.oneIn(2) { chosen.append(element) }
        return chosen
    }
}

extension MemoryRecord {
    fileprivate func holdsSlots(_ key: TaskKey) -> Bool { !(claims[key]?.slots.isEmpty ?? true) }
}
