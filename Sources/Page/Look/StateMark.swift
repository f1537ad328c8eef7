public import PipelineRecord

/// How a state looks: a symbol and a word, for a colour alone says nothing to many eyes.
public struct StateMark: Sendable {
    let symbol: String
    let word: String
    /// What the style sheet goes by.
    let style: String

    public init(_ state: TaskState?) {
        guard let state else {
            self.init("·", "not run yet", "none")
            return
        }
        switch state {
        case .succeeded: self.init("✓", "succeeded", "succeeded")
        case .failed: self.init("✗", "failed", "failed")
        case .upstreamFailed: self.init("↯", "upstream failed", "upstream_failed")
        case .skipped: self.init("–", "skipped", "skipped")
        case .cancelled: self.init("⊘", "cancelled", "cancelled")
        case .lost: self.init("?", "lost", "lost")
        case .running: self.init("▶", "running", "running")
        case .ready: self.init("○", "ready", "waiting")
        case .waiting: self.init("○", "waiting", "waiting")
        }
    }

    private init(_ symbol: String, _ word: String, _ style: String) {
        (self.symbol, self.word, self.style) = (symbol, word, style)
    }

    /// The symbol with the word.
    var html: HTML {
        tag("span", ["class": "state \(style)"], tag("span", ["aria-hidden": "true"], HTML(symbol)), " ", HTML(word))
    }
}
