import Dataswarm

extension Setting {
    /// What explanations call it.
    var title: String {
        switch value {
        case .failures: "held after"
        case .tags: "tag"
        case .variables: "env"
        default: String(name.map { $0 == "_" ? " " : $0 })
        }
    }

    /// What a layer says of it, for a reader; `nil` where it says nothing, and for what is no single value.
    func phrase(in settings: Settings) -> String? {
        switch value {
        case .text(let place), .prose(let place): place.value(settings)
        case .number(let place, within: _): place.value(settings).map(String.init)
        case .failures(let place): place.value(settings).map { $0 == 0 ? "never" : "\($0) ds in a row that failed" }
        case .exitCodes(let place): place.value(settings)?.phrase
        case .duration(let place): place.value(settings)?.phrase
        case .retries(let place): place.value(settings)?.phrase
        case .pools(let place): place.value(settings)?.phrase
        case .argument(let place): place.value(settings)?.symbolicText
        case .rule(let place): place.value(settings)?.rawValue
        case .tags, .variables: nil
        }
    }
}
