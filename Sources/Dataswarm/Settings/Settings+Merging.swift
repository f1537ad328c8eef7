extension Settings {
    /// These settings, with what `upper` says put over them.
    public func overridden(by upper: Settings) -> Settings {
        var merged = self
        for setting in Setting.all {
            switch setting.value {
            case .text(let place), .prose(let place): merged.take(place, of: upper)
            case .number(let place, within: _), .failures(let place): merged.take(place, of: upper)
            case .exitCodes(let place): merged.take(place, of: upper)
            case .duration(let place): merged.take(place, of: upper)
            case .retries(let place): merged.take(place, of: upper)
            case .pools(let place): merged.take(place, of: upper)
            case .argument(let place): merged.take(place, of: upper)
            case .rule(let place): merged.take(place, of: upper)
            case .tags(let place):
                let more = place.value(upper)
                if more.isEmpty { continue }
                let known = place.value(merged)
                place.put(&merged, known + more.filter { !known.contains($0) })
            case .variables(let place):
                let more = place.value(upper)
                if !more.isEmpty { place.put(&merged, place.value(merged).merging(more) { $1 }) }
            }
        }
        return merged
    }

    private mutating func take<Value>(_ place: Setting.Place<Value?>, of upper: Settings) {
        if let value = place.value(upper) { place.put(&self, value) }
    }
}
