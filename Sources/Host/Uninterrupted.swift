public import Glibc

/// Calls again what a signal has interrupted (`EINTR`); any other answer is the answer.
@inlinable
public func uninterrupted<Number: SignedInteger>(_ call: () -> Number) -> Number {
    while true {
        let answer = call()
        if answer >= 0 || errno != EINTR { return answer }
    }
}
