import Dataswarm
import Glibc
import TestSupport

/// What the tasks of these tests do: a script that tells a witness when it begins and ends, in a file that `driver` knows
/// nothing of, and publishes what names its attempt.
enum Deed {
    /// The words that it understands.
    enum Kind: String {
        /// Ends at once.
        case quick
        /// Takes a moment.
        case moment
        /// Takes a moment in a child.
        case child
        /// Leaves a process behind that has a session of its own and no parent.
        case stray
        /// Holds on until there is a file `enough`.
        case hold
        /// As `hold`, and takes no notice of being asked to end.
        case stubborn
        /// As `hold`, and takes some time to end when it is asked to.
        case tidy
        /// As `hold`, and fails the first time with exit code 5.
        case flaky
    }

    /// - Parameter pools: those that it takes a slot of, each: the script tells where there are too many at a time.
    static func task(
        _ name: String, _ kind: Kind, depList: [Node] = [], uses: [Resource] = [], retries: Retries = .never,
        timeout: Duration? = nil, pool: PoolUse? = nil, pools: [Pool] = []
    ) -> Task {
        let places = pools.map { "\($0.name) \($0.slots)" as Argument }
        return Task(
            name, Command("/bin/sh", arguments: ["deed.sh", "\(kind.rawValue)"] + places), depList: depList, uses: uses,
            retries: retries, timeout: timeout,
            pool: pool ?? PoolUse(pools.map { PoolSlots($0.name) }))
    }

    /// Each line is one `write` at the end of the file, so that the lines stand in the order in which things happened.
    /// The lock goes to all children, however they try to get away: who finds it held is not alone.
    static let script = """
        read -r token < /proc/sys/kernel/random/uuid
        say() { echo "$1 $DATASWARM_RUN_KEY $DATASWARM_ATTEMPT $token $$" >> witness; }
        exec 9>> "locks/$DATASWARM_RUN_KEY"
        flock -n 9 || say twice
        say start
        # A place for each slot: who finds none free is one too many. Looked for more than once, for they change hands.
        place() {
            for round in 1 2 3; do
                number=0
                while [ $number -lt $3 ]; do
                    number=$((number + 1))
                    eval "exec $1>> 'locks/$2.$number'"
                    flock -n $1 && return
                done
            done
            say crowded
        }
        descriptor=4
        kind=$1
        shift
        for pool in "$@"; do
            place $descriptor $pool
            descriptor=$((descriptor + 1))
        done
        echo "$token" > "$DATASWARM_OUTPUT/first"
        hold() { while [ ! -e enough ]; do sleep 0.05; done; }
        case $kind in
        quick) ;;
        moment) sleep 0.1 ;;
        child) sleep 0.1 & wait ;;
        stray) ( setsid env -i sleep 1000 & ) ;;
        hold) hold ;;
        stubborn) trap '' TERM; hold ;;
        flaky) hold; [ "$DATASWARM_ATTEMPT" -gt 1 ] || exit 5 ;;
        tidy) trap 'sleep 0.3; say tidied; exit 3' TERM; hold ;;
        esac
        echo "$token" > "$DATASWARM_OUTPUT/second"
        say end

        """
}

extension Sandbox {
    /// A sandbox with the script that ``Deed/task(_:_:depList:retries:)`` runs.
    static func witnessed(pools: [Pool] = [], _ pipelines: Pipeline...) throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.define(pools: pools, pipelines)
        try sandbox.write(Deed.script, to: "deed.sh")
        guard mkdir("\(sandbox.folder)/locks", 0o700) == 0 else { throw Trouble(what: "no folder for locks") }
        return sandbox
    }

    /// Starts `driver` with the words of a command line.
    func start(_ line: String, _ meddler: Meddler? = nil, claim: String = "claim") throws -> Driver {
        try Driver(program(line, environment: try meddler?.environment(in: self, claim: claim) ?? [:]))
    }

    /// Runs `driver` to its end.
    func finish(_ line: String) throws -> Ended { try start(line).end() }
}
