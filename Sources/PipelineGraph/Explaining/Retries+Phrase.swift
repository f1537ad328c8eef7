public import Dataswarm

extension Retries {
    /// How `explain` puts them: `3, after 10 s, × 2, at most 1 h, on timeout or signal`.
    var phrase: String {
        if limit == 0 { return "none" }
        let factor = backoff.factor == backoff.factor.rounded() ? "\(Int(backoff.factor))" : "\(backoff.factor)"
        let pause =
            backoff.first == .zero
            ? "at once"
            : backoff.factor == 1
                ? "\(backoff.first.phrase) apart"
                : "after \(backoff.first.phrase), × \(factor), at most \(backoff.cap.phrase)"
        let jitter = backoff.jitter > 0 ? ", ± \(Int(backoff.jitter * 100)) %" : ""
        return "\(limit), \(pause)\(jitter)\(causes == RetryCause.all ? "" : ", on \(causesPhrase)")"
    }

    /// What they are for, as a sentence lists it: `timeout, signal or exit 75`.
    public var causesPhrase: String {
        let words = causes.sorted().map { cause in
            if case .exitCode(let code) = cause { "exit \(code)" } else { cause.name ?? "" }
        }
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }
}
