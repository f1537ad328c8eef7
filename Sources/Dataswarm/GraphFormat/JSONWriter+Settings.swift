extension JSONWriter {
    /// Layers of defaults, each with its place.
    mutating func write(_ layers: [Defaults], in pipeline: String) {
        array(layers) { json, defaults in
            json.object { json in
                json.key("at")
                json.value(defaults.location.description)
                json.writeSettings(defaults.settings, in: pipeline)
            }
        }
    }

    /// The settings that are set, as members of the object that is being written.
    mutating func writeSettings(_ settings: Settings, in pipeline: String) {
        // Most of 100,000 tasks say nothing for themselves.
        if settings == Settings.unsaid { return }
        for setting in Setting.all { write(setting, of: settings, in: pipeline) }
    }

    private mutating func write(_ setting: Setting, of settings: Settings, in pipeline: String) {
        switch setting.value {
        case .text(let place), .prose(let place): member(setting, place.value(settings)) { $0.value($1) }
        case .number(let place, within: _), .failures(let place):
            member(setting, place.value(settings)) { $0.value($1) }
        case .exitCodes(let place): member(setting, place.value(settings)) { $0.array($1.codes) { $0.value($1) } }
        case .duration(let place): member(setting, place.value(settings)) { $0.value($1.wholeMilliseconds) }
        case .retries(let place): member(setting, place.value(settings)) { $0.write($1) }
        case .pools(let place): member(setting, place.value(settings)) { $0.write($1) }
        case .argument(let place): member(setting, place.value(settings)) { $0.write($1, in: pipeline) }
        case .rule(let place): member(setting, place.value(settings)) { $0.value($1.rawValue) }
        case .tags(let place):
            let names = place.value(settings)
            member(setting, names.isEmpty ? nil : names) { json, names in json.array(names) { $0.value($1) } }
        case .variables(let place):
            let variables = place.value(settings)
            member(setting, variables.isEmpty ? nil : variables) { $0.write($1, in: pipeline) }
        }
    }

    /// A member, if there is a value for it.
    private mutating func member<Value>(
        _ setting: Setting, _ value: Value?, _ write: (inout JSONWriter, Value) -> Void
    ) {
        guard let value else { return }
        key(setting.member)
        write(&self, value)
    }

    mutating func write(_ environment: [String: EnvironmentValue], in pipeline: String) {
        object { json in
            for (name, variable) in environment.sorted(by: { $0.key < $1.key }) {
                json.key(name)
                switch variable {
                case .text(let text): json.write(text, in: pipeline)
                case .secret(let secret):
                    json.object { json in
                        json.key("secret")
                        json.value(secret)
                    }
                }
            }
        }
    }

    mutating func write(_ schedule: Schedule) {
        object { json in
            let (cadence, detail): (String, String?) =
                switch schedule.cadence {
                case .never: ("never", nil)
                case .hourly: ("hourly", nil)
                case .daily: ("daily", nil)
                case .weekly(let day): ("weekly", day.description)
                case .monthly(let day): ("monthly", String(day))
                case .cron(let expression): ("cron", expression)
                }
            json.key("every")
            json.value(cadence)
            if let detail {
                json.key("on")
                json.value(detail)
            }
            json.key("time_zone")
            json.value(schedule.timeZone)
            if let start = schedule.start {
                json.key("start")
                json.value(start)
            }
            if let end = schedule.end {
                json.key("end")
                json.value(end)
            }
            if let due = schedule.due {
                json.key("due")
                json.write(due)
            }
        }
    }

    private mutating func write(_ due: Schedule.Due) {
        object { json in
            switch due {
            case .time(let time, let days):
                json.key("at")
                json.value(time)
                if let days {
                    json.key("days_after")
                    json.value(days)
                }
            case .minutesAfter(let minutes):
                json.key("minutes_after")
                json.value(minutes)
            }
        }
    }

    /// One pool stands for itself, as it did before there could be several.
    private mutating func write(_ use: PoolUse) {
        if use.pools.count == 1 {
            write(use.pools[0])
        } else {
            array(use.pools) { $0.write($1) }
        }
    }

    private mutating func write(_ pool: PoolSlots) {
        object { json in
            json.key("name")
            json.value(pool.name)
            json.key("slots")
            json.value(pool.slots)
        }
    }

    private mutating func write(_ retries: Retries) {
        object { json in
            json.key("limit")
            json.value(retries.limit)
            json.key("first_ms")
            json.value(retries.backoff.first.wholeMilliseconds)
            // Thousandths: whole numbers have one spelling.
            json.key("factor_milli")
            json.value(thousandths(retries.backoff.factor))
            json.key("cap_ms")
            json.value(retries.backoff.cap.wholeMilliseconds)
            json.key("jitter_milli")
            json.value(thousandths(retries.backoff.jitter))
            if retries.causes == RetryCause.all { return }
            json.key("on")
            json.array(retries.causes.sorted()) { json, cause in
                if case .exitCode(let code) = cause {
                    json.value(code)
                } else if let name = cause.name {
                    json.value(name)
                }
            }
        }
    }
}

/// A number in thousandths; one that is not finite, or is out of all reason, is written as -1 and refused on loading.
private func thousandths(_ number: Double) -> Int {
    number.isFinite && abs(number) < 1e12 ? Int((number * 1000).rounded()) : -1
}
