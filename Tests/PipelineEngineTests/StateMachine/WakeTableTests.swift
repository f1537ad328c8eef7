import Testing

@testable import PipelineEngine

@Suite struct WakeTableTests {
    @Test func theEarliestComesFirstAndNoneBeforeItsTime() {
        var wakes = WakeTable()
        for (item, time) in [30, 10, 20].enumerated() {
            wakes.insert(Wake(time: Int64(time), item: item, kind: .retry, token: 0))
        }
        #expect(wakes.next == 10)
        #expect(wakes.pop(at: 9) == nil)
        #expect(wakes.pop(at: 25)?.item == 1)
        #expect(wakes.pop(at: 25)?.item == 2)
        #expect(wakes.pop(at: 25) == nil)
        #expect(wakes.next == 30)
    }

    @Test func atTheSameTimeTheOrderIsThatOfTheItems() {
        var wakes = WakeTable()
        for item in [2, 0, 1] { wakes.insert(Wake(time: 5, item: item, kind: .look, token: 0)) }
        wakes.insert(Wake(time: 5, item: 1, kind: .timeout, token: 0))
        var order: [String] = []
        while let wake = wakes.pop(at: 5) { order.append("\(wake.item) \(wake.kind)") }
        #expect(order == ["0 look", "1 look", "1 timeout", "2 look"])
    }

    @Test func thoseThatAreUnwantedAreDroppedFromTheFront() {
        var wakes = WakeTable()
        for time in 1...4 { wakes.insert(Wake(time: Int64(time), item: 0, kind: .timeout, token: time)) }
        wakes.dropFirst { $0.token != 3 }
        #expect(wakes.next == 3)
        wakes.dropFirst { _ in true }
        #expect(wakes.next == nil)
    }
}
