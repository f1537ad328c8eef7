/// Who hears what happens in a run. It is called in the order of the events, and never by two at a time for one run.
public protocol RunListener: Sendable {
    func hear(_ event: RunEvent)
}
