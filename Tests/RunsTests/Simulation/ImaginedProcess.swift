import Dataswarm
import PipelineEngine
import PipelineGraph
import PipelineRecord

@testable import Runs

/// A process that executes runs, with the very code that does so, and dies at any moment between two things that it does.
///
/// Of a dead one the code goes on until it has noticed that nothing reaches the record, and nobody else notices that.
final class ImaginedProcess: @unchecked Sendable {
    let owner: RunOwner
    let keeper: Keeper
    let scene: Scene
    private(set) var isDead = false
    private var lock: OwnerLock?
    private(set) var runner: Runner?
    /// How many things that it was asked for have not come to an end.
    private(set) var open = 0

    /// - Parameter generation: how many have had its place before. A service has the name of the one before it on record.
    init(_ place: Int, generation: Int, isService: Bool, keeper: Keeper, in scene: Scene) throws {
        self.scene = scene
        self.keeper = keeper
        owner = RunOwner(
            id: isService ? ImaginedProcess.serviceID(place, in: scene) : "\(scene.seed)-\(place).\(generation)",
            process: Int32(generation + 1), bootID: "boot", isAdoptable: isService)
        lock = try OwnerLock(owner: owner.id, in: scene.folder)
        keeper.hold(try OwnerLock(owner: owner.id, in: scene.folder))
        var configuration = Runner.Configuration(
            folder: scene.folder, store: ImaginedStore(scene: scene, process: self),
            launcher: ImaginedLauncher(scene: scene, process: self), owner: owner)
        configuration.clock = scene.clock
        configuration.executor = scene.timetable
        configuration.jobs = 2
        configuration.endLeftovers = { [unowned scene, unowned self] owner in
            await scene.timetable.pass()
            if isDead { return }
            scene.workshop.remove { $0.process.owner.id == owner.id }
            await scene.timetable.pass()
        }
        // The lock that counts is let go of at once when this dies, whatever the code of the dead still does.
        runner = Runner(configuration, lock: scene.anyLock)
    }

    /// The name on record of all processes of a service.
    static func serviceID(_ place: Int, in scene: Scene) -> String { "\(scene.seed)-\(place)" }

    /// It is killed. What it has started goes on for now.
    func die() {
        isDead = true
        lock = nil
        scene.workshop.dismissWaiters(of: self)
        // Nobody waits for an answer any more, and what had asked goes with the process.
        scene.workshop.remove { $0.process === self && $0.isLook && owner.isAdoptable }
        if !owner.isAdoptable { scene.workshop.forgetEnds(of: self) }
        runner = nil
    }

    // MARK: What it is asked for

    /// Goes on with what an earlier one has left, and executes requests, all side by side.
    func work(_ orders: [Order], adopts: Bool) {
        open += 1
        detach { [self] in
            do {
                if adopts { try await adopt() }
                for order in orders { execute(order) }
            } catch {
                if !isDead { scene.fail("\(owner.id) cannot adopt: \(error)") }
            }
            open -= 1
        }
    }

    private func adopt() async throws {
        guard let runner else { return }
        let adopted = try await runner.adoptRuns { [scene, owner] in
            [Listener(run: $0.id, owner: owner.id, scene: scene)]
        }
        for (run, reason) in adopted.abandoned where !isDead { scene.fail("run \(run) is given up: \(reason)") }
        for run in adopted.running {
            scene.tell("\(owner.id) goes on with run \(run.id)")
            follow(run, nil)
        }
    }

    private func execute(_ order: Order) {
        open += 1
        detach { [self] in
            await scene.clock.sleep(until: order.at)
            defer { open -= 1 }
            guard !isDead, let runner else { return }
            let requestedAt = scene.steps
            do {
                let prepared = try await runner.prepare(order.request, of: scene.scenario.graph)
                if prepared.isNothing || isDead { return }
                let id = Slot()
                let run = try await runner.start(
                    prepared, commandLine: "", listeners: [Listener(id: id, owner: owner.id, scene: scene)])
                id.run = run.id
                scene.tell("\(owner.id) begins run \(run.id): \(order.request.ds) \(order.request.only)")
                follow(run, Fate(order: order, requestedAt: requestedAt, by: self))
            } catch {
                if !isDead { scene.fail("\(owner.id) cannot begin what it is asked for: \(error)") }
            }
        }
    }

    private func follow(_ run: RunningRun, _ fate: Fate?) {
        open += 1
        let fate = fate ?? Fate(order: nil, requestedAt: scene.steps, by: self)
        fate.run = run.id
        scene.fates.append(fate)
        detach { [self] in
            do throws(RunFailure) { fate.summary = try await run.end() } catch {
                if !isDead { scene.fail("run \(run.id) of \(owner.id) broke: \(error.cause)") }
            }
            if !isDead { scene.referee.checkForce(fate) }
            open -= 1
        }
        guard let order = fate.order else { return }
        for time in order.stops {
            detach { [self] in
                await scene.clock.sleep(until: time)
                scene.tell("run \(run.id) is asked to stop")
                run.stop("stopped at \(time)")
            }
        }
        for (time, request) in order.extensions {
            detach { [self] in
                await scene.clock.sleep(until: time)
                guard let planner = try? RequestPlanner(request, of: scene.scenario.graph) else { return }
                scene.tell("run \(run.id) is extended: \(request.ds) \(request.only)")
                _ = await run.extend(by: planner)
            }
        }
    }

    /// Puts right what others have left that are dead.
    func sweep() {
        open += 1
        detach { [self] in
            do { _ = try await runner?.watch.recovery.recoverAll(at: scene.clock.wallTime) } catch {
                scene.fail("\(owner.id) cannot recover: \(error)")
            }
            open -= 1
        }
    }

    private func detach(_ body: @escaping @Sendable () async -> Void) {
        _Concurrency.Task.detached(executorPreference: scene.timetable) { await body() }
    }
}
