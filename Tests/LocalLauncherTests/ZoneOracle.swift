import AttemptWorkspace
import Dataswarm
import Glibc
import LocalLauncher
import PipelineEngine

/// Python's standard library, which reads the same time zone files with code of its own.
enum ZoneOracle {
    static var isThere: Bool {
        guard let path = getenv("PATH").map({ String(cString: $0) }) else { return false }
        return path.split(separator: ":").contains { access("\($0)/python3", X_OK) == 0 }
    }

    /// Lines of a zone, a local time and its moment, both in seconds.
    static func answers() async -> [String] {
        let playground = Playground(
            environment: PassedEnvironment.current().mapValues { String(decoding: $0, as: UTF8.self) })
        let process = RenderedProcess(arguments: ["python3", "-"], standardInput: script)
        guard await playground.execute(playground.attempt(process)) == .exited(0) else { return [] }
        return playground.log()?.split(separator: "\n").map(String.init) ?? []
    }

    /// The first moment at which a zone's clocks show a local time or a later one, found by halving.
    private static let script = """
        import datetime, random, zoneinfo
        zoneinfo.reset_tzpath(["/usr/share/zoneinfo"])
        utc, day = datetime.timezone.utc, 86400
        random.seed(2016)
        names = '''Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon America/New_York America/Sao_Paulo
            America/St_Johns America/Caracas Asia/Kathmandu Asia/Tehran Asia/Gaza Asia/Pyongyang Australia/Lord_Howe
            Africa/Casablanca Africa/Monrovia Pacific/Apia Pacific/Kwajalein Antarctica/Troll
            Etc/GMT+5 EST5EDT'''.split()
        epoch = datetime.datetime(1970, 1, 1, tzinfo=utc)

        def main(name):
            zone = zoneinfo.ZoneInfo(name)
            def clock(t):
                moment = epoch + datetime.timedelta(seconds=t)
                return t + int(moment.astimezone(zone).utcoffset().total_seconds())
            def first(local):
                naive = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=local)
                early, late = sorted(int(naive.replace(tzinfo=zone, fold=f).timestamp()) for f in (0, 1))
                if clock(early) == local: return early
                # The time is skipped: what comes of it by the clocks of before and of after embraces the change.
                while late - early > 1:
                    middle = (early + late) // 2
                    if clock(middle) >= local: late = middle
                    else: early = middle
                return late
            begin, end = -2 * 10**9, 6 * 10**9
            times = [random.randrange(begin, end) for _ in range(200)]
            t, step = begin, 5 * day
            while t < end:
                if clock(t + step) - clock(t) != step:
                    low, high = t, t + step
                    before = clock(t) - t
                    while high - low > 1:
                        middle = (low + high) // 2
                        if clock(middle) - middle == before: low = middle
                        else: high = middle
                    if random.random() < 0.2:
                        times += [clock(high) + s for s in (-3601, -3600, -1800, -1, 0, 1, 1800, 3599, 3600)]
                        times += [clock(low) + s for s in (-1, 0, 1, 1800)]
                t += step
            for local in times: print(name, local, first(local))

        for name in names: main(name)
        """
}
