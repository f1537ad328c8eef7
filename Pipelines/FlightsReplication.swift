import Dataswarm
import Templates

/// Where the replicas are kept: a folder, `--set replicas=FOLDER`.
private let replicas = Parameter<String>("replicas", default: ".dataswarm/replicas/nycflights13")

/// The tables of the flights data as SQLite databases, one pipeline each: `replicate_airlines`, `replicate_airports`, …
let flightsReplications = replications(
    of: ["airlines", "airports", "planes", "weather", "flights"],
    from: { "\(nycFlights)/\($0).csv" },
    to: "\(replicas)",
    schedule: flights.schedule,
    pool: "replication"
)
// Reports are waited for, replicas are not: they take what is left of the machine.
.defaults(Defaults(owner: "aviation", priority: -10, tags: ["replicas"]))
